use crate::i18n::messages::Wishes;

pub(in crate::i18n) static WISHES: Wishes = Wishes {
    title: "Wishes",
    lead: |n| {
        format!(
            "What the menu lacks, in one line. When {n} households second it, the community reviews it and names the day of its answer. Reaching {n} does not mean that it can be done."
        )
    },
    new: "Make a wish",
    none: "Nobody has made a wish yet",
    none_text: "Write one line about what you miss. Neighbours who like it will second it.",
    none_open: "No wish can be seconded now.",
    ended: "With a result",
    more: "Show more",
    progress: |n, all| format!("{n} of {all} households"),
    progress_label: |n, all| {
        if n == 1 {
            format!("1 household seconds it; {all} start a review")
        } else {
            format!("{n} households second it; {all} start a review")
        }
    },
    days_left: |days| {
        if days <= 0 {
            "time is up".to_owned()
        } else if days == 1 {
            "last day".to_owned()
        } else {
            format!("{days} days left")
        }
    },
    once: "One per household",
    mine: "My household's wish",
    second: "Second it",
    seconded: "Seconded, tap to take back",
    sign_in_to_second: "Sign in to second it",
    no_household: "Households second wishes. Your account belongs to no household, so it cannot.",
    waits_second: "Second waits to be sent",
    waits_unsecond: "Taking back waits to be sent",
    waits_hint: "Kept on this phone and sent when there is a network. Tap again to change it back.",
    waits_new: "Kept on this phone and sent once when there is a network.",
    changed: "This wish has just changed, and that is not possible now. Please look at its latest state.",
    state_open: "Open",
    state_review: "In review",
    state_adopted: "Adopted",
    state_declined: "Not possible now",
    state_lapsed: "Not enough households",
    state_other: "News",
    state_waiting: "Waiting to be sent",
    state_refused: "Not accepted",
    refused_text: "The server did not accept this wish. Change it and send it again, or remove it under \u{201c}Waiting to be sent\u{201d}.",
    refused_action: "Change it",
    review_due: |n, when| {
        if n == 1 {
            format!("1 household · answer by {when}")
        } else {
            format!("{n} households · answer by {when}")
        }
    },
    review: |n| {
        if n == 1 {
            "1 household".to_owned()
        } else {
            format!("{n} households")
        }
    },
    lapsed: |n, all| {
        if n == 1 {
            format!("1 household seconded it in time; {all} were needed.")
        } else {
            format!("{n} households seconded it in time; {all} were needed.")
        }
    },
    see_service: "See the service",
    wish: "Wish",
    meaning: "What this means",
    means_open: |n| {
        format!(
            "When {n} households second it, the community starts a review and names the day of its answer. Reaching {n} does not mean that it can be done; if it cannot, the reason is given."
        )
    },
    means_review: "Enough households second it, and the community reviews it. That is not a yes; by the day named it says whether it will be done, and why.",
    means_adopted: "The community adopted it. It is a service now and can be ordered.",
    means_declined: "The community reviewed it, and it cannot be done now; the reason is above. If things change, you can wish for it again.",
    means_lapsed: "Time ran out before enough households seconded it, so it was not reviewed. You can wish for it again.",
    made_on: "Made on",
    open_until: "Open until",
    answer_until: "Answer by",
    households: "Seconded by",
    to_list: "See all wishes",
    form_lead: "One line is enough, 4 to 60 characters.",
    text: "I wish the community would…",
    category: "What it belongs to",
    category_none: "Not sure",
    similar: "Neighbours wished for something like it",
    similar_reason: "Seconding one of these gets there sooner than a new wish.",
    send: "Send the wish",
    send_anyway: "Mine is different, send it",
    sign_in_to_send: "Sign in to send it",
    sign_in_reason: "Wishes belong to households, so sign in to send it. What you wrote is kept.",
    draft_note: "What you write is kept on this phone; nobody sees it before you send it.",
};
