//! Parts of the pages that tell.

mod article;
mod call_row;

pub(super) use article::{article, help, texts};
pub(super) use call_row::call_row;
