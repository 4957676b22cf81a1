use crate::i18n::messages::Votes;

pub(in crate::i18n) static VOTES: Votes = Votes {
    ballot: "Ballot",
    result: "Result",
    receipt: "Check a receipt",

    unit_resident: "One vote for every grown-up resident",
    unit_household: "One vote for every household",
    unit_owner: "One vote for every owner",
    unit_member: "One vote for every member",
    unit_other: "Votes by the roll",
    asks_matters: "Yes, no or abstain for each matter",
    asks_one: "Choose one",
    asks_up_to: |n| format!("Choose up to {n}"),
    asks_budget: |money| format!("Choose projects within {money}"),
    opens: |when| format!("Opens {when}"),
    closes: |when| format!("Closes {when}"),
    closed_on: |when| format!("Closed {when}"),
    phase_announced: "Not open yet",
    phase_open: "Open",
    phase_closed: "Closed",
    about_project: "See the project",

    can_i: "Can I vote?",
    can_yes: |unit| format!("Yes. {unit} is on the roll."),
    can_yes_plain: "Yes. You are on the roll.",
    can_later: |when| format!("Voting begins {when}."),
    can_household: "One vote for the whole household: any adult member may cast or change it, the last counted one stands, and all of you see it.",
    can_owner: "It is one vote however many flats you own; their areas are added up.",
    can_sign_in: "Sign in and this will be said here. Sign in before you choose, so that no choice is in vain.",
    can_no_household: "Not now. This ballot is by household, and your account has none yet. Call the service centre to register it.",
    can_not_on_roll: |roll| {
        format!(
            "No. The roll of this ballot is “{roll}”, and you are not on it. If that seems wrong, call the service centre."
        )
    },
    can_under_age: "No. One votes from the age of 18 on.",
    can_no: "Not now. Call the service centre to ask why.",
    can_more: "Who casts it, and other ways to vote",
    other_way: "You can vote without a phone, too: on paper at the service centre, or a community worker comes to your door.",

    draft: "Draft",
    draft_text: "Not handed in, so it does not count. It is kept on this phone; nobody else sees it.",
    draft_empty: "Nothing is chosen yet. It is handed in only with the button below.",
    draft_changing: "You are changing it. The old vote stands until the new one is counted.",
    draft_announced: "You can choose already. Once voting begins, come back and hand it in yourself; only then it counts.",
    draft_unsent: "You had begun to choose but did not hand it in. It was not counted.",
    sending: "Waiting to be sent",
    sending_now: "On its way, not yet counted.",
    sending_text: "Not yet counted. It is kept on this phone, goes when there is a network, and never twice. It must arrive before the close.",
    sending_sign_in: "Not yet counted. Your session has ended; sign in again and it can go.",
    send_now: "Try to send it now",
    take_back: "Do not send, change it",
    taken_back_maybe: "The last try may have arrived all the same. With a network, this page will say.",
    counted: "Counted",
    counted_by: |who, when| format!("{who}, {when}"),
    counted_household: "Everybody of your household sees this vote and may change it.",
    counted_closed: "Your household voted, and it was counted. Since the close nobody can tell what this vote was, not even your household.",
    may_change: |when| {
        format!("It may be changed until {when}; the last one that was counted stands.")
    },
    change: "Change this vote",
    change_offline: "There is no network, so the latest vote cannot be seen and not be changed.",
    chosen_by_us: "This vote chose",
    chosen_waiting: "The waiting vote chose",
    channel_online: "Online",
    channel_kiosk: "Kiosk",
    channel_paper: "At the centre",
    channel_visit: "At the door",
    channel_other: "Another way",

    options: "Options",
    matters: "Matters to decide",
    search: "Search the options",
    search_hint: "For example: lamps",
    search_clear: "Clear",
    found: |n| {
        if n == 1 {
            "1 option found".to_owned()
        } else {
            format!("{n} options found")
        }
    },
    to_project: |title| format!("See the project “{title}”"),
    yes: "Yes",
    no: "No",
    abstain: "Abstain",
    special: "A major matter: it needs three quarters",
    money_left: |left, all| format!("{left} left of {all}"),
    money_over: |over| format!("{over} too much"),
    options_left: |chosen, most| format!("{chosen} chosen, at most {most}"),
    matters_left: |answered, all| format!("{answered} of {all} answered"),
    no_room_money: |missing| format!("Not enough money is left: {missing} are missing."),
    no_room_count: |most| format!("At most {most}, and the list is full."),
    never_fits: "It costs more than the whole budget.",
    swap: |out| format!("Take out “{out}” and it fits"),
    swap_label: |out, option| format!("Take out “{out}”, add “{option}”"),
    take_out_first: |out| format!("Take out {out} and it fits"),
    all_of: |names| {
        let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
        quoted.join(" and ")
    },
    submit: "Hand in the vote",
    submit_change: "Hand in the changed vote",
    keep_old: "Leave it, keep the old vote",
    why_nothing: "Nothing is chosen yet. A vote cannot be empty.",
    why_unanswered: |n| {
        if n == 1 {
            "1 matter has no answer yet. You may abstain.".to_owned()
        } else {
            format!("{n} matters have no answer yet. You may abstain.")
        }
    },
    why_over: |over| format!("{over} more than the budget. Please take something out."),
    why_too_many: |n| format!("{n} too many. Please take something out."),
    why_announced: |when| format!("Voting begins {when}; it can be handed in from then on."),
    why_not_opened: "It should have begun, but the community has not opened it yet. What you chose is kept; come back in a while.",
    gone: |title| format!("“{title}” is no longer an option and was taken out for you."),
    other_now: |title| {
        format!("“{title}” has another name or cost now. It is still chosen; please look again.")
    },
    changed_title: "The ballot changed after you had chosen",
    not_taken: "This vote was not counted",

    conflict: "Somebody of your household has just changed this vote",
    conflict_text: |who, when| {
        format!(
            "{who} handed in a vote at {when}, and it is counted. What you chose is not. Talk it over at home; you decide which one stays."
        )
    },
    conflict_own: "What you handed in before is counted after all",
    conflict_own_text: |when| {
        format!(
            "The vote of {when} did arrive and is counted. What you chose since is not; you decide which one stays."
        )
    },
    conflict_unknown: "A vote is counted already. What you chose is not; you decide which one stays.",
    conflict_mine: "What you chose, not counted",
    conflict_theirs: "What is counted now",
    conflict_replace: "Hand in mine instead",
    conflict_keep: "Keep the counted one",

    rules: "Rules",
    rules_fixed: "Since voting began, rules, options and roll cannot be changed.",
    rules_open: "Voting has not begun, so this may still change. After that it cannot.",
    rule: "How it is counted",
    rule_most_votes: |n| {
        if n == 1 {
            "The option with the most votes wins; of equal ones the earlier in the list.".to_owned()
        } else {
            format!(
                "The {n} options with the most votes win; of equal ones the earlier in the list."
            )
        }
    },
    rule_greedy: "By votes, from the most on: what fits into the money that is left is chosen, what does not is skipped.",
    rule_equal_shares: "The budget is divided equally among the votes; a project is chosen when the votes for it can pay it together (Method of Equal Shares).",
    rule_majority: "A matter is adopted when more than half of those who took part say yes.",
    rule_owners: "Both heads and area must be enough: first of those who took part, then of those who say yes.",
    rule_other: "By the rule that is written below.",
    thresholds: "What must be reached",
    at_least: |num, den| format!("{num}/{den} or more (exactly that is enough)"),
    more_than: |num, den| format!("more than {num}/{den} (exactly that is not enough)"),
    part_heads_needs: |share| format!("Heads that take part: {share} of all"),
    part_area_needs: |share| format!("Area that takes part: {share} of all"),
    consent_needs: |share| format!("Yes: {share} of those who take part"),
    special_needs: |share| format!("Yes, for major matters: {share} of those who take part"),
    roll: "Roll",
    roll_units: |name, units| format!("{name}, {units} votes"),
    area: |metres| format!("{metres} m²"),
    secrecy: "Who sees what",
    time: "Time",
    from_to: |from, to| format!("{from} to {to}"),
    turnout: "Voted so far",
    turnout_units: |units, all, percent| format!("{units} of {all} votes, {percent}%"),
    turnout_area: |area, all, percent| format!("{area} of {all} m², {percent}%"),
    turnout_only: "Before the close only the turnout is told, never for what; not even to community workers.",
    as_of: |when| format!("As of {when}"),
    fingerprint: "Fingerprint of the rules",
    fingerprint_text: "As long as not one character of rules, options and roll changes, the fingerprint stays the same; one changed character makes another. Write it down and compare after the close.",
    fingerprint_same: "This phone worked it out from the text below: it is the published one.",
    fingerprint_other: "This phone worked out another one than was published. Please call the service centre.",
    fingerprint_unable: "This browser cannot work it out; another browser can.",
    fingerprint_none: "It is fixed when voting begins.",
    terms: "Read the whole rules",

    receipt_number: "Receipt number",
    receipt_no_choice: "The receipt does not hold what you chose; you can show it to anybody.",
    receipt_qr: |number| format!("QR code of receipt {number}; scan it to look it up"),
    receipt_kept: "This phone remembers it until you sign out; print it or save it as a picture.",
    print: "Print",
    save: "Save as a picture",
    look_up: "Look this receipt up",
    receipt_lead: "Type the 16 digits of the receipt to see whether its vote is counted. Without signing in, on anybody's phone.",
    receipt_field: "Receipt number",
    receipt_hint: "16 digits, with or without spaces",
    receipt_short: |n| {
        format!("A receipt number has 16 digits, and these are {n}. Please look again.")
    },
    receipt_not: "A receipt number has digits only. Please look again.",
    receipt_ask: "Look it up",
    receipt_counted: "Counted",
    receipt_counted_open: |title| {
        format!(
            "This vote counts in “{title}” now. If it is changed before the close, there is a new receipt and this one no longer counts."
        )
    },
    receipt_counted_closed: |title| format!("This vote was counted in the result of “{title}”."),
    receipt_replaced: "Replaced",
    receipt_replaced_text: |title| {
        format!(
            "In “{title}” this vote was changed later and has a new receipt. The new vote counts, this one does not."
        )
    },
    receipt_unknown: "There is no such receipt",
    receipt_unknown_text: "This number was not found. Please compare the 16 digits. If it is still not found, the vote was not counted; call the service centre.",
    receipt_other: "There is something new; please call the service centre.",
    receipt_listed: |n| {
        format!(
            "This phone fetched the {n} published receipts and looked itself: it is among them."
        )
    },
    receipt_not_listed: |n| {
        format!(
            "This phone fetched the {n} published receipts and looked itself: it is not among them. Please call the service centre."
        )
    },
    receipt_list_wrong: "There are not as many published receipts as votes. Please call the service centre.",
    receipt_mine: "Receipts on this phone",
    proves: "What this proves",
    proves_yes: &[
        "“Counted” means that the number of this receipt is in the list of those that count. After the close there are as many numbers as votes.",
        "After the close everybody can fetch all receipt numbers and all votes, and count them.",
    ],
    proves_no: &[
        "It does not prove what the vote was: the receipt does not hold it, so nobody can force or buy a vote with it. For the same reason nobody can tell which of the published votes is yours.",
        "It does not prove that nobody was added to the roll. Only the size of the whole roll is published; compare it with the number of homes.",
        "To those who run the system a vote is not anonymous: until the close it keeps who has which vote, so that you can change it. That is deleted at the close.",
    ],
    proves_yes_title: "It proves",
    proves_no_title: "It does not prove",

    see_result: "See the result",
    see_ballot: "See the ballot and its rules",
    result_later: |when| {
        format!(
            "It closes {when}, and the result comes right after. Until then nobody sees for what."
        )
    },
    counted_at: |when, n| format!("Counted {when}, {n} votes"),
    chosen: |n| format!("Chosen: {n}"),
    chosen_none: "Nothing was chosen.",
    adopted: "Adopted",
    not_adopted: "Not adopted",
    votes: |n| {
        if n == 1 {
            "1 vote".to_owned()
        } else {
            format!("{n} votes")
        }
    },
    money_ran: |spent, budget, left| format!("{spent} spent of {budget}, {left} left"),
    left_out: |n| format!("Not chosen: {n}"),
    why_not: "Why it was not chosen",
    why_not_adopted: "Why it was not adopted",
    why_no_votes: "Nobody chose it.",
    why_dearer: |cost, budget| format!("It costs {cost}, more than the whole budget of {budget}."),
    why_fewer: |votes, needed| {
        format!("It has {votes} votes; the last one that was chosen has {needed}.")
    },
    why_tie: |votes| {
        format!(
            "It has {votes} votes, as many as the last one that was chosen, which stands earlier in the published list."
        )
    },
    why_does_not_fit: |votes, cost, left| {
        format!(
            "It has {votes} votes. When its turn came only {left} were left, and it costs {cost}."
        )
    },
    why_supporters_short: |votes, cost, available| {
        format!("The {votes} votes for it had only {available} left together, and it costs {cost}.")
    },
    why_participation: |short| format!("Not enough took part, {short}."),
    why_consent: |short| format!("Not enough said yes, {short}."),
    why_other: |votes| format!("It has {votes} votes and was not chosen by the rule."),
    bars: "Every line must be reached",
    bar_part_heads: "Heads that took part",
    bar_part_area: "Area that took part",
    bar_yes_heads: "Heads that said yes",
    bar_yes_area: "Area that said yes",
    bar_other: "Another line",
    heads: |n, people| match (n, people) {
        (1, true) => "1 person".to_owned(),
        (n, true) => format!("{n} people"),
        (1, false) => "1 household".to_owned(),
        (n, false) => format!("{n} households"),
    },
    bar_value: |value, total, percent| format!("{value}, {percent}% of {total}"),
    bar_needed: |needed, share| format!("{needed} needed: {share}"),
    bar_reached: "Reached",
    listed: |parts| parts.join(", "),
    bar_short: |short| format!("{short} short"),
    answers: |yes, no, abstain| format!("Yes {yes} · No {no} · Abstain {abstain}"),
    course: "The count, step by step",
    course_lead_most: "By votes, from the most on.",
    course_lead_greedy: "By votes, from the most on, each as far as the money goes.",
    course_lead_shares: "Every vote gets the same money. Each step chooses what its supporters can pay with the least from each.",
    step_chosen: |title, votes| format!("“{title}” is chosen: {votes} votes."),
    step_chosen_cost: |title, votes, cost, left| {
        format!("“{title}” is chosen: {votes} votes, it costs {cost}, {left} are left.")
    },
    step_share: |share| format!(" No supporter pays more than {share}."),
    step_skipped: |title, votes, cost, left| {
        format!("“{title}” is skipped: {votes} votes, it costs {cost}, only {left} are left.")
    },
    step_endowment: |share| format!("Every vote begins with {share}."),
    step_completed: |share| {
        format!(
            "With ¥1 more for every vote ({share}) it would overspend the budget, so this is the end."
        )
    },
    channels: "How the votes came",
    channels_sum: |n| format!("{n} votes together"),
    papers: |out, back| format!("{out} papers were handed out, {back} came back and are counted."),
    wrong_sum: "These numbers do not add up. Please call the service centre.",
    recount_it: "Recount",
    recount_text: "Count the published votes once more on your own phone and see whether the result is the same. Without signing in, and without a network.",
    downloads: "The votes as files",
    download: |format| format!("Fetch the .{format} file"),
    download_text: "One line for each vote, without names, addresses, times and areas; their order tells nothing.",
    totals: "Votes for each",
    was_counted: "This phone has your receipt",
};
