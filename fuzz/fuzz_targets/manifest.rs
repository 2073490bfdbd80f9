//! See [`cargo_hubscope::fuzzing::manifest`].

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| cargo_hubscope::fuzzing::manifest(text));
