//! Properties of whole comparisons.

use std::path::Path;

use calendar_spec::diff::{Diff, Effect, Fact, Level};
use calendar_spec::model::Spec;

use crate::{edit, edited, load};

const FULL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/full");
const THINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/things");

#[test]
fn a_spec_does_not_differ_from_itself() {
    for directory in [calendar_spec::DIR, FULL, THINGS, edit::SPEC] {
        let spec = load(Path::new(directory), directory);
        assert_eq!(Diff::of(&spec, &spec), Diff::default());
    }
}

#[test]
fn everything_is_added_to_an_empty_spec_and_removed_in_reverse() {
    let spec = load(Path::new(calendar_spec::DIR), "the shipped spec");
    let empty = Spec { name: spec.name.clone(), doc: spec.doc.clone(), ..Spec::default() };
    let (there, back) = (Diff::of(&empty, &spec), Diff::of(&spec, &empty));
    assert_eq!((there.rust(), there.breaking().count() > 0), (Some(Level::Minor), false));
    assert_eq!((back.rust(), back.breaking().count() > 0), (Some(Level::Major), true));
    let resources = spec.resources.iter();
    let members: usize = resources.map(|resource| 1 + resource.endpoints.len() + resource.events.len()).sum();
    let all = members + spec.ids.len() + spec.enums.len() + spec.objects.len() + spec.errors.len();
    assert_eq!((there.changes.len(), back.changes.len()), (all, all));
}

#[test]
fn recursive_objects_can_replace_each_other() {
    let edits = [
        (
            "  Badge:\n",
            "  Tree:\n    doc: A tree.\n    fields:\n      text: { type: string, doc: Text. }\n      branches: { type: list<Tree>, doc: More. }\n  Badge:\n",
        ),
        ("badge: { type: Badge, doc", "badge: { type: Tree, doc"),
        (
            "      note_id: { type: NoteId, doc: The note. }\n      state",
            "      medal: { type: Badge, doc: What. }\n      note_id: { type: NoteId, doc: The note. }\n      state",
        ),
    ];
    let (old, new) = (load(Path::new(edit::SPEC), "the spec"), load(edited(&edits, "trees").path(), "trees"));
    let replaced = |diff: Diff| {
        let mut changes = diff.changes.into_iter().filter(|change| change.fact == Fact::FieldType);
        changes.next().and_then(|change| change.wire.response)
    };
    assert_eq!(replaced(Diff::of(&old, &new)), Some(Effect::Breaking), "`shape` is gone");
    assert_eq!(replaced(Diff::of(&new, &old)), Some(Effect::Breaking), "`branches` is gone");
}

/// The contents of the model, without the paths of files.
fn contents(spec: &Spec) -> String {
    format!("{:?}", Spec { files: Vec::new(), ..spec.clone() })
}

/// Variants of a text: without each of its lines, without each part of a line after a comma, and with each number
/// increased by one.
fn mutants(text: &str) -> Vec<String> {
    let without = |start: usize, end: usize| format!("{}{}", &text[..start], &text[end..]);
    let lines =
        text.match_indices('\n').map(|(end, _)| (text[..end].rfind('\n').map_or(0, |start| start + 1), end + 1));
    let parts = text.match_indices(", ").map(|(start, _)| {
        let end = text[start + 2..].find([',', '}', ']', '\n']).map_or(text.len(), |end| start + 2 + end);
        (start, end)
    });
    let gone = lines.chain(parts).map(|(start, end)| without(start, end));
    let is_number = |(index, character): &(usize, char)| {
        character.is_ascii_digit() && !text[..*index].ends_with(|before: char| before.is_ascii_digit())
    };
    let higher = text.char_indices().filter(is_number).filter_map(|(start, _)| {
        let digits = text[start..].find(|character: char| !character.is_ascii_digit())?;
        let number: u64 = text[start..start + digits].parse().ok()?;
        Some(format!("{}{}{}", &text[..start], number + 1, &text[start + digits..]))
    });
    gone.chain(higher).collect()
}

#[test]
fn every_change_of_the_model_is_detected() {
    let sound =
        [(FULL, "full.yaml"), (THINGS, "thing.yaml")].map(|(spec, file)| assert_every_change_is_detected(spec, file));
    assert!(sound[0] > 200 && sound[1] > 100, "{sound:?} mutants can be compared");
}

/// The number of mutants that could be compared.
fn assert_every_change_is_detected(spec: &str, file: &str) -> usize {
    let (directory, spec) = (tempfile::tempdir().expect("a directory"), Path::new(spec));
    let text = std::fs::read_to_string(spec.join(file)).expect("a text");
    std::fs::copy(spec.join("spec.yaml"), directory.path().join("spec.yaml")).expect("a root");
    let old = load(spec, file);
    let mut sound = 0;
    for mutant in mutants(&text) {
        std::fs::write(directory.path().join(file), &mutant).expect("a file");
        let new = calendar_spec::load(directory.path());
        if !new.report.is_empty() {
            continue;
        }
        sound += 1;
        let differs = contents(&old) != contents(&new.spec);
        let (there, back) = (Diff::of(&old, &new.spec), Diff::of(&new.spec, &old));
        let seen = (!there.changes.is_empty(), !back.changes.is_empty());
        assert_eq!(seen, (differs, differs), "{mutant}");
    }
    sound
}
