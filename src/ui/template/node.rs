//! What a view is made of.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyView;

use super::Template;

/// A view.
pub enum Node {
    /// Nothing.
    Nothing,
    /// A text.
    Text(Cow<'static, str>),
    /// Markup and what is put into it.
    Template(Template),
    /// Views one after the other.
    List(Vec<Node>),
    /// It follows what it reads.
    Changing(Box<dyn FnMut() -> Node + Send>),
    /// A view that some function has made.
    Any(Box<AnyView>),
}

impl Node {
    /// Markup without holes.
    pub fn fixed(text: &'static str) -> Self {
        Self::Template(Template::new(text, "", 0))
    }

    /// Views one after the other.
    pub fn list<const N: usize>(nodes: [Self; N]) -> Self {
        Self::List(nodes.into())
    }
}

/// A view that follows what it reads. A closure of Leptos is a view too, but what it showed can run once
/// more after it is gone, see the states of these nodes.
pub fn changing<T: IntoNode>(view: impl FnMut() -> T + Send + 'static) -> AnyView {
    view.into_node().into_any()
}

impl From<Template> for Node {
    fn from(template: Template) -> Self {
        Self::Template(template)
    }
}

/// What can stand in a view.
pub trait IntoNode {
    /// The view.
    fn into_node(self) -> Node;
}

impl IntoNode for Node {
    fn into_node(self) -> Node {
        self
    }
}

impl IntoNode for () {
    fn into_node(self) -> Node {
        Node::Nothing
    }
}

impl IntoNode for String {
    fn into_node(self) -> Node {
        Node::Text(self.into())
    }
}

impl IntoNode for &'static str {
    fn into_node(self) -> Node {
        Node::Text(self.into())
    }
}

impl IntoNode for AnyView {
    fn into_node(self) -> Node {
        Node::Any(Box::new(self))
    }
}

impl<T: IntoNode> IntoNode for View<T> {
    fn into_node(self) -> Node {
        self.into_inner().into_node()
    }
}

impl<T: IntoNode> IntoNode for Option<T> {
    fn into_node(self) -> Node {
        self.map_or(Node::Nothing, T::into_node)
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn into_node(self) -> Node {
        // A plain loop: collecting would bring code of its own for every type, in place and all.
        let mut nodes = Vec::with_capacity(self.len());
        for item in self {
            nodes.push(item.into_node());
        }
        Node::List(nodes)
    }
}

impl<F, T> IntoNode for F
where
    F: FnMut() -> T + Send + 'static,
    T: IntoNode,
{
    fn into_node(mut self) -> Node {
        Node::Changing(Box::new(move || self().into_node()))
    }
}

macro_rules! number {
    ($($number:ty),*) => {$(
        impl IntoNode for $number {
            fn into_node(self) -> Node {
                Node::Text(self.to_string().into())
            }
        }
    )*};
}

number!(u32, usize, i64);
