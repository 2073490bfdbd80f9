//! See [`cargo_hubscope::fuzzing::matcher`].

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| cargo_hubscope::fuzzing::matcher(text));
