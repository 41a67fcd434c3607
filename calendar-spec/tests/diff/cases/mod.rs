//! The cases, by what they change.

mod endpoints;
mod enums;
mod errors;
mod events;
mod fields;
mod limits;
mod names;
mod objects;
mod rules;
mod texts;
mod types;

use super::Case;

pub(super) fn all() -> Vec<&'static Case> {
    let files = [
        endpoints::CASES,
        enums::CASES,
        errors::CASES,
        events::CASES,
        fields::CASES,
        limits::CASES,
        names::CASES,
        objects::CASES,
        rules::CASES,
        texts::CASES,
        types::CASES,
    ];
    files.into_iter().flatten().collect()
}
