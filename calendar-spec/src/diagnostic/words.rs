//! Parts of messages: names in backticks, lists of allowed names, and the most similar name.
//!
//! In: parts of a spec, which may be long or hostile. Out: safe parts of messages.

/// The longest part of a spec that a message repeats, in characters.
const LONGEST: usize = 60;

/// How many of the allowed names a message lists.
const LISTED: usize = 20;

/// A part of the spec, truncated if it is long.
pub(crate) fn shorten(text: &str) -> String {
    if text.chars().nth(LONGEST).is_none() {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

/// A part of the spec in backticks.
pub(crate) fn quoted(text: &str) -> String {
    format!("`{}`", shorten(text))
}

/// `` `a`, `b` or `c` ``
pub(crate) fn any_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    listed(names, "or")
}

/// `` `a`, `b` and `c` ``
pub(crate) fn all_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    listed(names, "and")
}

fn listed<'a>(names: impl IntoIterator<Item = &'a str>, conjunction: &str) -> String {
    let mut names = names.into_iter();
    let mut listed: Vec<String> = names.by_ref().take(LISTED).map(quoted).collect();
    let hidden = names.count();
    if hidden > 0 {
        listed.push(format!("{hidden} more"));
    }
    if listed.is_empty() { "nothing".to_owned() } else { joined(&listed, conjunction) }
}

/// `a, b and c`
pub(crate) fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., tail] => format!("{} {last} {tail}", head.join(", ")),
    }
}

/// Finds the most similar name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nearest {
    on: bool,
}

impl Nearest {
    /// Comparing every name for every problem is only worthwhile if the result is shown.
    pub(crate) fn new(on: bool) -> Self {
        Self { on }
    }

    /// The candidate that differs least from `name`, if it differs little.
    pub(crate) fn of<'a>(self, name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let length = name.chars().count();
        if !self.on || length > LONGEST {
            return None;
        }
        let allowed = (length / 3).max(1);
        candidates
            .into_iter()
            .filter(|candidate| candidate.len() <= 2 * LONGEST)
            .map(|candidate| (distance(name, candidate), candidate))
            .filter(|(distance, _)| *distance <= allowed)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, candidate)| candidate)
    }
}

/// Case is ignored, since it is a matter of convention.
fn distance(name: &str, candidate: &str) -> usize {
    strsim::damerau_levenshtein(&name.to_lowercase(), &candidate.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_english() {
        assert_eq!(any_of([]), "nothing");
        assert_eq!(any_of(["a"]), "`a`");
        assert_eq!(any_of(["a", "b", "c"]), "`a`, `b` or `c`");
        let many: Vec<String> = (0..24).map(|number| number.to_string()).collect();
        assert!(any_of(many.iter().map(String::as_str)).ends_with("`19` or 4 more"));
    }

    #[test]
    fn the_nearest_name_is_offered_only_if_it_is_near() {
        let nearest = Nearest::new(true);
        assert_eq!(nearest.of("requird", ["read_only", "required"]), Some("required"));
        assert_eq!(nearest.of("calendarid", ["CalendarId"]), Some("CalendarId"));
        assert_eq!(nearest.of("wholly_else", ["read_only", "required"]), None);
        assert_eq!(Nearest::new(false).of("requird", ["required"]), None);
    }

    #[test]
    fn long_pieces_are_cut() {
        assert_eq!(shorten(&"é".repeat(60)), "é".repeat(60));
        assert_eq!(shorten(&"é".repeat(61)), format!("{}…", "é".repeat(60)));
    }
}
