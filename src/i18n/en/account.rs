use linli_contract::{FilePage, WorkerFunction};

use crate::i18n::messages::Account;

pub(in crate::i18n) static ACCOUNT: Account = Account {
    sign_in: "Sign in",
    sign_in_lead: "You can read about services and announcements without it; to order, sign in.",
    sign_in_next: "After signing in you go on where you were. What you filled in is kept.",
    ways: "Ways to sign in",
    way_phone: "Code by phone",
    way_card: "Household card",
    way_demo: "Demo",
    no_way: "You cannot sign in on the phone now",
    no_way_text: "Call the service centre, and somebody will help you.",
    phone: "Mobile number",
    phone_hint: "11 digits; spaces are fine",
    send_code: "Send a code",
    send_again: "Send again",
    again_in: |seconds| {
        if seconds == 1 {
            "You can ask for another one in 1 second".to_owned()
        } else {
            format!("You can ask for another one in {seconds} seconds")
        }
    },
    code: "Code",
    code_hint: "The 6 digits in the text message; you can paste them",
    code_sent: |phone| {
        format!(
            "If {phone} is registered, the code arrives in a moment. If it does not, call the service centre."
        )
    },
    card: "Card number",
    card_hint: "The 8 digits on the front of the card",
    pin: "PIN",
    pin_hint: "6 digits; if you forgot it, the service centre sets a new one",
    missing: |name| format!("{name}: please fill this in."),
    digits: |name, n| format!("{name}: please enter {n} digits."),
    demo_lead: "This is a demonstration: tap a person to enter. The people and what they do are made up.",
    already: |name| format!("Signed in as {name}"),
    go_on: "Go on",
    me: "Me",
    signed_out_title: "You are not signed in",
    signed_out_text: "After signing in, your household's orders, quota and members are here.",
    my_orders: "My orders",
    open_orders: |n| format!("{n} in progress"),
    my_outbox: "Waiting to be sent",
    waiting: |n| {
        if n == 1 {
            "1 item".to_owned()
        } else {
            format!("{n} items")
        }
    },
    my_wishes: "Wishes",
    my_guides: "Guide",
    my_contacts: "Numbers for my building",
    household: "My household",
    no_household: "Your account belongs to no household, so there are no members and no quota. To register one, call the service centre.",
    member: |name, relation| {
        let word = match relation {
            "self" => return format!("{name} (me)"),
            "head" => "head of the household",
            "spouse" => "spouse",
            "child" => "child",
            "parent" => "parent",
            "grandparent" => "grandparent",
            "grandchild" => "grandchild",
            "sibling" => "sibling",
            _ => "household member",
        };
        format!("{name} · {word}")
    },
    no_phone: "no mobile number registered",
    quotas: "What is left at the public's cost",
    quota_left: |left, limit| format!("{left} left of {limit}"),
    quota_renews: |day| format!("starts anew on {day}"),
    quotas_none: "No services are counted for your household.",
    display: "Display",
    elder: "Larger text and buttons",
    theme: "Colours",
    theme_auto: "Auto",
    theme_light: "Light",
    theme_dark: "Dark",
    theme_contrast: "Strong",
    language: "Language",
    language_zh: "中文",
    language_en: "English",
    accesses: "Who opened our file",
    accesses_lead: "Whenever the desk opens an order or the points of your household, or finds it in a search, it is written here; looking at the same thing again within half an hour is written once. Counselling is no part of this file.",
    accesses_none: "Nobody yet",
    accesses_none_text: "When the desk opens your household's file, it is written here.",
    accesses_more: "Show more",
    accesses_ask: "If somebody should not have looked, call the centre and ask.",
    access_who: |function, name| match function {
        WorkerFunction::GridWorker => format!("{name}, grid worker"),
        WorkerFunction::Worker => format!("{name}, community worker"),
        WorkerFunction::Other(_) => format!("{name}, staff"),
    },
    access_what: |page, number| match page {
        FilePage::Order => format!("opened order {number}"),
        FilePage::Points => "opened your household's points".to_owned(),
        FilePage::Search => "saw your household in a search".to_owned(),
        FilePage::Other(_) => "opened your household's file".to_owned(),
    },
    sign_out: "Sign out and clear this phone",
    sign_out_question: "Sign out?",
    sign_out_clears: "What was read on this phone and what is half filled in will be cleared.",
    sign_out_keeps: "Orders and wishes that were sent stay as they are and are here when you sign in again.",
    sign_out_waiting: |n| {
        if n == 1 {
            "1 item has not been sent yet. If you sign out now, it is lost. Connect to the network and let it be sent first to keep it.".to_owned()
        } else {
            format!(
                "{n} items have not been sent yet. If you sign out now, they are lost. Connect to the network and let them be sent first to keep them."
            )
        }
    },
    sign_out_offline: "There is no network now. The server learns that you signed out when this phone is online again.",
    sign_out_do: "Sign out and clear",
    gone: "You are signed out, and this phone is cleared.",
    gone_untold: "This phone is cleared, but the server could not be reached. It will be told that you signed out as soon as the app is opened with a network. Until then, do not lend the phone to anybody.",
};
