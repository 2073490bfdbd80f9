//! See [`cargo_hubscope::fuzzing::analysis`].

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| cargo_hubscope::fuzzing::analysis(text));
