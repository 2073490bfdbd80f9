//! End-to-end tests of the built `cargo-hubscope` binary live in `tests/`.
