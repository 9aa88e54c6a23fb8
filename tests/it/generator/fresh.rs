//! The checked-in crates are what the generator makes of the checked-in documents.

use token_codegen::workspace::{self, Mode, Settings, targets};

#[test]
fn the_generated_crates_are_fresh() {
    let targets = targets::of_workspace(crate::support::root()).unwrap();
    assert!(targets.len() >= 2, "the table holds every generated crate");
    let settings = Settings {
        command: "cargo xtask codegen",
        ..Mode::Check.into()
    };
    let report = workspace::run(&targets, settings).unwrap();
    assert!(report.is_clean, "{}", report.problems);
    assert_eq!(report.problems, "", "a checked-in document has a warning");
}
