use crate::i18n::messages::{Errors, ReadErrors};

pub(in crate::i18n) static READ_ERRORS: ReadErrors = ReadErrors {
    by_code: &[
        (
            "offline",
            "There is no connection. What you filled in is kept; try again when there is a signal.",
        ),
        (
            "timeout",
            "The network is too slow and no answer came. Try again; nothing is sent twice.",
        ),
        (
            "not_the_server",
            "The network seems to want a sign-in of its own (a hotel's or a shop's Wi-Fi). Connect first, then try again.",
        ),
        (
            "contract",
            "The server's answer cannot be understood. Try again later, or call the service centre.",
        ),
        (
            "server_error",
            "The server has a problem. What you filled in is kept; try again later, nothing is sent twice.",
        ),
        (
            "too_many_requests",
            "That was too often. Wait a minute and try again.",
        ),
        (
            "sign_in_first",
            "Please sign in first. What you filled in is kept.",
        ),
        (
            "sign_in_required",
            "Your session has ended. Sign in again; what you filled in is kept.",
        ),
        (
            "forbidden",
            "You are not allowed to do this. Ask the service centre by phone.",
        ),
        (
            "workers_only",
            "This is for community workers. Sign in with a worker's account.",
        ),
        (
            "not_found",
            "This was not found. It may be gone, or it is not your household's.",
        ),
        (
            "no_household",
            "Your account has no household yet. Call the service centre to register it.",
        ),
        (
            "refused",
            "The server did not take this. Check it and try again, or call the service centre.",
        ),
        (
            "not_closed_yet",
            "The ballot is still open. Until it closes nobody sees the result.",
        ),
        (
            "service_withdrawn",
            "This service has ended. Look at similar ones, or make a wish.",
        ),
        (
            "kiosk_offline",
            "This kiosk has no network, so this cannot be done now. Please come to the desk.",
        ),
        (
            "not_at_a_kiosk",
            "This is not done at a kiosk. Please use your own phone, or come to the desk.",
        ),
    ],
    unknown: "That did not work. Try again, or call the service centre.",
};

pub(in crate::i18n) static ERRORS: Errors = Errors {
    by_code: &[
        (
            "kiosk_not_paired",
            "This device is no kiosk, or no longer one. Please come to the desk.",
        ),
        (
            "still_waiting",
            "Still waiting for an answer. It is asked again by itself.",
        ),
        (
            "request_refused",
            "It was refused. Begin anew to try again, or come to the desk.",
        ),
        (
            "request_over",
            "This code was used or is too old. Make a new one on the screen.",
        ),
        (
            "storage",
            "This phone cannot keep anything. Leave this page open and send again when there is a network.",
        ),
        (
            "in_progress",
            "The last attempt is still being worked on. Wait a few seconds; nothing is sent twice.",
        ),
        (
            "validation_failed",
            "Something needs a change, please look below.",
        ),
        (
            "wrong_code",
            "The number or code is not right. Look again and re-enter it.",
        ),
        (
            "quota_used_up",
            "Your household has used up this period's quota. Choose a service you pay yourself, or wait for the next period.",
        ),
        (
            "slot_full",
            "This time has just been taken. Choose another; everything else is kept.",
        ),
        (
            "form_changed",
            "This service has just changed. What you filled in is kept; please look through it again.",
        ),
        (
            "not_allowed_to_act",
            "You cannot order for this resident. They can order themselves, or ask a community worker.",
        ),
        (
            "emergency",
            "Call the emergency number first; do not wait for an order.",
        ),
        (
            "not_on_a_list",
            "This service stands on none of the lists. Choose its list, then publish it.",
        ),
        (
            "not_possible_now",
            "Things have moved on and this is no longer possible. Please look at the latest state.",
        ),
        (
            "changed_meanwhile",
            "Somebody has just changed this. Look at it again, then decide.",
        ),
        (
            "photo_too_large",
            "The photo is too large. Choose a smaller one, or take a new one.",
        ),
        (
            "photo_wrong_type",
            "This file is not a photo. Choose a JPG, PNG or WebP photo.",
        ),
        (
            "upload_exists",
            "This photo did not arrive well. Remove it and choose it again.",
        ),
        (
            "concerns_unanswered",
            "Neighbours' concerns still wait for a look or an answer. Answer them all, then put it to the vote.",
        ),
        (
            "too_many_projects",
            "Earlier proposals of your household still wait for a look. Send this one when one is decided; what you wrote is kept.",
        ),
        (
            "too_many_wishes",
            "Your household already has 3 open wishes. Make a new one when they are decided.",
        ),
        ("body_too_large", "That is too long. Please write less."),
        (
            "idempotency_mismatch",
            "This was already sent. Please look at your orders.",
        ),
        (
            "not_on_roll",
            "You are not on the roll of this ballot. If that seems wrong, call the service centre.",
        ),
        (
            "ballot_closed",
            "The ballot has closed, and this vote was not counted.",
        ),
        (
            "terms_changed",
            "The ballot has changed. What you chose is kept; please look through it again.",
        ),
        (
            "cross_site",
            "This request did not come from this page. Start again from home.",
        ),
    ],
    by_field: &[
        ("required", "This is still empty."),
        ("not_a_number", "Please enter a number."),
        (
            "out_of_range",
            "This number is outside of what can be chosen.",
        ),
        ("not_a_date", "Please choose a day."),
        ("in_the_past", "This day has passed. Choose today or later."),
        ("not_an_option", "Please choose one of the options."),
        ("over_budget", "Together this is more than the budget."),
        ("repeated", "The same option is chosen twice."),
        (
            "cap_reached",
            "This has been counted as often as it may be. Take the household out, or see whether it was recorded already.",
        ),
        (
            "bad_phone",
            "This is not a phone number. A mobile number has 11 digits.",
        ),
        (
            "bad_text",
            "There are invisible special characters in it. Delete them and write it again.",
        ),
        (
            "unknown_upload",
            "The photo did not arrive. Please choose it again.",
        ),
        (
            "slot_full",
            "This time has just been taken, please choose another.",
        ),
        ("stopper", "Call the emergency number first."),
        ("wrong_code", "This is not right, please look again."),
    ],
    too_long: |n| format!("This is too long, at most {n} characters."),
    too_short: |n| format!("This is too short, at least {n} characters."),
    too_many: |n| format!("Too many, at most {n}."),
    field_unknown: "Please change this.",
};
