//! Going to pages from code. Links are plain `<a href>`: the shell follows them.

use crate::domain::route::Route;
use crate::platform::history;

/// Goes to a page.
pub fn go(route: &Route) {
    history::push(&route.to_string());
}

/// Goes to a page so that back does not return here.
pub fn replace(route: &Route) {
    history::replace(&route.to_string());
}

/// Goes back to the page before, or home where this one was the first.
pub fn back() {
    history::back();
}
