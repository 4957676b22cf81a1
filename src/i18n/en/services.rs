use crate::i18n::messages::Services;

pub(in crate::i18n) static SERVICES: Services = Services {
    title: "Services",
    search: "Search services",
    search_hint: "What do you need? Pinyin works",
    search_clear: "Clear",
    my_orders: "My orders",
    categories: "Categories",
    all: "All",
    count: |category, n| format!("{category} · {n}"),
    none_title: "No such service was found",
    none_text: "Try other words, or make a wish: with enough households the community looks into it.",
    none_action: "Make a wish",
    government: "Paid by government",
    shared: "You pay a part",
    own: "You pay",
    free: "You pay nothing",
    price: |money, unit| format!("{money} / {unit}"),
    answers: "What people ask first",
    who_may: "Who can order",
    audience: |audience| match audience {
        "elder60" => "Residents of 60 and over",
        "elder80" => "Residents of 80 and over",
        "disabled" => "Residents with a disability certificate",
        "child" => "Families with children",
        "newcomer" => "People who have just moved here",
        "lowincome" => "Households on low income",
        "owner" => "Owners",
        _ => "Everybody who lives here",
    },
    who_comes: "Who comes",
    how_long: "How long",
    how_long_and: |duration, promise| format!("{duration}. {promise}"),
    promise: |hours| match hours {
        0..48 => format!("Somebody contacts you within {hours} hours"),
        _ => format!("You get an answer within {} days", hours / 24),
    },
    prepare: "What to prepare",
    provided_by: "Provided by",
    rating: |stars, n| {
        if n == 1 {
            format!("{stars} of 5 (1 rating)")
        } else {
            format!("{stars} of 5 ({n} ratings)")
        }
    },
    no_rating: "No ratings yet",
    question: "Any questions?",
    order: "Order this service",
    not_orderable: "This cannot be ordered now. Look at similar services, or call and ask.",
    quota: |name| format!("Your household's quota: {name}"),
    quota_left: |left, all| format!("{left} of {all} left"),
    quota_renews: |when| format!("Full again on {when}"),
    quota_none: |when| {
        format!(
            "This period's quota is used up; it is full again on {when}. Services you pay yourself are open to you."
        )
    },
    sign_in_to_order: "Sign in to order",
    form_title: |service| format!("Order: {service}"),
    step: |service, n, all| format!("{service} · question {n} of {all}"),
    who_for: "Who is it for?",
    who_for_hint: "Choose the person first; address and phone will be theirs.",
    who_for_worker: "Find the resident first: the address is then theirs, and every step says for whom you order.",
    myself: "Myself",
    relation: |relation| match relation {
        "spouse" => "Spouse",
        "child" => "Child",
        "parent" => "Parent",
        "sibling" => "Brother or sister",
        "grandparent" => "Grandparent",
        "grandchild" => "Grandchild",
        "head" => "Head of household",
        "resident" => "Resident",
        _ => "Family",
    },
    search_people: "Find a resident",
    search_people_hint: "Name, address, phone, card number",
    search_people_none: "Nobody found. Try other words, or the building alone.",
    search_people_found: |n| {
        if n == 1 {
            "1 person found".to_owned()
        } else {
            format!("{n} people found")
        }
    },
    acting_for: |name| format!("You are ordering for {name}"),
    optional: "(optional)",
    next: "Next",
    to_check: "Check the answers",
    draft_kept: "Kept on this phone, not sent",
    draft_not_kept: "This phone cannot keep a draft; leave this page open",
    person_name: "Name",
    person_phone: "Phone",
    today: "Today",
    tomorrow: "Tomorrow",
    which_day: "Which day",
    morning: "Morning",
    afternoon: "Afternoon",
    evening: "Evening",
    slot_left: |n| {
        if n == 1 {
            "1 place".to_owned()
        } else {
            format!("{n} places")
        }
    },
    slot_full: "Full",
    no_slots: "Everything is taken for two weeks. Call the service centre to queue, or look again in a few days.",
    choose_many: "You can choose several",
    stop_title: "Call first, do not wait for an order",
    stop_change: "Change the answer",
    check_title: "Check before you submit",
    check_person: "For whom",
    change: "Change",
    not_answered: "Not answered",
    photos_count: |n| {
        if n == 1 {
            "1 photo".to_owned()
        } else {
            format!("{n} photos")
        }
    },
    after_submit: |when| format!("After that somebody contacts you by {when}."),
    pay: |money| format!(" You pay {money} when it is done."),
    uses_quota: |name| format!(" This uses 1 of your quota: {name}."),
    submit: "Submit the order",
    not_sent_yet: "Nothing is sent until you press the button above",
    refused_title: "It was not submitted",
    sent_title: "We have your order",
    sent_number: "Your reference number; say it when you call",
    sent_next: "What happens next",
    sent_next_worker: |who, when| format!("{who} looks at it; somebody contacts you by {when}"),
    sent_next_provider: "The provider calls you to agree on a time",
    sent_next_confirm: "When it is done, tell us whether it is solved",
    sent_look: "See this order",
    waiting_title: "Noted; it goes when the network is back",
    waiting_text: "This order has not reached the community yet. It is kept on this phone, also when you close the page; once it arrives, you get its number here.",
    waiting_try: "Try to send now",
    waiting_drop: "Do not send, delete it",
    waiting_status: "Waiting to be sent",
    gone_title: "This order is no longer on this phone",
    gone_text: "It may have arrived, or you deleted it. Look at your orders.",
    photos_lost: "Photos are not part of a draft; please choose them again.",
    list: "On which list",
    lists: "Who does what",
    lists_lead: "Four lists say who does what and who answers for it. Every service stands on one; what stands on none cannot be published.",
    all_lists: "All four lists",
    on_list: |n| format!("{n} services"),
    list_gone: "There is no such list",
    list_gone_text: "It may have another name now. All four are here.",
};
