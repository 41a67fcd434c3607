//! The vendor's pages with one thing damaged: the imported spec passes `check`, or the import fails with a reason. The
//! damaged page, row and text follow from a number, so a failure can be reproduced.

use std::fs;

use calendar_spec::docs;
use calendar_spec::docs::import::{Import, Imported};

use crate::support::{pages, shared};

/// How many damaged pages are imported.
const COUNT: usize = 420;

/// Strings with a special meaning in YAML, Rust, HTTP or the pages.
const TEXTS: [&str; 56] = [
    "",
    " ",
    "-",
    "~",
    "null",
    "yes",
    "true",
    "0",
    "1e3",
    "0x1f",
    ".5",
    "2018-09-01",
    "a: b",
    "a:",
    "a #b",
    "#",
    "- a",
    "? a",
    "{",
    "}",
    "[",
    "]",
    "{a: [b}",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "'",
    "\"",
    "\\",
    "%",
    "@",
    "`",
    "<<",
    "=",
    "...",
    "---",
    "\t",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\u{0}",
    "\u{7}",
    "\u{7f}",
    "\u{fffe}",
    "\u{1f600}",
    "Self",
    "crate",
    "_",
    "build",
    "Unrecognized",
    "1a",
    "a/b?c=d",
    ":id",
    "*/ ]]> <b>",
];

/// The kind of damage.
#[derive(Clone, Copy, Debug)]
enum Damage {
    /// A row of a table is repeated, or repeated with other cells after its name.
    Twice,
    TwiceWith,
    /// A row or a cell is removed.
    Gone,
    Shorter,
    /// One cell is replaced, prefixed or suffixed, or has the content of another row.
    Cell,
    Before,
    Behind,
    Exchanged,
    /// The URL or the method is replaced, or something is inserted into it.
    Url,
    InUrl,
    Method,
    /// A value of the front is replaced.
    Front,
    /// Everything in backticks on one line is replaced.
    Code,
    /// A heading is replaced by that of another table.
    Heading,
}

const DAMAGES: [Damage; 14] = {
    use Damage::*;
    [Twice, TwiceWith, Gone, Shorter, Cell, Before, Behind, Exchanged, Url, InUrl, Method, Front, Code, Heading]
};

/// Reproducible random numbers.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    /// One of the lines that match.
    fn line(&mut self, lines: &[String], test: impl Fn(&str) -> bool) -> usize {
        let found: Vec<usize> = (0..lines.len()).filter(|index| test(&lines[*index])).collect();
        found.get(self.roll(found.len())).copied().unwrap_or_default()
    }
}

fn is_row(line: &str) -> bool {
    line.starts_with("| ") && !line.starts_with("| ---")
}

fn cells(row: &str) -> Vec<String> {
    row.trim().trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()
}

fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// The page with one damage.
fn damaged(page: &str, damage: Damage, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    let text = TEXTS[dice.roll(TEXTS.len())];
    let at = match damage {
        Damage::Url | Damage::InUrl => dice.line(&lines, |line| line.contains("/open-apis/")),
        Damage::Method => dice.line(&lines, |line| line.starts_with("| HTTP Method")),
        Damage::Front => 1 + dice.roll(3),
        Damage::Code => dice.line(&lines, |line| is_row(line) && line.contains('`')),
        Damage::Heading => dice.line(&lines, |line| line.starts_with("###")),
        _ => dice.line(&lines, is_row),
    };
    let other = dice.line(&lines, is_row);
    let mut of_row = cells(&lines[at]);
    let of_other = cells(&lines[other]);
    let cell = dice.roll(of_row.len());
    let changed = match damage {
        Damage::Twice => format!("{0}\n{0}", lines[at]),
        Damage::TwiceWith => {
            let behind = of_other.iter().skip(1).cloned().chain(std::iter::repeat_n("a".to_owned(), of_row.len()));
            let twice: Vec<String> = of_row.iter().take(1).cloned().chain(behind).take(of_row.len()).collect();
            format!("{}\n{}", lines[at], row(&twice))
        }
        Damage::Gone => String::new(),
        Damage::Shorter => row(&of_row[..of_row.len() - 1]),
        Damage::Cell => {
            text.clone_into(&mut of_row[cell]);
            row(&of_row)
        }
        Damage::Before => {
            of_row[cell].insert_str(0, text);
            row(&of_row)
        }
        Damage::Behind => {
            of_row[cell].push_str(text);
            row(&of_row)
        }
        Damage::Exchanged => {
            of_row[cell].clone_from(of_other.get(cell).unwrap_or(&of_other[0]));
            row(&of_row)
        }
        Damage::Url => format!("| HTTP URL | {text} |"),
        Damage::InUrl => lines[at].replacen("/v4/", &format!("/{text}/v4/"), 1),
        Damage::Method => format!("| HTTP Method | {text} |"),
        Damage::Front => {
            let key = lines[at].split(':').next().unwrap_or_default();
            format!("{key}: \"{text}\"")
        }
        Damage::Code => {
            let parts = lines[at].split('`').enumerate();
            parts.map(|(index, part)| if index % 2 == 1 { format!("`{text}`") } else { part.to_owned() }).collect()
        }
        Damage::Heading => {
            ["### 请求体", "### 查询参数", "### 路径参数", "### 响应体", "### 错误码", "## 事件体", "### 响应体示例"]
                [dice.roll(7)]
            .to_owned()
        }
    };
    lines[at] = changed;
    lines.join("\n")
}

fn imported(page: &str) -> Imported {
    let mut import = Import::new("imported", None);
    import.add("page.md", &docs::read(page));
    import.finish()
}

/// The output of `check` for the files.
fn findings(imported: &Imported) -> String {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in &imported.files {
        fs::write(directory.path().join(name), text).unwrap();
    }
    calendar_spec::load_as(directory.path(), "spec").report.render(false)
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_damaged_page_becomes_a_sound_spec_or_is_rejected_with_a_reason() {
    let folder = shared().join("reference");
    let pages: Vec<String> = pages(&folder).iter().map(|page| fs::read_to_string(folder.join(page)).unwrap()).collect();
    let (mut taken, mut refused) = (0, 0);
    let mut failures = Vec::new();
    for number in 0..COUNT {
        let mut dice = Dice(number as u64);
        dice.roll(1);
        let damage = DAMAGES[number % DAMAGES.len()];
        let text = damaged(&pages[dice.roll(pages.len())], damage, &mut dice);
        let imported = imported(&text);
        if imported.endpoints + imported.events == 0 {
            assert!(!imported.notes.is_empty(), "{number}, {damage:?}: nothing is said");
            refused += 1;
            continue;
        }
        taken += 1;
        let findings = findings(&imported);
        if !findings.is_empty() {
            failures.push(format!("{number}, {damage:?}: {findings}"));
        }
    }
    assert!(failures.is_empty(), "{} of {COUNT}\n{}", failures.len(), failures.join("\n"));
    assert!(taken > COUNT / 2 && refused > COUNT / 20, "{taken} taken, {refused} refused");
}
