//! Shows nodes and changes them, as a view of Leptos.

use std::borrow::Cow;

use leptos::prelude::*;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, AnyAttributeState};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::{CastFrom as _, RemoveEventHandler, Rndr, types};
use leptos::tachys::view::add_attr::AddAnyAttr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};

use super::attribute::AttributeState;
use super::{Hole, Node, Template};

/// A node on the screen.
pub struct NodeState(State);

enum State {
    /// It keeps the place.
    Nothing(types::Placeholder),
    Text(types::Text, Cow<'static, str>),
    Template(TemplateState),
    /// Its end keeps the place for more.
    List(Vec<NodeState>, types::Placeholder),
    Changing(Following),
    Any(Box<AnyViewState>),
}

/// What follows what it reads.
struct Following(RenderEffect<NodeState>);

/// An effect that is dropped keeps what it showed until its task runs once more. Effects inside of that
/// could run before, when the signals that they read are gone: it is taken from it at once.
impl Drop for Following {
    fn drop(&mut self) {
        self.0.take_value();
    }
}

struct TemplateState {
    text: &'static str,
    path: &'static str,
    root: types::Element,
    holes: Vec<HoleState>,
}

enum HoleState {
    Attribute(AttributeState),
    On(types::Element, Option<RemoveEventHandler<types::Element>>),
    Other(Box<AnyAttributeState>),
    Child(NodeState),
}

impl Render for Node {
    type State = NodeState;

    fn build(self) -> NodeState {
        NodeState(match self {
            Self::Nothing => State::Nothing(Rndr::create_placeholder()),
            Self::Text(text) => State::Text(Rndr::create_text_node(&text), text),
            Self::Template(template) => State::Template(template.build()),
            Self::List(nodes) => {
                let mut states = Vec::with_capacity(nodes.len());
                for node in nodes {
                    states.push(node.build());
                }
                State::List(states, Rndr::create_placeholder())
            }
            Self::Changing(mut node) => {
                State::Changing(Following(RenderEffect::new(move |before| {
                    let node = node();
                    match before {
                        Some(mut state) => {
                            node.rebuild(&mut state);
                            state
                        }
                        None => node.build(),
                    }
                })))
            }
            Self::Any(view) => State::Any(Box::new(view.build())),
        })
    }

