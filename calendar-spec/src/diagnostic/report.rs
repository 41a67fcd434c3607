//! The report: problems with their positions, in the order of the files; the first hundred of them.
//!
//! In: the problems of all stages and the text of the files. Out: [`Report`]. The cost of lookups is limited, so that
//! ten thousand problems take no longer than a hundred.

use std::ops::Range;

use super::{File, Problem, Problems, Where};
use crate::location::Location;

/// How many findings are shown.
pub(super) const SHOWN: usize = 100;

/// How many findings are shown regardless of the cost.
const FEWEST: usize = 10;

/// How much text is parsed again to look up nodes, in bytes; each lookup parses its file once.
const READ_AGAIN: usize = 4 << 20;

/// Everything that is wrong with a spec, in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Report {
    findings: Vec<Finding>,
    total: usize,
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Which rule is broken, such as `unknown-key`; see [`CODES`](super::CODES).
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The file, as shown to the caller.
    pub file: String,
    /// The line, from 1; `None` when the finding is about a whole file.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// A short text for the position itself.
    pub label: Option<String>,
    /// What is allowed, and what to do.
    pub help: Vec<String>,
    /// The offending line.
    pub(super) excerpt: Option<Excerpt>,
    /// Whether a spec is sound in spite of it.
    pub(super) is_warning: bool,
}

/// A line of a file and the bytes in it that a caret marks.
#[derive(Clone, Debug)]
pub(super) struct Excerpt {
    pub(super) text: String,
    pub(super) marked: Range<usize>,
}

impl Report {
    /// Looks up the positions of the problems.
    pub(crate) fn new(files: &[impl File], problems: Problems) -> Self {
        let Problems { mut kept, dropped, .. } = problems;
        kept.sort_by(|one, other| order(one).cmp(&order(other)));
        let total = kept.len() + dropped;
        let mut budget = READ_AGAIN;
        let mut findings: Vec<(usize, Finding)> = Vec::new();
        for problem in kept.into_iter().take(SHOWN) {
            let cost = text_to_read(files, &problem);
            if cost > budget && findings.len() >= FEWEST {
                break;
            }
            budget = budget.saturating_sub(cost);
            findings.push((order(&problem).0, Finding::new(files, problem)));
        }
        findings.sort_by_key(|(file, finding)| (*file, finding.line, finding.column, finding.code));
        let mut findings: Vec<Finding> = findings.into_iter().map(|(_, finding)| finding).collect();
        if total > findings.len() {
            findings.push(Finding::and_more(total - findings.len(), files));
        }
        Self { findings, total }
    }

    /// As [`Report::new`], for warnings.
    pub(crate) fn of_warnings(files: &[impl File], problems: Problems) -> Self {
        let mut report = Self::new(files, problems);
        report.findings.iter_mut().for_each(|finding| finding.is_warning = true);
        report
    }

    /// Whether there are no findings.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// How many findings there are, including those that are not shown.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The findings; where there are more than a hundred, the last one says how many more.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

/// Sorts findings by file, with other paths after the spec's files, and then by line.
fn order(problem: &Problem) -> (usize, usize, &str) {
    match &problem.at {
        Where::Byte { file, offset } => (*file as usize, *offset, problem.code),
        Where::Node(place) => (place.file as usize, place.node as usize, problem.code),
        Where::Path(path) => (usize::MAX, 0, path),
    }
}

/// How many bytes have to be parsed to look up the nodes of a problem.
fn text_to_read(files: &[impl File], problem: &Problem) -> usize {
    let node = match problem.at {
        Where::Node(place) => Some(place),
        _ => None,
    };
    let related = problem.related.map(|(_, place)| place);
    let size = |place: Location| files.get(place.file as usize).map_or(0, |file| file.text().len());
    node.into_iter().chain(related).map(size).sum()
}

impl Finding {
    fn new(files: &[impl File], problem: Problem) -> Self {
        let related = problem.related.and_then(|(what, place)| related(files, what, place));
        let mut help = problem.help;
        help.extend(related);
        let finding = Self {
            code: problem.code,
            message: problem.message,
            file: String::new(),
            line: None,
            column: None,
            label: problem.label,
            help,
            excerpt: None,
            is_warning: false,
        };
        match problem.at {
            Where::Path(path) => Self { file: path, ..finding },
            Where::Byte { file, offset } => finding.inside(files.get(file as usize), |_| offset),
            Where::Node(place) => finding.inside(files.get(place.file as usize), |file| file.locate(place.node)),
        }
    }

    fn and_more(hidden: usize, files: &[impl File]) -> Self {
        Self {
            code: "too-many-findings",
            message: format!("{hidden} more findings are not shown"),
            file: files.first().map_or_else(String::new, |root| root.shown().to_owned()),
            line: None,
            column: None,
            label: None,
            help: vec!["fix the findings above and check again".to_owned()],
            excerpt: None,
            is_warning: false,
        }
    }

    /// Fills in file, line, column and excerpt.
    fn inside<F: File>(mut self, file: Option<&F>, offset: impl Fn(&F) -> usize) -> Self {
        let Some(file) = file else {
            return self;
        };
        file.shown().clone_into(&mut self.file);
        let (line, column) = line_and_column(file.text(), offset(file));
        self.line = Some(line);
        self.column = Some(column);
        let text = file.text().split('\n').nth(line - 1).unwrap_or_default().trim_end_matches('\r');
        self.excerpt = Some(Excerpt::new(text, column));
        self
    }
}

/// "the first one is at …"
fn related(files: &[impl File], what: &str, place: Location) -> Option<String> {
    let file = files.get(place.file as usize)?;
    let (line, column) = line_and_column(file.text(), file.locate(place.node));
    Some(format!("{what} is at {}:{line}:{column}", file.shown()))
}

/// Both are counted from 1, the column in characters.
pub(crate) fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..floor_char_boundary(text, offset)];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// How many bytes of a line are kept after the position of a finding.
const KEPT_BEHIND: usize = 200;

impl Excerpt {
    /// The line is kept from its start, since columns are counted from there.
    fn new(line: &str, column: usize) -> Self {
        let from = line.char_indices().nth(column - 1).map_or(line.len(), |(offset, _)| offset);
        let end = floor_char_boundary(line, from + KEPT_BEHIND);
        let marked = from..(from + token_length(&line[from..])).min(end);
        Self { text: line[..end].to_owned(), marked }
    }
}

/// The last character boundary at or before `offset`.
fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// How many bytes the scalar or bracket at the start of `rest` takes on its line.
fn token_length(rest: &str) -> usize {
    match rest.chars().next() {
        None => 0,
        Some('{' | '[' | '|' | '>') => 1,
        Some(quote @ ('"' | '\'')) => rest[1..].find(quote).map_or(rest.len(), |end| end + 2),
        Some(_) => plain_length(rest).max(1),
    }
}

fn plain_length(rest: &str) -> usize {
    let end = rest.char_indices().find(|(index, character)| {
        let next = rest[index + character.len_utf8()..].chars().next();
        match character {
            ',' | ']' | '}' => true,
            ':' => next.is_none_or(char::is_whitespace),
            '#' => rest[..*index].ends_with(char::is_whitespace),
            _ => false,
        }
    });
    rest[..end.map_or(rest.len(), |(index, _)| index)].trim_end().len()
}
