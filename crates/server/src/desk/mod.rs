//! The desk (社工台): the queue of orders, moving them, what is owed after the end, deciding
//! wishes, and the audit of it.

pub mod appeals;
pub(crate) mod audit;
pub mod audit_log;
pub mod ballots;
pub mod call_back;
pub mod comments;
pub mod complaint;
pub mod decide;
pub mod files;
pub mod handouts;
pub mod opening;
pub mod papers;
pub mod parts;
pub mod points;
pub mod points_record;
pub mod points_review;
pub mod projects;
pub mod queue;
pub mod read;
pub mod services;
pub mod transition;
pub mod wishes;
pub mod work;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("list_desk_services", "/v1/desk/services", services::list)
        .get("get_desk_service", "/v1/desk/services/{id}", services::get)
        .put(
            "replace_service",
            "/v1/desk/services/{id}",
            services::replace,
        )
        .post(
            "publish_service",
            "/v1/desk/services/{id}/publication",
            services::publication,
        )
        .get("list_file_accesses", "/v1/household/accesses", files::list)
        .get("list_audit", "/v1/desk/audit", audit_log::list)
        .get("get_audit_file", "/v1/desk/audit/file", audit_log::file)
        .get("list_work", "/v1/desk/work", work::list)
        .get("get_work_counts", "/v1/desk/work/counts", work::counts)
        .get("list_desk_orders", "/v1/desk/orders", queue::list)
        .get("get_desk_order", "/v1/desk/orders/{id}", read::get)
        .post(
            "transition_order",
            "/v1/desk/orders/{id}/transitions",
            transition::create,
        )
        .post(
            "call_back_order",
            "/v1/desk/orders/{id}/call-backs",
            call_back::create,
        )
        .post(
            "answer_complaint",
            "/v1/desk/orders/{id}/complaint-answers",
            complaint::answer,
        )
        .get("list_desk_wishes", "/v1/desk/wishes", wishes::list)
        .post(
            "decide_wish",
            "/v1/desk/wishes/{id}/decision",
            decide::create,
        )
        .merge(projects_and_comments())
        .merge(rolls_and_ballots())
        .merge(points_of_households())
}

fn projects_and_comments() -> Routes {
    Routes::new()
        .get("list_desk_projects", "/v1/desk/projects", projects::list)
        .post("create_project", "/v1/desk/projects", projects::create)
        .post(
            "decide_project",
            "/v1/desk/projects/{id}/decision",
            projects::decide,
        )
        .post(
            "move_project",
            "/v1/desk/projects/{id}/transitions",
            projects::transition,
        )
        .put(
            "put_milestone",
            "/v1/desk/projects/{id}/milestones/{key}",
            parts::milestone,
        )
        .put(
            "put_meeting",
            "/v1/desk/projects/{id}/meetings/{key}",
            parts::meeting,
        )
        .put(
            "put_assessment",
            "/v1/desk/projects/{id}/assessment",
            parts::assessment,
        )
        .get("list_desk_comments", "/v1/desk/comments", comments::list)
        .post(
            "decide_comment",
            "/v1/desk/comments/{id}/decision",
            comments::decide,
        )
        .post(
            "answer_comment",
            "/v1/desk/comments/{id}/answer",
            comments::answer,
        )
}

fn rolls_and_ballots() -> Routes {
    Routes::new()
        .get("list_rolls", "/v1/desk/rolls", ballots::rolls)
        .get("list_desk_ballots", "/v1/desk/ballots", ballots::list)
        .post("create_ballot", "/v1/desk/ballots", ballots::create)
        .get("get_desk_ballot", "/v1/desk/ballots/{id}", ballots::get)
        .put("replace_ballot", "/v1/desk/ballots/{id}", ballots::replace)
        .get(
            "check_ballot",
            "/v1/desk/ballots/{id}/check",
            opening::check,
        )
        .post(
            "open_ballot",
            "/v1/desk/ballots/{id}/opening",
            opening::open,
        )
        .get("list_units", "/v1/desk/ballots/{id}/units", papers::units)
        .put(
            "enter_paper_vote",
            "/v1/desk/ballots/{id}/units/{unit}/paper-vote",
            papers::enter,
        )
        .put(
            "confirm_paper_vote",
            "/v1/desk/ballots/{id}/units/{unit}/paper-vote/confirmation",
            papers::confirm,
        )
        .get(
            "list_paper_votes",
            "/v1/desk/ballots/{id}/paper-votes",
            papers::waiting,
        )
        .get("get_papers", "/v1/desk/ballots/{id}/papers", papers::get)
        .put("set_papers", "/v1/desk/ballots/{id}/papers", papers::set)
}

fn points_of_households() -> Routes {
    Routes::new()
        .get(
            "list_desk_households",
            "/v1/desk/points/households",
            points::households,
        )
        .get("list_desk_points", "/v1/desk/points/entries", points::list)
        .post(
            "record_points",
            "/v1/desk/points/entries",
            points_record::create,
        )
        .post(
            "review_points_entry",
            "/v1/desk/points/entries/{id}/review",
            points_review::review,
        )
        .post(
            "reverse_points_entry",
            "/v1/desk/points/entries/{id}/reversal",
            points_review::reversal,
        )
        .get("list_appeals", "/v1/desk/points/appeals", appeals::list)
        .post(
            "decide_appeal",
            "/v1/desk/points/appeals/{id}/decision",
            appeals::decide,
        )
        .get(
            "list_desk_redemptions",
            "/v1/desk/points/redemptions",
            handouts::list,
        )
        .post("hand_out", "/v1/desk/points/handouts", handouts::create)
}