    fn rebuild(self, state: &mut NodeState) {
        match (self, &mut state.0) {
            (Self::Nothing, State::Nothing(_)) => {}
            (Self::Text(new), State::Text(node, old)) => {
                if new != *old {
                    Rndr::set_text(node, &new);
                    *old = new;
                }
            }
            (Self::Template(new), State::Template(old)) if old.is_of(&new) => old.rebuild(new),
            (Self::List(new), State::List(old, end)) => rebuild_list(new, old, end),
            (Self::Any(new), State::Any(old)) => new.rebuild(old),
            (new, _) => {
                let mut new = new.build();
                state.insert_before_this(&mut new);
                state.unmount();
                *state = new;
            }
        }
    }
}

fn rebuild_list(new: Vec<Node>, old: &mut Vec<NodeState>, end: &mut types::Placeholder) {
    for gone in old.iter_mut().skip(new.len()) {
        gone.unmount();
    }
    old.truncate(new.len());
    for (place, node) in new.into_iter().enumerate() {
        if let Some(state) = old.get_mut(place) {
            node.rebuild(state);
        } else {
            let mut state = node.build();
            end.insert_before_this(&mut state);
            old.push(state);
        }
    }
}

impl Mountable for NodeState {
    fn unmount(&mut self) {
        match &mut self.0 {
            State::Nothing(node) => node.unmount(),
            State::Text(node, _) => node.unmount(),
            State::Template(template) => Rndr::remove(&template.root),
            State::List(nodes, end) => {
                for node in nodes {
                    node.unmount();
                }
                end.unmount();
            }
            State::Changing(effect) => effect.0.unmount(),
            State::Any(state) => state.unmount(),
        }
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        match &mut self.0 {
            State::Nothing(node) => Rndr::insert_node(parent, node, marker),
            State::Text(node, _) => Rndr::insert_node(parent, node, marker),
            State::Template(template) => Rndr::insert_node(parent, &template.root, marker),
            State::List(nodes, end) => {
                for node in nodes {
                    node.mount(parent, marker);
                }
                Rndr::insert_node(parent, end, marker);
            }
            State::Changing(effect) => effect.0.mount(parent, marker),
            State::Any(state) => state.mount(parent, marker),
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let node: &types::Node = match &self.0 {
            State::Nothing(node) => node,
            State::Text(node, _) => node,
            State::Template(template) => &template.root,
            State::List(nodes, end) => match nodes.first() {
                Some(first) => return first.insert_before_this(child),
                None => end,
            },
            State::Changing(effect) => return effect.0.insert_before_this(child),
            State::Any(state) => return state.insert_before_this(child),
        };
        node.insert_before_this(child)
    }

    fn elements(&self) -> Vec<types::Element> {
        match &self.0 {
            State::Nothing(_) | State::Text(..) => Vec::new(),
            State::Template(template) => vec![template.root.clone()],
            State::List(nodes, _) => nodes.iter().flat_map(Mountable::elements).collect(),
            State::Changing(effect) => effect.0.elements(),
            State::Any(state) => state.elements(),
        }
    }
}

impl Template {
    fn build(self) -> TemplateState {
        let root = copy_of(self.text);
        // All places first: what is put into one moves what follows it.
        let mut places = Vec::with_capacity(self.holes.len());
        let mut at: types::Node = (*root).clone();
        for step in self.path.bytes() {
            let next = match step {
                b'd' => Rndr::first_child(&at),
                b'n' => Rndr::next_sibling(&at),
                b'u' => Rndr::get_parent(&at),
                kind => {
                    places.push((kind, at.clone()));
                    continue;
                }
            };
            if let Some(next) = next {
                at = next;
            }
        }
        let mut holes = Vec::with_capacity(places.len());
        for ((kind, place), hole) in places.into_iter().zip(self.holes) {
            holes.extend(hole.fill(kind, place));
        }
        TemplateState {
            text: self.text,
            path: self.path,
            root,
            holes,
        }
    }
}

impl Hole {
    /// Fills the hole at a place: the element itself, or the comment that keeps a child's place.
    fn fill(self, kind: u8, place: types::Node) -> Option<HoleState> {
        if let Self::Child(child) = self {
            let mut state = child.build();
            if kind == b'!' {
                Rndr::try_mount_before(&mut state, &place);
                Rndr::remove(&place);
            } else {
                state.mount(&types::Element::cast_from(place)?, None);
            }
            return Some(HoleState::Child(state));
        }
        let element = types::Element::cast_from(place)?;
        Some(match self {
            Self::Attribute(name, value) => {
                HoleState::Attribute(AttributeState::build(element, name, value))
            }
            Self::On(name, act) => {
                let listening = Rndr::add_event_listener(&element, &name, act.take());
                HoleState::On(element, Some(listening))
            }
            Self::Other(attribute) => HoleState::Other(Box::new(attribute.build(&element))),
            Self::Child(_) => return None,
        })
    }

    fn refill(self, state: &mut HoleState) {
        match (self, state) {
            (Self::Attribute(_, value), HoleState::Attribute(state)) => state.rebuild(value),
            (Self::On(name, act), HoleState::On(element, listening)) => {
                // The old one ends first, so that one event is never two.
                *listening = None;
                *listening = Some(Rndr::add_event_listener(element, &name, act.take()));
            }
            (Self::Other(attribute), HoleState::Other(state)) => attribute.rebuild(state),
            (Self::Child(child), HoleState::Child(state)) => child.rebuild(state),
            // The same markup has the same kinds of holes.
            _ => {}
        }
    }
}

impl TemplateState {
    /// Whether it was made by the same markup.
    fn is_of(&self, template: &Template) -> bool {
        std::ptr::eq(self.text, template.text)
            && std::ptr::eq(self.path, template.path)
            && self.holes.len() == template.holes.len()
    }

    fn rebuild(&mut self, template: Template) {
        for (hole, state) in template.holes.into_iter().zip(&mut self.holes) {
            hole.refill(state);
        }
    }
}

/// What only stands inside of `<svg>`, and is read as such only there.
const OF_SVG: [&str; 5] = ["<circle", "<g ", "<line", "<path", "<rect"];

/// A copy of markup that the browser has read once.
fn copy_of(text: &'static str) -> types::Element {
    if OF_SVG.iter().any(|start| text.starts_with(start)) {
        // It comes in a group, which makes the browser read it as a part of a picture.
        let group = Rndr::create_svg_element_from_html(text.into());
        let only = Rndr::first_child(&group).and_then(types::Element::cast_from);
        only.unwrap_or(group)
    } else {
        Rndr::create_element_from_html(text.into())
    }
}

impl AddAnyAttr for Node {
    type Output<A: Attribute> = Self;

    /// Attributes are handed to functions that make views, not to views.
    fn add_any_attr<A: Attribute>(self, _attribute: A) -> Self {
        self
    }
}

/// The app runs in the browser alone: nothing is written by a server and taken over.
impl RenderHtml for Node {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _text: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _attributes: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(
        self,
        _cursor: &Cursor,
        _position: &PositionState,
    ) -> NodeState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
