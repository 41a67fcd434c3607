//! What does not compile, and in which words the compiler says so.

#[test]
fn programs_that_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/ui/fail/*.rs");
}
