//! The document as one JSON value, and the places in it where bodies are described.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use yaml_rust2::{Yaml, YamlLoader};

/// The methods of a path item that this contract uses.
const METHODS: [&str; 4] = ["get", "post", "put", "delete"];

/// The folder of the contract.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../contract")
}

/// `contract/openapi.yaml`.
pub(crate) struct Document(pub(crate) Value);

/// One operation of the document.
pub(crate) struct Operation<'a> {
    pub(crate) id: &'a str,
    pub(crate) method: &'static str,
    pub(crate) path: &'a str,
    pub(crate) value: &'a Value,
}

/// Which body of an operation is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Request,
    Response,
    Problem,
}

/// A described body: its schema and the example files the document names for it.
pub(crate) struct Body<'a> {
    pub(crate) operation: &'a str,
    pub(crate) side: Side,
    /// The HTTP status; empty for requests.
    pub(crate) status: &'a str,
    pub(crate) media_type: &'a str,
    pub(crate) schema: &'a Value,
    /// The name of the example, and its path below the contract's folder.
    pub(crate) examples: Vec<(&'a str, &'a str)>,
}

impl Body<'_> {
    pub(crate) fn is_json(&self) -> bool {
        self.media_type.ends_with("json")
    }
}

impl Document {
    pub(crate) fn load() -> Self {
        let text = std::fs::read_to_string(folder().join("openapi.yaml")).unwrap();
        let mut documents = YamlLoader::load_from_str(&text).unwrap();
        assert_eq!(documents.len(), 1, "openapi.yaml is one document");
        Self(json(documents.remove(0)))
    }

    /// The value at an RFC 6901 pointer inside the document.
    pub(crate) fn at(&self, pointer: &str) -> &Value {
        self.0
            .pointer(pointer)
            .unwrap_or_else(|| panic!("openapi.yaml has no {pointer}"))
    }

    /// The value itself, or what its `$ref` points to.
    pub(crate) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                let pointer = reference.strip_prefix('#').expect("only local references");
                self.resolve(self.at(pointer))
            }
            None => value,
        }
    }

    pub(crate) fn operations(&self) -> Vec<Operation<'_>> {
        let mut operations = Vec::new();
        for (path, item) in object(self.at("/paths")) {
            for method in METHODS {
                if let Some(value) = item.get(method) {
                    let id = value["operationId"].as_str().expect("an operationId");
                    operations.push(Operation {
                        id,
                        method,
                        path,
                        value,
                    });
                }
            }
        }
        operations
    }

    /// The parameters of an operation, those of its path included.
    pub(crate) fn parameters<'a>(&'a self, operation: &Operation<'a>) -> Vec<&'a Value> {
        let item = &self.at("/paths")[operation.path];
        [item, operation.value]
            .into_iter()
            .filter_map(|holder| holder.get("parameters").and_then(Value::as_array))
            .flatten()
            .map(|parameter| self.resolve(parameter))
            .collect()
    }

    /// Every body that the document describes.
    pub(crate) fn bodies(&self) -> Vec<Body<'_>> {
        let mut bodies = Vec::new();
        for operation in self.operations() {
            if let Some(request) = operation.value.get("requestBody") {
                content(operation.id, Side::Request, "", request, &mut bodies);
            }
            for (status, response) in object(&operation.value["responses"]) {
                let side = if status.starts_with('2') {
                    Side::Response
                } else {
                    Side::Problem
                };
                let response = self.resolve(response);
                content(operation.id, side, status, response, &mut bodies);
            }
        }
        bodies
    }
}

/// Adds the bodies that a request or an answer describes.
fn content<'a>(
    operation: &'a str,
    side: Side,
    status: &'a str,
    holder: &'a Value,
    bodies: &mut Vec<Body<'a>>,
) {
    let Some(content) = holder.get("content") else {
        return;
    };
    for (media_type, media) in object(content) {
        let examples = media.get("examples").map_or_else(Vec::new, |examples| {
            object(examples)
                .iter()
                .map(|(name, example)| {
                    let path = example["externalValue"].as_str();
                    (name.as_str(), path.expect("an externalValue"))
                })
                .collect()
        });
        bodies.push(Body {
            operation,
            side,
            status,
            media_type,
            schema: &media["schema"],
            examples,
        });
    }
}

/// Every file below `contract/examples`, as the document would name it.
pub(crate) fn example_files() -> BTreeSet<String> {
    let root = folder();
    let mut files = BTreeSet::new();
    for group in std::fs::read_dir(root.join("examples")).unwrap() {
        let group = group.unwrap();
        for file in std::fs::read_dir(group.path()).unwrap() {
            let name = file.unwrap().file_name();
            files.insert(format!(
                "examples/{}/{}",
                group.file_name().to_str().unwrap(),
                name.to_str().unwrap()
            ));
        }
    }
    files
}

/// An example's JSON.
pub(crate) fn example(path: &str) -> Value {
    let text =
        std::fs::read_to_string(folder().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{path}: {e}"))
}

pub(crate) fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("an object")
}

fn json(yaml: Yaml) -> Value {
    match yaml {
        Yaml::String(text) => Value::String(text),
        Yaml::Integer(number) => Value::from(number),
        Yaml::Boolean(truth) => Value::Bool(truth),
        Yaml::Array(items) => items.into_iter().map(json).collect(),
        Yaml::Hash(entries) => Value::Object(
            entries
                .into_iter()
                .map(|(key, value)| (key.into_string().expect("names are text"), json(value)))
                .collect(),
        ),
        // Floats, nulls and aliases are outside the subset that the contract uses.
        other => panic!("openapi.yaml has a value outside the portable subset: {other:?}"),
    }
}
