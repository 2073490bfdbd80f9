//! See [`cargo_hubscope::fuzzing::explain`].

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| cargo_hubscope::fuzzing::explain(text));
