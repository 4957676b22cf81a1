use crate::i18n::messages::Care;

pub(in crate::i18n) static CARE: Care = Care {
    window: "Community",
    leave: "Leave now",
    talk_now: "Talk to somebody now",
    title: "Would you like to talk?",
    lead: "No sign-in, no real name. What you look at and choose here is gone when you leave.",
    check: "Self-check",
    check_text: "A few questions, a few minutes. Answers are not kept and go to nobody.",
    book: "Appointment",
    book_text: "With a counsellor, or for legal advice or mediation. A made-up name is enough.",
    talk_text: "The numbers to call. They are here without a network, too.",
    have_code: "I have an appointment",
    have_code_text: "See, move or cancel it with its code",
    readings: "Worth reading",
    protect: "How this place protects you",
    protects: &[
        "Titles and addresses of these pages do not say what they are about.",
        "What you choose and type is in this page's memory only, and gone when you leave. It is in no list, no points and no page of your family.",
        "“Leave now” or the Esc key shows the announcements at once, and the way back does not lead here.",
        "It cannot remove what monitoring software or a router has recorded. On a phone that is not yours, calling is safer.",
    ],
    help_title: "Somebody will listen",
    help_lead: "Breathe out slowly first. This page tells nobody by itself: whether you call, and whom, is yours to decide.",
    help_texts: &[
        "Are you safe now? If there is danger right now, call 120 or 110 first.",
        "You do not have to carry this alone.",
    ],
    help_lines: &[
        (
            "Psychological support line",
            "12356",
            "Somebody listens; the call is confidential.",
        ),
        (
            "Ambulance",
            "120",
            "Injured, or swallowed something: call at once.",
        ),
        (
            "Police",
            "110",
            "You or somebody else is in danger: call at once.",
        ),
    ],
    hours_unknown: "For its hours, listen to its announcement",
    lines: "Numbers to call",
    call_me: "Ask a social worker to call me",
    call_me_lead: |who| {
        format!(
            "Would you rather be called? {who} can call you. Nothing is sent before you press “Call me”."
        )
    },
    call_open: "Leave a number to be called",
    call_name: "What to call you",
    call_name_hint: "It need not be your real name.",
    call_phone: "Phone",
    call_when: "When it suits (optional)",
    call_consent: "I agree to be called once on this number. It is deleted afterwards, after 30 days at the latest.",
    call_consent_missing: "Please agree first, so that we may call.",
    call_send: "Call me",
    call_done: "They have it",
    call_done_text: |who, by| {
        format!(
            "{who} will call you before {by}. If it is more urgent, please call one of the numbers above."
        )
    },
    go_on_check: "Go on with the self-check",
    go_on: "Back to the overview",
    checks_title: "Self-checks",
    checks_lead: "A result is a hint, not a diagnosis. Answers are in this page's memory only.",
    checks_none: "There is no self-check now",
    checks_none_text: "You can book a counsellor, or call.",
    questions: |n| format!("{n} questions"),
    begin: "Begin",
    licence: "Copyright and licence",
    licence_open: "The operator has still to confirm the licence.",
    item: |n, all| format!("Question {n} of {all}"),
    previous: "Previous question",
    result: "Result",
    score: |n, all| format!("{n} of {all} points"),
    not_diagnosis: "A screening result is a hint, not a diagnosis.",
    answers: "My answers",
    book_after: "Book a counsellor",
    share_note: "After booking you can decide whether the counsellor may see this result. Unless you say so, nobody does.",
    other_checks: "Other self-checks",
    drop: "Drop these answers",
    reading: "Worth reading",
};
