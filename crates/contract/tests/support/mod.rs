//! Reads `contract/openapi.yaml` and its examples, and checks values against its schemas.

pub(crate) mod document;
pub(crate) mod schema;
