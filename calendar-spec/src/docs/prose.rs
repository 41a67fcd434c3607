//! What pages say in prose, sentence by sentence.
//!
//! In: the facts of a page. Out: its sentences by fact. Which of them a person has read is kept beside the spec, in
//! `prose.yaml`, as a short hash of each, which shows reliably what is new, is small, and repeats no text of the vendor.
//! The words of a sentence that is gone come from the states that `docs fetch` keeps of a page.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::difference::{Anchor, Difference, Relation};
use super::facts::{Facts, Field, Format, Limited, Place, Stated};
use super::read::read_file;
use super::terms;

/// The name of the file.
pub(super) const FILE: &str = "prose.yaml";

/// How large it may be, in bytes; that of the calendar has 121,000.
pub(super) const LARGEST: u64 = 4 << 20;

/// The ending of the earlier states of a page.
pub(super) const EARLIER: &str = ".before";

const HEAD: &str = "\
# What the reference pages said in prose when a person last read them: a hash of each sentence, by endpoint and field.
# `calendar-spec docs update --write --accept-prose` writes this file.
";

/// What stands between the sentences of a page.
const ENDS: [char; 6] = ['。', '！', '？', '；', '!', '?'];

/// The sentences of one fact.
#[derive(Clone, Debug, Default)]
struct Said {
    /// Where the fact stands, which is where a sentence that is gone is looked for.
    line: usize,
    sentences: Vec<Sentence>,
}

/// A sentence and its line.
#[derive(Clone, Debug)]
struct Sentence {
    line: usize,
    text: String,
}

/// The hashes of the sentences that were read, by endpoint or event and by fact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prose {
    /// `zh` or `en`: pages of another language say the same in other words.
    language: String,
    read: BTreeMap<String, BTreeMap<String, String>>,
}

impl Prose {
    /// Reads the text of the file.
    pub(super) fn parse(text: &str) -> Result<Self, serde_yaml::Error> {
        let mut read: BTreeMap<String, BTreeMap<String, String>> = serde_yaml::from_str(text)?;
        let about = read.remove("pages").unwrap_or_default();
        Ok(Self { language: about.get("language").cloned().unwrap_or_default(), read })
    }

    /// The text of the file.
    pub(super) fn to_text(&self) -> String {
        let about = BTreeMap::from([("language".to_owned(), self.language.clone())]);
        let all: BTreeMap<&str, &BTreeMap<String, String>> = std::iter::once(("pages", &about))
            .chain(self.read.iter().map(|(subject, facts)| (&**subject, facts)))
            .collect();
        // Maps of strings are always YAML.
        format!("{HEAD}{}", serde_yaml::to_string(&all).unwrap_or_default())
    }

    /// Records the prose of a page as read.
    pub(super) fn accept(&mut self, subject: &str, facts: &Facts) {
        if !is_whole(facts) {
            return;
        }
        let hashes =
            |said: Said| said.sentences.iter().map(|sentence| hash(&sentence.text)).collect::<Vec<_>>().join(" ");
        let read = sentences(facts).into_iter().map(|(fact, said)| (fact, hashes(said))).collect();
        self.read.insert(subject.to_owned(), read);
        language(facts).clone_into(&mut self.language);
    }

    /// The sentences that were added or removed since somebody read the page. A field that is new, or gone, is a
    /// difference of its own.
    pub(super) fn differences(&self, subject: &str, facts: &Facts, file: &str) -> Vec<Difference> {
        let Some(read) = self.read.get(subject).filter(|_| is_whole(facts) && language(facts) == self.language) else {
            return Vec::new();
        };
        let mut differences = Vec::new();
        let mut earlier = None;
        for (fact, said) in sentences(facts) {
            let Some(read) = read.get(&fact) else { continue };
            let read: Vec<&str> = read.split_whitespace().collect();
            let hashes: Vec<String> = said.sentences.iter().map(|sentence| hash(&sentence.text)).collect();
            let new = said.sentences.iter().zip(&hashes).filter(|(_, hash)| !read.contains(&&***hash));
            differences
                .extend(new.map(|(sentence, _)| difference(&fact, sentence.line, Some(sentence.text.clone()), None)));
            for gone in read.iter().filter(|gone| hashes.iter().all(|hash| hash != *gone)) {
                let earlier: &Vec<Facts> = earlier.get_or_insert_with(|| earlier_facts(Path::new(file)));
                let text = earlier.iter().find_map(|facts| text_of(facts, &fact, gone));
                let text = text.unwrap_or_else(|| "a sentence whose text is not at hand".to_owned());
                differences.push(difference(&fact, said.line, None, Some(text)));
            }
        }
        differences
    }
}

fn difference(fact: &str, line: usize, page: Option<String>, spec: Option<String>) -> Difference {
    let fact = format!("{fact}:prose");
    Difference { fact, relation: Relation::Prose, page, spec, line, place: None, why: None, anchor: Anchor::default() }
}

/// Whether the format of a page keeps every sentence.
fn is_whole(facts: &Facts) -> bool {
    matches!(facts.format, Format::Site | Format::Markdown)
}

fn language(facts: &Facts) -> &'static str {
    let is_chinese = |text: &str| text.contains(|letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    let fields = facts.tables.iter().flat_map(|table| &table.fields);
    if fields.map(|field| &*field.text).any(is_chinese) { "zh" } else { "en" }
}

