use linli_contract::OrderStatus;

use crate::i18n::messages::Desk;

fn late(n: i64, one: &str, many: &str) -> String {
    format!("{n} {} late", if n == 1 { one } else { many })
}

pub(in crate::i18n) static DESK: Desk = Desk {
    title: "Desk",
    queue_title: "Queue of orders",
    filters: "Which orders",
    open: "To handle",
    closed: "Not carried out",
    done: "Done",
    search: "Number, service, name, address, phone",
    search_clear: "Clear",
    caption: |which| format!("Orders: {which}, the nearest deadline first"),
    column_service: "Service",
    column_person: "Who and where",
    column_status: "Status",
    column_holder: "With whom",
    column_due: "Deadline",
    no_deadline: "no deadline",
    late_minutes: |n| late(n, "minute", "minutes"),
    late_hours: |n| late(n, "hour", "hours"),
    late_days: |n| late(n, "day", "days"),
    due_by: |when| format!("by {when}"),
    call_back: |when| format!("call back by {when}"),
    figure_late: "late",
    figure_today: "due today",
    figure_open: "in progress",
    figure_call_back: "to call back",
    found: |n| {
        if n == 1 {
            "1 order".to_owned()
        } else {
            format!("{n} orders")
        }
    },
    more: "Show more",
    empty_title: "All handled",
    empty_text: "New orders will be listed here.",
    none_title: "Nothing found",
    none_text: "Try other words, or look among the other orders.",
    residents_title: "The desk is for community workers",
    residents_text: "Your household's orders and their progress are under My orders. Workers sign in with their work account.",
    my_orders: "See my orders",
    handle: "Handle it",
    number: "No.",
    placed_by: "Placed by",
    holder: "Who has it now",
    visit: "Visit",
    question: "The question to the household",
    answers: "What the household filled in",
    next: "Next step",
    transition: |status| match status {
        OrderStatus::Submitted => "Back to submitted",
        OrderStatus::Reviewing => "Start review",
        OrderStatus::NeedInfo => "Ask the household",
        OrderStatus::Dispatched => "Pass it on",
        OrderStatus::Accepted => "Provider accepts",
        OrderStatus::Scheduled => "Agree a visit",
        OrderStatus::InService => "Start the service",
        OrderStatus::Rejected => "Do not approve",
        OrderStatus::Cancelled => "Cancel",
        OrderStatus::Duplicate => "Mark as duplicate",
        OrderStatus::Completed => "Service done",
        OrderStatus::Confirmed => "Confirm",
        OrderStatus::Other(_) => "Other",
    },
    choose: "Please choose the next step first.",
    say: "What the household reads",
    say_hint: "Who comes, and when. Optional.",
    say_required: "The household reads it and needs it: why, and what happens next.",
    visit_day: "Day of the visit",
    visit_time: "Time",
    visit_hint: "Leave it empty to keep the slot that the household chose.",
    visit_missing: "Fill in the day and the time together.",
    moved: |word| format!("Done: {word}"),
    reading: "Reading the newest version; please press again.",
    nothing_to_do: "There is nothing to do with this order now.",
    rating: "The household's rating",
    complaints: "Complaints",
};
