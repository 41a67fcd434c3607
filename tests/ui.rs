//! What compiles, what does not, and in which words the compiler says so.

#[test]
fn programs_that_compile() {
    trybuild::TestCases::new().pass("ui/pass/*.rs");
}

#[test]
fn programs_that_do_not_compile() {
    trybuild::TestCases::new().compile_fail("ui/fail/*.rs");
}