/// The prose of a page by fact: all that a person reads and no other fact states.
fn sentences(facts: &Facts) -> BTreeMap<String, Said> {
    let mut all: BTreeMap<String, Said> = BTreeMap::new();
    let mut add = |fact: String, line: usize, texts: &[&str]| {
        let said = all.entry(fact).or_insert_with(|| Said { line, sentences: Vec::new() });
        said.sentences.extend(texts.iter().flat_map(|text| cut(text)).map(|text| Sentence { line, text }));
    };
    let of_page: [(&str, &[Stated<String>]); 3] =
        [("summary", facts.summary.as_slice()), ("remarks", &facts.remarks), ("paragraphs", &facts.paragraphs)];
    for (fact, stated) in of_page {
        // A page without them has none, and the first one is new.
        add(fact.to_owned(), stated.first().map_or(1, |stated| stated.line), &[]);
        for stated in stated {
            add(fact.to_owned(), stated.line, &[&stated.value]);
        }
    }
    for error in facts.errors.iter().flat_map(|errors| &errors.value) {
        add(format!("errors.{}", error.code), error.line, &[&error.advice]);
    }
    for table in facts.tables.iter().filter(|table| table.place != Place::Resource) {
        let mut path: Vec<&str> = vec![table.place.name()];
        for field in &table.fields {
            path.truncate(field.depth + 1);
            path.push(&field.name);
            let fact = fact(&path);
            add(fact.clone(), field.line, &prose(field));
            // Apart, so that a new value, which is a difference of its own, is not a new sentence.
            for value in &field.values {
                add(format!("{fact}:values.{}", value.value), field.line, &[&value.description]);
            }
        }
    }
    all
}

/// The name of a field as other differences have it: without the object around a response or an event.
fn fact(path: &[&str]) -> String {
    match path {
        [place @ "response", "data", rest @ ..] | [place @ "event", "event", rest @ ..] if !rest.is_empty() => {
            format!("{place}.{}", rest.join("."))
        }
        path => path.join("."),
    }
}

/// The prose of a field: its description, and rules that are not numbers.
fn prose(field: &Field) -> Vec<&str> {
    let rules = field.limits.iter().filter(|limit| limit.of == Limited::Other).map(|limit| &*limit.text);
    std::iter::once(&*field.description).chain(rules).collect()
}

/// The sentences of a text, without the targets of links.
fn cut(text: &str) -> Vec<String> {
    let text = terms::without_links(text);
    let mut sentences = Vec::new();
    let mut start = 0;
    for (index, letter) in text.char_indices() {
        let end = index + letter.len_utf8();
        let is_point = letter == '.' && text[end..].starts_with(' ');
        if ENDS.contains(&letter) || is_point {
            sentences.push(&text[start..end]);
            start = end;
        }
    }
    sentences.push(&text[start..]);
    let sentences = sentences.into_iter().map(|sentence| sentence.split_whitespace().collect::<Vec<_>>().join(" "));
    sentences.filter(|sentence| sentence.contains(char::is_alphanumeric)).collect()
}

/// Thirty-two bits of FNV-1a, which never change, unlike those of the standard library. Marks and spaces are left out:
/// they differ between the formats of a page.
fn hash(sentence: &str) -> String {
    let letters: String = sentence.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let hash = letters
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{:08x}", (hash >> 32) ^ (hash & 0xffff_ffff))
}

/// The earlier states of a page, oldest first: beside it, with the day of each state in their names.
pub fn earlier_states(page: &Path) -> Vec<PathBuf> {
    let start = format!("{}.", page.file_stem().unwrap_or_default().to_string_lossy());
    let is_of_page = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // A page whose name continues after a dot has states of its own.
        name.strip_prefix(&start).and_then(|rest| rest.strip_suffix(EARLIER)).is_some_and(|day| !day.contains('.'))
    };
    let folder = page.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut states: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_of_page).collect();
    states.sort();
    states
}

fn earlier_facts(page: &Path) -> Vec<Facts> {
    let states = earlier_states(page);
    states.iter().rev().filter(|state| state.is_file()).filter_map(|state| Some(read_file(state).ok()?.facts)).collect()
}

/// The sentence of a fact that has a hash.
fn text_of(facts: &Facts, fact: &str, wanted: &str) -> Option<String> {
    let said = sentences(facts).remove(fact)?;
    said.sentences.into_iter().map(|sentence| sentence.text).find(|text| hash(text) == wanted)
}

#[cfg(test)]
mod tests {
    use super::{cut, hash};

    #[test]
    fn a_text_is_cut_into_sentences() {
        assert_eq!(cut("一句。[链接](/a。b)！ 没有结尾"), ["一句。", "链接！", "没有结尾"]);
        assert_eq!(cut("One v2.0 thing. Another  one."), ["One v2.0 thing.", "Another one."]);
        assert_eq!(cut(" - 。"), Vec::<String>::new());
    }

    #[test]
    fn a_hash_depends_on_the_words_alone_and_never_changes() {
        assert_eq!(hash("日历描述。"), hash("**日历**描述"));
        assert_ne!(hash("日历描述"), hash("日程描述"));
        assert_eq!(hash("a"), "296230c0");
    }
}
