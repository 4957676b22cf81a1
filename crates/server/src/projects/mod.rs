//! Projects (项目): from an idea to its evaluation.

pub mod comments;
pub mod evaluate;
pub mod follow;
pub mod list;
pub mod model;
pub mod news;
pub mod pictures;
pub mod propose;
pub(crate) mod record;
pub(crate) mod shown;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("list_projects", "/v1/projects", list::list)
        .post("propose_project", "/v1/projects", propose::create)
        .get("get_project", "/v1/projects/{id}", list::get)
        .put("follow_project", "/v1/projects/{id}/follow", follow::put)
        .delete(
            "unfollow_project",
            "/v1/projects/{id}/follow",
            follow::delete,
        )
        .get(
            "list_comments",
            "/v1/projects/{id}/comments",
            comments::list,
        )
        .post(
            "create_comment",
            "/v1/projects/{id}/comments",
            comments::create,
        )
        .put(
            "evaluate_project",
            "/v1/projects/{id}/evaluation",
            evaluate::put,
        )
        .get("get_picture", "/v1/pictures/{id}", pictures::get)
}
