//! Programs against a generated client: those under `pass/` compile, those under `fail/` do not, and say why.

#[test]
fn users_can_and_cannot() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    cases.compile_fail("fail/*.rs");
}
