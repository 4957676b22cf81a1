//! Views as values of one type, and the code that shows them, which exists once.
//!
//! `view!` (crates/view) makes [`Node`]s of markup. Where Leptos' own macro gives every view a type,
//! and the compiler writes code for each, a node is a text of markup with what is put into its holes.
//! The reactive parts are Leptos' effects, and a node is a view to Leptos like any other.

mod attribute;
mod node;
mod view;

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::event::EventDescriptor;
use leptos::tachys::renderer::types;
use send_wrapper::SendWrapper;

pub use attribute::{IntoValue, Value};
pub use node::{IntoNode, Node, changing};

/// Markup with holes, and what is put into them, in the order of its path.
pub struct Template {
    text: &'static str,
    path: &'static str,
    holes: Vec<Hole>,
}

/// What is put into a hole.
enum Hole {
    Attribute(&'static str, Value),
    On(Cow<'static, str>, SendWrapper<Handler>),
    Other(Box<AnyAttribute>),
    Child(Node),
}

/// What is called with an event.
type Handler = Box<dyn FnMut(types::Event)>;

impl Template {
    /// Markup, the path to its holes, and how many there are.
    pub fn new(text: &'static str, path: &'static str, holes: usize) -> Self {
        Self {
            text,
            path,
            holes: Vec::with_capacity(holes),
        }
    }

    /// Fills a hole with a child.
    pub fn child(&mut self, child: impl IntoNode) {
        self.holes.push(Hole::Child(child.into_node()));
    }

    /// Fills a hole with an attribute.
    pub fn attribute(&mut self, name: &'static str, value: impl IntoValue) {
        self.holes.push(Hole::Attribute(name, value.into_value()));
    }

    /// Fills a hole with what happens at an event.
    pub fn on<E>(&mut self, event: E, mut act: impl FnMut(E::EventType) + 'static)
    where
        E: EventDescriptor,
        E::EventType: From<types::Event>,
    {
        let act = Box::new(move |event: types::Event| act(E::EventType::from(event)));
        self.handler(event.name(), act);
    }

    fn handler(&mut self, name: Cow<'static, str>, mut act: Handler) {
        // Contexts are those of the place where the view was made.
        let owner = Owner::current().unwrap_or_default();
        let inside = Box::new(move |event| owner.with(|| act(event)));
        self.holes.push(Hole::On(name, SendWrapper::new(inside)));
    }

    /// Fills a hole with one of Leptos' own attributes.
    pub fn other(&mut self, attribute: impl Attribute) {
        let attribute = Box::new(attribute.into_any_attr());
        self.holes.push(Hole::Other(attribute));
    }
}
