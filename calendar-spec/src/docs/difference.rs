//! A difference between a page and a spec, with its place in the YAML.

use serde::Serialize;

/// What a difference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// The page has it, the spec does not.
    Missing,
    /// The spec has it, the page does not.
    Extra,
    /// Both have it, and say different things.
    Different,
    /// A sentence of the page was added or removed.
    Prose,
    /// The page could not be read here.
    Unread,
    /// An intended difference no longer exists.
    Stale,
}

/// One thing in which a page and the spec differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Which fact, such as `body.role:required`.
    pub fact: String,
    /// What the difference is.
    pub relation: Relation,
    /// What the page says.
    pub page: Option<String>,
    /// What the spec says.
    pub spec: Option<String>,
    /// Line of the page.
    pub line: usize,
    /// Where the spec says it, or would.
    pub place: Option<SpecPlace>,
    /// Why an update left it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    #[serde(skip)]
    pub(in crate::docs) anchor: Anchor,
}

/// A place in the spec.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpecPlace {
    /// The file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Keys of the YAML that lead to a declaration or into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::docs) struct Anchor {
    /// The resource in whose file it stands; any file without one.
    resource: Option<String>,
    keys: Vec<String>,
}

impl Anchor {
    /// In the file of a resource.
    pub(in crate::docs) fn in_resource(resource: &str, keys: &[&str]) -> Self {
        Self { resource: Some(resource.to_owned()), ..Self::anywhere(keys) }
    }

    /// In any file that has it.
    pub(in crate::docs) fn anywhere(keys: &[&str]) -> Self {
        Self { resource: None, keys: keys.iter().map(|key| (*key).to_owned()).collect() }
    }

    /// Further in.
    pub(in crate::docs) fn then(&self, key: &str) -> Self {
        let mut anchor = self.clone();
        anchor.keys.push(key.to_owned());
        anchor
    }

    /// One step out.
    pub(in crate::docs) fn without_last(&self) -> Self {
        let mut anchor = self.clone();
        anchor.keys.pop();
        anchor
    }

    /// The keys, outermost first.
    pub(in crate::docs) fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The resource in whose file it stands, if only that file is meant.
    pub(in crate::docs) fn resource(&self) -> Option<&str> {
        self.resource.as_deref()
    }
}

impl Difference {
    /// What differs, in one sentence.
    pub fn sentence(&self) -> String {
        let side = |side: &Option<String>| side.as_deref().map_or_else(String::new, |text| format!(" `{text}`"));
        let (fact, page, spec) = (&self.fact, side(&self.page), side(&self.spec));
        match self.relation {
            Relation::Missing => format!("`{fact}` is on the page and not in the spec:{page}"),
            Relation::Extra => format!("`{fact}` is in the spec and not on the page:{spec}"),
            Relation::Different => format!("`{fact}` is{page} on the page and{spec} in the spec"),
            Relation::Prose => match (&self.page, &self.spec) {
                (Some(new), _) => format!("`{fact}` has a new sentence: {new}"),
                (None, gone) => format!("`{fact}` has lost a sentence: {}", gone.as_deref().unwrap_or_default()),
            },
            Relation::Unread => self.page.clone().unwrap_or_default(),
            Relation::Stale => format!("the accepted difference `{fact}` no longer exists; remove the entry"),
        }
    }
}
