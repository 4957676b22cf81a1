//! The Linli app.
