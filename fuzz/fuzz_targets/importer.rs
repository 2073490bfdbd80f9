//! See [`cargo_hubscope::fuzzing::importer`].

#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| cargo_hubscope::fuzzing::importer(text));
