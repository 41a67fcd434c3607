//! Overlays: from names under `amend` to the declarations that they change.
//!
//! In: the trees of all files. Out: the trees of the base with the overlays applied, and a list of what they changed.

use super::merge::Merge;
use super::{Amended, without_base};
use crate::diagnostic::{Problem, Problems, quoted};
use crate::raw::language::{AMEND, BASE, Key, Shape};
use crate::source::{Content, Entry, Node, Source};

/// Reports overlays of a spec that extends nothing.
pub(super) fn refuse(sources: &[Source], problems: &mut Problems) {
    let root = sources.first().and_then(|root| root.root.as_ref());
    if root.is_none_or(|root| root.get("extends").is_some()) {
        return;
    }
    for (key, _) in overlays(sources) {
        problems.push(without_base(key.place));
    }
}

/// Applies all overlays.
pub(super) fn amend(sources: &mut [Source], own: usize, problems: &mut Problems) -> Amended {
    let (mine, base) = sources.split_at_mut(own);
    let mut amended = Amended::default();
    let Some((_, base)) = base.split_first_mut() else {
        return amended;
    };
    for (_, overlay) in overlays(mine) {
        for key in AMEND.keys {
            for entry in overlay.get(key.name).map_or(&[][..], Node::entries) {
                let changed = apply(key, entry, (&mut *base, own), problems);
                if let Some((file, name)) = changed {
                    amended.files.insert(own + 1 + file);
                    amended.declarations.insert((key.name, name));
                }
            }
        }
    }
    amended
}

/// The key `amend` of each file, and its value.
fn overlays(sources: &[Source]) -> impl Iterator<Item = (&Node, &Node)> {
    let entries = sources.iter().skip(1).filter_map(|source| source.root.as_ref()).flat_map(Node::entries);
    let overlays = entries.filter(|entry| entry.key.words().as_deref() == Some("amend"));
    overlays.map(|Entry { key, value }| (key, value))
}

/// Applies one entry; returns the file that it changes, and the name.
fn apply(
    kind: &Key,
    Entry { key, value }: &Entry,
    (base, own): (&mut [Source], usize),
    problems: &mut Problems,
) -> Option<(usize, String)> {
    let (name, shape) = (key.words()?, shape(kind)?);
    let found = base.iter().position(|source| source.root.as_ref().is_some_and(|root| find(root, kind, &name)));
    let Some(file) = found else {
        problems.push(unmatched(kind, (key, &name), base, problems));
        return None;
    };
    let (section, declared) = within(kind, &name);
    let old = base[file].root.as_mut()?.get_mut(section)?.get_mut(declared)?;
    // Anything else was rejected when the overlay was checked against the language.
    if matches!(value.content, Content::Map(_) | Content::List(_)) {
        Merge { problems, own }.value(old, value, shape);
    }
    Some((file, name))
}

/// What a declaration of this kind looks like.
fn shape(kind: &Key) -> Option<&'static Shape> {
    match kind.shape {
        Shape::Map(_, _, shape) => Some(shape),
        _ => None,
    }
}

/// The key of a file, and the name under it. Endpoints and events are named by resource and name.
fn within<'n>(kind: &Key, name: &'n str) -> (&'static str, &'n str) {
    let declared = if is_member(kind) { name.split_once('.').map_or(name, |(_, declared)| declared) } else { name };
    (kind.name, declared)
}

fn is_member(kind: &Key) -> bool {
    matches!(kind.name, "endpoints" | "events")
}

fn find(root: &Node, kind: &Key, name: &str) -> bool {
    names(root, kind).any(|known| known == name)
}

/// Everything of a kind in a file, named as in overlays.
fn names<'n>(root: &'n Node, kind: &Key) -> impl Iterator<Item = String> + use<'n> {
    let resource = root.get("resource").and_then(Node::words).filter(|_| is_member(kind));
    let entries = root.get(kind.name).map_or(&[][..], Node::entries);
    entries.iter().filter_map(|entry| entry.key.words()).map(move |name| match &resource {
        Some(resource) => format!("{resource}.{name}"),
        None => name,
    })
}

fn unmatched(kind: &Key, (key, name): (&Node, &str), base: &[Source], problems: &Problems) -> Problem {
    let roots = base.iter().filter_map(|source| source.root.as_ref());
    let known: Vec<String> = roots.flat_map(|root| names(root, kind)).collect();
    let nearest = problems.nearest().of(name, known.iter().map(String::as_str));
    let message = format!("the spec `{BASE}` has nothing called {} under `{}`", quoted(name), kind.name);
    let problem = Problem::new("unmatched-overlay", key.place, message).did_you_mean(nearest);
    problem.help(if is_member(kind) && !name.contains('.') {
        "write resource and name, such as `calendar_event.create`"
    } else {
        "an overlay amends existing declarations; put new ones into a file without `amend`"
    })
}
