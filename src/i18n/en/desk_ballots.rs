use linli_contract::{BallotKind, CheckCode, CountRule};

use crate::i18n::messages::DeskBallots;

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

pub(in crate::i18n) static DESK_BALLOTS: DeskBallots = DeskBallots {
    nav: "Ballots",
    title: "Ballots",
    lead: "Draft it, check it, open it. From then on rules, options and roll are fixed.",
    new: "Draft a ballot",
    none_title: "No ballots yet",
    none_text: "Draft one; only workers see it.",
    caption: "Ballots: drafts first, then the nearest close",
    column_title: "Ballot",
    column_state: "State",
    column_turnout: "Turnout",
    column_time: "Time",
    state_draft: "Draft",
    state_announced: "Announced",
    state_open: "Open",
    state_closed: "Closed",
    kind: |kind| match kind {
        BallotKind::Matters => "Yes, no or abstain for each matter",
        BallotKind::One => "Choose one",
        BallotKind::UpTo => "Choose up to so many",
        BallotKind::Budget => "Choose within a budget",
        BallotKind::Other(_) => "Other",
    },
    kind_note: |kind| match kind {
        BallotKind::Matters => "One matter or several, each to be answered",
        BallotKind::One => "One out of several",
        BallotKind::UpTo => "For example up to three candidates",
        BallotKind::Budget => "Every option has a cost; together they fit into the budget",
        BallotKind::Other(_) => "",
    },
    no_turnout: "Not open yet",

    drafting: "Draft a ballot",
    drafting_lead: "A stored draft is seen by workers only; once announced everybody can read it, but not vote yet.",
    ballot: "Ballot",
    form_title: "Title",
    form_text: "What it is about",
    form_text_hint: "Say why it is put to the vote and what the result is used for. A line break begins a paragraph.",
    form_project: "The project it decides",
    form_project_hint: "The project's page will lead to the vote.",
    no_project: "No project",
    form_kind: "What is asked",
    form_roll: "Who votes",
    form_roll_hint: "The roll is fixed when it opens; whoever moves in later is not on it.",
    roll_note: |unit, n| format!("{unit}; {n} votes now"),
    form_options: "Options",
    form_matters: "Matters",
    form_options_hint: "In the order to publish. With equal votes the earlier one wins.",
    form_max: "How many may be chosen",
    form_max_hint: "Fewer than there are options.",
    form_budget: "Budget (yuan)",
    form_rule: "How it is counted",
    rule: |rule| match rule {
        CountRule::MostVotes => "The most votes win; ties by the published order.",
        CountRule::Greedy => "By votes: from the most on, whatever still fits into the budget",
        CountRule::EqualShares => {
            "Equal shares: the budget is shared among all votes, and a project is chosen when its supporters can pay for it"
        }
        CountRule::Majority => "Adopted by more than half of those who take part",
        CountRule::Owners278 => {
            "Article 278 of the Civil Code: two thirds take part and more than half agree, three quarters for special matters, each by heads and by area"
        }
        CountRule::Other(_) => "Other",
    },
    rule_usual: |rule| match rule {
        CountRule::MostVotes => "The most votes win; ties by the published order.",
        CountRule::Greedy => {
            "The most votes first; what no longer fits into the budget is skipped."
        }
        CountRule::EqualShares => {
            "The Method of Equal Shares: a project is chosen when its supporters' shares pay for it."
        }
        CountRule::Majority => "Adopted by more than half of those who take part.",
        CountRule::Owners278 => {
            "Article 278 of the Civil Code: two thirds of the area and of the owners take part; more than half of both consent, three quarters for items 6 to 8."
        }
        CountRule::Other(_) => "",
    },
    form_rule_text: "The rule, for everybody to read",
    form_rule_text_hint: "Name what it comes from: the law, or the meeting that adopted it.",
    form_opens: "When it opens",
    form_closes: "When it closes",
    form_day: "Day",
    form_time: "Time",
    form_announce: "Announcing it",
    form_announce_label: "Let everybody see it now",
    form_announce_note: "It can be read and a choice prepared; votes are taken once it is open.",
    closes_first: "It must close after it opens.",
    owners_matters: "What owners decide together is answered matter by matter (Civil Code, article 278). Choose “Yes, no or abstain for each matter”, or another roll.",
    choose_first: "Please choose.",
    save: "Store the draft",
    saved: "Draft stored",
    draft_note: "What you type is kept on this device; other workers see it once the draft is stored.",
    reading: "The latest draft is being read; please press again.",

    option_add: "Add an option",
    matter_add: "Add a matter",
    option_untitled: "No title yet",
    option_title: "Title",
    option_text: "More (may be left empty)",
    option_cost: "Cost (yuan)",
    option_project: "The project behind it",
    option_project_hint: "The ballot shows its picture and leads to it.",
    option_special: "A special matter",
    option_special_note: "Items 6 to 8 of article 278, such as the repair fund or rebuilding: three quarters must agree",

    check: "Check",
    check_first: "Store the draft first, then check it.",
    check_unsaved: "There are changes that are not stored. What is checked here is the stored draft.",
    check_fine: "Checked: it can be opened.",
    check_wrong: |n| {
        format!(
            "{} to put right before it can be opened",
            count(n, "thing", "things")
        )
    },
    check_code: |code| match code {
        CheckCode::TooFewOptions => {
            "There are too few options: a choice needs two at least, other ballots one."
        }
        CheckCode::Repeated => "The title is the same as an earlier one.",
        CheckCode::CostMissing => "The cost is missing; every option of a budget ballot has one.",
        CheckCode::CostOverBudget => "It costs more than the whole budget and can never be chosen.",
        CheckCode::BudgetMissing => "The budget is missing.",
        CheckCode::MaxChoicesWrong => {
            "How many may be chosen is missing, or not below the number of options."
        }
        CheckCode::RuleDoesNotFit => "The rule does not count this kind of ballot or this roll.",
        CheckCode::RollEmpty => "Nobody is on the roll, or it has no areas.",
        CheckCode::RollDoesNotFit => "The roll is of another voting unit.",
        CheckCode::TimeTooShort => "It would be open for less than a day. Please close it later.",
        CheckCode::ClosesInThePast => "The closing time has passed.",
        CheckCode::Other(_) => "This needs to be put right.",
    },
    check_option: |n| format!("Option {n}: "),
    frozen: "What will be fixed",
    frozen_text: "Once it is opened not a word of this can change. Its fingerprint is published, and anybody can check it.",
    open: "Open the ballot",
    open_later: "Fix it, to open at its time",
    open_title: "Open this ballot?",
    open_now: "Votes are taken at once",
    open_at: |when| format!("Votes are taken from {when}"),
    open_until: |when| format!("It closes {when}, and the result is published at once"),
    open_options: |n| format!("{}, in this order", count(n, "option", "options")),
    open_final: "From now on roll, options, rule and times cannot change, nor can it be closed early.",
    open_why_problems: "Something is still to be put right, so it cannot be opened yet.",
    open_why_unsaved: "Store your changes first; it is opened as it was checked.",
    opened: "Fixed; the rules cannot change any more",
    terms_changed: "Somebody changed the draft after the check. Here is the latest; please look again.",

    conflict: "Another worker has just stored this draft",
    conflict_text: "What you typed is here and not stored. These parts differ: settle each, or store yours.",
    conflict_opened: "The ballot has been fixed; what you typed was not stored",
    conflict_opened_text: "Its rules cannot change any more. Here is where yours differs, to copy if you need it.",
    mine: "Yours",
    theirs: "Stored now",
    take_theirs: "Use the stored one",
    save_mine: "Store mine",
    take_all: "Use all that is stored",
    forget_mine: "I have seen it; forget mine",
    yes: "Yes",
    no: "No",
    nothing: "(empty)",

    progress: "Turnout",
    running_lead: "Until it closes only the turnout is known; nobody sees what was chosen.",
    announced_lead: "Its rules are fixed; it opens at its time.",
    by_paper: "On paper and at the door",
    by_device: "Online and at kiosks",
    votes: |n| format!("{n}"),
    to_papers: "Paper votes",
    public_page: "See the public page",

    papers: "Paper votes",
    papers_lead: "Every paper is entered twice: by one worker, then by another from the same paper. It counts when both are the same.",
    papers_not_open: "It is not open yet. Paper votes are entered here once it is.",
    papers_closed: "It is closed; no more papers are entered. These are the final numbers.",
    sums: "How the papers add up",
    sum_out: "Handed out",
    sum_counted: "Counted",
    sum_waiting: "Entered once",
    sum_rest: "Still out",
    sum_rest_note: "Still out: not given back, unused or spoilt. Handed out = counted + entered once + still out.",
    sum_too_many: |n| {
        format!(
            "It does not add up: {n} more came back than were handed out. Count those handed out and put the number right below."
        )
    },
    sums_fit: "It adds up.",
    out_label: "How many were handed out so far",
    out_hint: "Those at the door too, and spoilt ones.",
    out_send: "Note it",
    out_set: "Noted",
    waiting: "To be entered a second time",
    waiting_none: "None waits for its second entry.",
    waiting_meta: |channel, who, when| format!("{channel} · first entered by {who}, {when}"),
    second: "Enter it again",
    yours: "You entered it first; another worker enters it again",
    find: "Enter a paper vote",
    find_label: "Whose paper is it",
    find_hint: "Building 5, or a name",
    find_none: "Not found on the roll; try other words.",
    find_more: "There are more; type a little more.",
    enter: "Enter",
    not_voted: "No vote yet",
    voted: |channel, when| format!("Voted {when}, {channel}"),
    unit_waits: "A paper waits for its second entry",

    entering: |unit| format!("Entering: {unit}"),
    confirming: |unit| format!("Entering again: {unit}"),
    entering_lead: "Tick what stands on the paper, then hand it to another worker.",
    confirming_lead: |channel, who, when| {
        format!(
            "{channel}; first entered by {who}, {when}. Please enter the same paper on your own."
        )
    },
    confirming_own: "It seems that you entered it first. Another worker must sign in and enter it again.",
    replaces: "There is a vote already. Once both entries are the same, this one takes its place.",
    channel: "How the paper came",
    channel_paper: "At the centre",
    channel_visit: "Collected at the door",
    channel_missing: "Please say how it came.",
    on_paper: "What stands on the paper",
    secret: "The choices are not kept on this device; they are gone when you leave this page.",
    enter_send: "Enter it",
    confirm_send: "Count it if both are the same",
    anew: "The first entry is wrong; let me enter it",
    gone: "This paper no longer waits; somebody may just have entered it. Please look at the latest list.",
    wrong_nothing: "Nothing is ticked. A blank paper is not entered; it stays among those still out.",
    wrong_unanswered: |n| {
        format!(
            "{} no answer. If the paper has none, please ask the voter first.",
            if n == 1 {
                "1 matter has".to_owned()
            } else {
                format!("{n} matters have")
            }
        )
    },
    wrong_too_many: |n| format!("{n} at most. A paper with more is spoilt and not entered."),
    wrong_over: |over| {
        format!("{over} over the budget. A paper like this is spoilt and not entered.")
    },
    cost: |sum, budget| format!("{sum} together, of {budget}"),
    entered: |unit| format!("Entered once: {unit}"),
    entered_text: "It does not count yet. Hand the paper to another worker for the second entry.",
    confirmed: |unit| format!("Counted: {unit}"),
    confirmed_text: "Give this receipt to the voter; it is shown this once.",
    next: "Enter the next one",
};
