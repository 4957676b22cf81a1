use crate::i18n::messages::{Recount, RecountErrors};

pub(in crate::i18n) static RECOUNT: Recount = Recount {
    title: "Recount",
    lead: "Count the published votes again on your own phone, and see whether the result is the same. No sign-in needed.",
    stays: "The file is read on this phone only. It is not uploaded and not kept.",
    offline_ready: "There is no network now. This page is on the phone already, so a file on the phone can be counted all the same.",

    choose: "Choose a file of votes",
    choose_other: "Choose another file of votes",
    choose_file: "Choose a file",
    drop_here: "or drop a file here",
    choose_hint: "A .pb file of Pabulib, or a .csv file of this community's ballots on matters, up to 64 MB.",
    closed: "Count a ballot of this community",
    closed_text: "Choose a closed ballot; its votes are fetched and counted on this phone.",
    closed_on: |when| format!("Closed {when}"),
    closed_none: "No ballot has closed yet.",
    own: |title| format!("Votes of “{title}”"),
    own_unnamed: "A ballot of this community",
    see_result: "See the published result",

    fetching: "Fetching the votes…",
    reading: "Reading the votes…",
    read_so_far: |n| format!("{n} votes read"),
    counting: "Counting…",
    counted_options: |done, all| format!("{done} of {all} options looked at"),
    added_units: |units| {
        format!("Every vote's share was raised by {units} units of the currency so far")
    },
    stop: "Stop",
    stopped: "Stopped, without a result.",
    again: "Count again",
    progress: "Progress",
    counted: "Counted.",
    done: |n| format!("Counted. Chosen: {n}."),

    votes: |n| {
        if n == 1 {
            "1 vote".to_owned()
        } else {
            format!("{n} votes")
        }
    },
    options: |n| {
        if n == 1 {
            "1 option".to_owned()
        } else {
            format!("{n} options")
        }
    },
    points: |n| format!("{n} points"),
    yuan: |amount| format!("¥{amount}"),
    money: |amount, currency| format!("{amount} {currency}"),
    no_time: "less than 0.01 s",
    seconds: |text| format!("{text} s"),
    quoted: |name| format!("“{name}”"),
    listed: |parts| parts.join(", "),

    facts: "What was counted",
    file: "File",
    kept_copy: |when| {
        format!("Kept on this device since {when}; after the close votes never change.")
    },
    ballots: "Votes",
    options_count: "Options",
    budget: "Budget",
    seats: |n| format!("{n} to choose"),
    time: "Time taken",
    took: |read, count| format!("{read} to read, {count} to count"),
    took_reading: |read| format!("{read} to read and count"),

    rule: "Count by this rule",
    rule_means: "What this rule means",
    rule_name: "In files of votes it is called",
    rules: [
        (
            "By votes, skipping what does not fit",
            "The options are looked at one by one, most votes first. When the money that is left covers the cost, the option is chosen; otherwise it is skipped, and the next has its turn. Of options with equal votes the one listed first goes first. Options without votes are chosen too when the money reaches.",
        ),
        (
            "By votes, stopping at what does not fit",
            "The options are looked at one by one, most votes first. Each is chosen while the money reaches; at the first that does not fit the count ends, and nothing after it is looked at. Of options with equal votes the one listed first goes first.",
        ),
        (
            "By votes, with a least number of votes",
            "Options with fewer votes than the floor are left out. The others are looked at one by one, most votes first: chosen when the money reaches, skipped otherwise. Of options with equal votes the one listed first goes first.",
        ),
        (
            "Equal shares, raised until the budget is used",
            "The budget is divided equally among the votes. An option can be chosen only when those who voted for it can pay for it together; all of them pay alike, and who has less left gives all of that. Each step chooses the option whose supporters pay the least for its cost, looking at the one who pays most; ties go by the list. It ends when nothing can be paid for. Then every vote gets one unit of the currency (1 yuan) more and all is counted again, and so on until one more would overspend the budget; the last count before that is the result. Nothing is added afterwards.",
        ),
        (
            "Equal shares, not raised",
            "As the rule before, but the shares are not raised: the budget is divided equally among the votes and counted once. Often much of the money is left.",
        ),
    ],
    rule_said: |name| format!("The file names the rule {name}."),
    rule_unknown: |name| {
        format!(
            "The file names the rule “{name}”. It follows by-laws that are not in the file, so it cannot be counted here. This is a count by votes instead."
        )
    },
    rule_unsaid: "The file names no rule. This is a count by votes.",
    rule_changed: "You chose another rule. It is normal that the result then differs.",
    rule_matters: |share| {
        format!("A matter is adopted when, of those who took part, {share} agree.")
    },
    rule_matters_part: |part, share| {
        format!(
            "A matter is adopted when, of all, {part} take part and, of those who took part, {share} agree."
        )
    },
    at_least: |num, den| format!("{num}/{den} or more (exactly that is enough)"),
    more_than: |num, den| {
        if (num, den) == (1, 2) {
            "more than half (exactly half is not enough)".to_owned()
        } else {
            format!("more than {num}/{den} (exactly that is not enough)")
        }
    },
    area_not_here: "Areas are not published vote by vote, or one could tell who voted how. So only heads can be counted again here; from the published sums of areas it is worked out again what they reach.",
    floor: "Floor",
    floor_hint: "The least an option must have to be looked at",
    floor_wrong: "The floor must be a number, such as 10. Below is still the last count.",
    files_floor: |floor| {
        format!("The file has a floor: {floor}. Options below it are not looked at.")
    },

    compared: "Compared",
    published: "With the published result",
    said_by_file: "With what the file says",
    same: "The same",
    differs: "Different",
    differs_by_rule: "You chose another rule, so a difference is normal. Compare by the original rule.",
    differs_next: "Please take a screenshot and call the service centre.",
    nothing_to_compare: "The file does not say what was chosen, so there is nothing to compare with.",
    not_published: "The published result cannot be had now, so only the file's own can be compared.",
    undecided: |n| {
        format!(
            "Of {n} more the file does not say whether they were chosen; these are not compared."
        )
    },
    diff_votes: |here, there| format!("Here there are {here} votes, published are {there}."),
    diff_terms: "The fingerprint of the rules in the file is not the published one: it may be another ballot.",
    diff_only_here: |name| format!("{name} was chosen here and not there."),
    diff_only_there: |name| format!("{name} was chosen there and not here."),
    diff_order: "The same were chosen, in another order.",
    diff_total: |name, here, there| format!("{name} has {here} votes here; published are {there}."),
    diff_spent: |here, there| format!("Here {here} was spent; published is {there}."),
    diff_answers: |name, yes, no, abstain| {
        format!("{name}: published are {yes} yes, {no} no, {abstain} abstain.")
    },
    diff_areas: |name| {
        format!("{name}: the published areas do not come to the published shortfall.")
    },
    diff_missing: |name| format!("{name} is on one side only."),

    chosen: |n| format!("Chosen: {n}, in order of selection"),
    chosen_none: "Nothing was chosen.",
    adopted: |n| format!("Adopted: {n}"),
    adopted_none: "Nothing was adopted.",
    not_adopted: |n| format!("Not adopted: {n}"),
    money_ran: |spent, budget, left| format!("{spent} spent of {budget}, {left} left"),
    seats_ran: |chosen, seats| format!("{chosen} chosen of {seats} to choose"),
    left_after: |left| format!("{left} left"),
    share_paid: |share| format!("each supporter pays {share} at most"),
    share_paid_points: |share| format!("each supporter pays {share} at most for each point"),
    completion: |added, share| {
        format!("Every vote's share was raised by {added}, to {share} in the end.")
    },
    completion_next: |names| {
        format!(
            "Raised further, {names} would be chosen, which overspends the budget. So it ends here."
        )
    },
    completion_all: "Everything that has votes was chosen, so nothing more was added.",
    answers: |yes, no, abstain| format!("{yes} yes · {no} no · {abstain} abstain"),
    area_reached: "The area is reached (by the published sums)",
    area_short: "The area is not reached (by the published sums)",
    part_short: |n| format!("{n} more would have to take part."),
    consent_short: |n| format!("{n} more would have to agree."),

    left_out: |n| format!("Not chosen: {n}"),
    why_not: "Why not",
    why_withdrawn: "It was withdrawn after the vote.",
    why_below_floor: |lacks| format!("It is {lacks} below the floor."),
    why_dearer: |by| format!("It costs {by} more than the whole budget."),
    why_does_not_fit: |left, short| {
        format!("At its turn only {left} was left, {short} too little.")
    },
    why_no_seat: "At its turn all places were taken.",
    why_after_stop: |name| {
        format!("{name} before it did not fit; by this rule the count ended there.")
    },
    why_no_votes: "Nobody chose it.",
    why_supporters: |have, short| {
        format!("Those who voted for it had only {have} left together, {short} too little.")
    },
    why_fewer: |needed| format!("The last chosen option has {needed}."),
    why_tie: |name| format!("It has as many as {name}, which is listed before it."),

    totals: "Votes of every option",
    column_option: "Option",
    column_votes: "Votes",
    column_cost: "Cost",
    column_here: "Here",
    column_file: "In the file",
    yes: "chosen",
    no: "not",
    otherwise: "otherwise",
    unsaid: "not said",
    more_rows: |n| format!("Show {n} more"),

    notes: "What in the file does not add up",
    note_number: |key, said, found| {
        format!("{key} says {said}, there are {found}. Counted is what is there.")
    },
    note_points: |name, said, found| {
        format!("{name}: the file says {said}, the votes give {found}. The votes are counted.")
    },
    note_voters: |line, n| {
        format!(
            "{n} votes have a number that another has too, the first of them in line {line}. All are counted; please ask whoever made the file."
        )
    },
    notes_more: |n| format!("And {n} more."),

    failed: "This cannot be counted",
    line: |n| format!("Line {n}"),
    too_large: |mb, most| {
        format!(
            "This file has {mb} MB; at most {most} MB can be counted here, so it was not read. Please count it with another program on a computer."
        )
    },
    unreadable: "This file cannot be read. It may just have been moved or changed. Please choose it again.",
    no_file: "This ballot has published no votes that can be counted here. Please call the service centre.",
    not_closed: "This ballot has not closed yet. Its votes are published after the close.",
    needs_network: "There is no network, so the votes of this ballot cannot be fetched. If you downloaded them before, choose that file; or come back with a network.",
    wrong: RecountErrors {
        no_ballot_file: "This is not a file of votes. The first line of such a file (.pb) is META.",
        section_missing: |name| {
            format!(
                "The section {name} is missing or not in its place. The download may be incomplete."
            )
        },
        section_again: |name| format!("The section {name} is there twice, or in the wrong order."),
        column_missing: |section, column| {
            format!("The section {section} lacks the column {column}.")
        },
        key_missing: |key| format!("META lacks {key}."),
        key_again: |key| format!("META has “{key}” twice, and nobody can tell which one counts."),
        too_many_fields: "This line has more fields than the header. A common cause: a semicolon in a name that is not in quotes.",
        open_quote: "A quote opens here and is never closed.",
        line_too_long: "This line is too long for a vote.",
        not_text: "This line is not UTF-8 text. Please save the file as UTF-8.",
        not_a_number: |field, found| format!("{field} should be a number and is “{found}”."),
        too_large: |field| format!("The number of {field} is too large or has too many decimals."),
        negative: |field| format!("{field} must not be below 0."),
        no_id: "This option has no id (project_id).",
        same_id: |id| format!("Two options have the id “{id}”."),
        unknown_option: |id| format!("This vote names “{id}”, and there is no such option."),
        option_twice: |id| format!("This vote names “{id}” twice."),
        not_one_choice: "One option may be chosen, and this vote names several.",
        points_differ: "This vote has not as many points as options.",
        too_many: |section| format!("The section {section} has more than can be counted here."),
        vote_type: |kind| format!("Votes of the kind “{kind}” cannot be counted here yet."),
        negative_points: "Votes with points below zero cannot be counted here yet.",
        default_score: "Points for options that were not named (default_score) cannot be counted here yet.",
        vote_strength: "Votes of different weight (vote_strength) cannot be counted here yet.",
        of_options: "This table has neither costs nor the rule, so it alone gives no result. Please choose the .pb file of the same ballot.",
        header: "The header must hold the id of every matter, each once.",
        cells: "This line has not as many cells as the header.",
        no_answer: |found| format!("Only yes, no or abstain can stand here, not “{found}”."),
    },
    next_look: "A text editor shows this line. You can also download the file again, or ask whoever made it.",
    next_other: "Please choose another file, or count it with the program that whoever made it names.",

    definitions: "What these rules mean",
    definitions_text: "Everything is counted in whole numbers and fractions, and nothing is rounded. The same file gives the same result, whoever counts it and on whatever phone.",
    proves: "What a recount proves, and what not",
    proves_yes_title: "It proves",
    proves_yes: &[
        "The published votes, by the rule that was named beforehand, do give this result. Your own phone counted them; you need not believe anybody.",
        "If only the votes, or only the result, were changed after publication, they do not match here.",
        "With the file you can count again at any time, also with somebody else's program.",
    ],
    proves_no_title: "It does not prove",
    proves_no: &[
        "That the published votes are those that people cast. Your receipt tells whether its number is in the list; but no number belongs to a line of the file, so it does not show what a vote says.",
        "That nobody was added to the roll, or that nobody was pressed to vote. Only the size of the whole roll is published; compare it with the number of homes.",
        "That voting is anonymous. There are no names in the file, but until the close those who run the system can see who cast which vote. That is deleted at the close.",
        "That the rule is fair. Rules are agreed together and fixed before the voting opens.",
    ],
};
