use linli_contract::ProjectStage;

use crate::i18n::messages::Home;
use crate::platform::intl::grouped;

pub(in crate::i18n) static HOME: Home = Home {
    title: "Home",
    greeting: |hour, name| {
        let word = match hour {
            5..=11 => "Good morning",
            12..=17 => "Good afternoon",
            _ => "Good evening",
        };
        name.map_or_else(|| word.to_owned(), |name| format!("{word}, {name}"))
    },
    todos: "Waiting for you",
    todos_none: "Nothing waits for you now.",
    todo_need_info: "A question for you",
    todo_need_info_action: "Answer",
    todo_confirm: "Done. Is it solved?",
    todo_confirm_action: "Say so",
    todo_rate: "How was it?",
    todo_rate_action: "Rate it",
    todo_visit: "Somebody comes to you",
    todo_visit_action: "See when",
    todo_other: "Something waits for you",
    todo_other_action: "Look",
    todo_draft: "Not finished yet",
    todo_draft_action: "Go on",
    todo_draft_text: "Kept on this phone only, not sent.",
    todo_vote: "Your vote is awaited. ",
    todo_vote_begun: "Your vote is half filled and not handed in; it does not count. ",
    todo_vote_changing: "Your change is half done and not handed in. The old vote stands. ",
    todo_vote_more: |n| {
        if n == 1 {
            "1 more ballot is waiting.".to_owned()
        } else {
            format!("{n} more ballots are waiting.")
        }
    },
    todo_vote_action: "Vote",
    todo_vote_finish: "Go on",
    todo_reminder: "Your appointment is near.",
    todo_penalty: |n| format!("{n} points would be taken; it is still announced. You can object."),
    todo_penalty_action: "Look",
    todo_pick_up: |n| format!("Exchanged for {n} points, waiting for you."),
    todo_pick_up_action: "Show the code",
    todo_points: |n| format!("{n} points expire soon. The oldest are spent first."),
    todo_points_action: "Look",
    until: |when| format!("by {when}"),
    tile_services: "Services",
    tile_services_fact: |n| format!("{n} to choose from"),
    tile_orders: "My orders",
    tile_orders_fact: |n| {
        if n == 1 {
            "1 in progress".to_owned()
        } else {
            format!("{n} in progress")
        }
    },
    tile_orders_none: "none in progress",
    tile_wishes: "Wishes",
    tile_wishes_fact: |n| format!("{n} open"),
    tile_guides: "Guide",
    tile_guides_fact: "people and rules",
    tile_projects: "Decide",
    tile_projects_fact: |n| {
        if n == 1 {
            "1 project".to_owned()
        } else {
            format!("{n} projects")
        }
    },
    tile_ballots_fact: |n| {
        if n == 1 {
            "1 open ballot".to_owned()
        } else {
            format!("{n} open ballots")
        }
    },
    tile_points: "Points",
    tile_points_fact: |n| format!("{} points", grouped(u64::from(n))),
    tile_care: "Talk",
    tile_care_fact: "somebody to talk to",
    areas: "What would you like to do?",
    ballots: "Voting now",
    ballots_more: "All decisions",
    ballot_open: "Not voted yet",
    ballot_voted: |when| format!("Counted; can be changed until {when}"),
    draft_untitled: "A proposal",
    project_news: "Projects move on",
    project_stage: |stage| match stage {
        ProjectStage::Collecting => "Published: ",
        ProjectStage::Deliberating => "Being talked over: ",
        ProjectStage::Voting => "Goes to a vote: ",
        ProjectStage::Building => "Work begins: ",
        ProjectStage::Evaluating => "Done, please rate it: ",
        ProjectStage::Finished => "Finished: ",
        ProjectStage::Declined => "Not adopted: ",
        ProjectStage::Other(_) => "",
    },
    projects_more: "All projects",
    wishes: "Wishes near their goal",
    wishes_more: "All wishes",
    wish_news: "Wishes that were answered",
    wish_news_action: "Take a look",
    wish_adopted: "Adopted: ",
    wish_declined: "Cannot be done now: ",
    wish_progress: |n, all| format!("{n} of {all} households"),
    announcements: "Announcements",
    announcements_more: "All announcements",
    contacts: "My grid worker",
    contacts_more: "More contacts",
    sign_in_title: "Sign in to order",
    sign_in_text: "See your household's orders and quota, and second wishes.",
};
