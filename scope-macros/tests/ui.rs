//! What compiles with the macros, and what the compiler says of what does not.

#[test]
fn annotated_code_compiles_and_runs_as_without() {
    trybuild::TestCases::new().pass("tests/ui/pass/*.rs");
}

#[test]
fn mistakes_are_told_at_their_place() {
    trybuild::TestCases::new().compile_fail("tests/ui/fail/*.rs");
}
