//! A finding as text, in the form of rustc's own errors.
//!
//! In: findings. Out: text with the line, a caret and the help; the command and the macro show the same.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str};

use super::report::{Excerpt, Finding, Report};

impl Finding {
    /// The finding with its line, a caret and the help; with terminal colours if `color`.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[self.group()])
    }

    fn group(&self) -> Group<'_> {
        let level = if self.is_warning { Level::WARNING } else { Level::ERROR };
        let mut group = Group::with_title(level.primary_title(&*self.message).id(self.code));
        group = match (&self.excerpt, self.line) {
            (Some(excerpt), Some(line)) if !excerpt.text.trim().is_empty() => {
                group.element(self.snippet(excerpt, line))
            }
            _ => group.element(self.origin()),
        };
        let help = self.help.iter().map(|help| Level::HELP.message(normalize_untrusted_str(help)));
        group.elements(help)
    }

    fn snippet<'a>(&'a self, excerpt: &'a Excerpt, line: usize) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let marked = AnnotationKind::Primary.span(excerpt.marked.clone());
        let marked = match &self.label {
            Some(label) => marked.label(&**label),
            None => marked,
        };
        Snippet::source(&*excerpt.text).path(&*self.file).line_start(line).annotation(marked)
    }

    fn origin(&self) -> Origin<'_> {
        let origin = Origin::path(&*self.file);
        match (self.line, self.column) {
            (Some(line), Some(column)) => origin.line(line).char_column(column),
            _ => origin,
        }
    }
}

impl Report {
    /// All findings, with an empty line between them.
    pub fn render(&self, color: bool) -> String {
        let findings: Vec<String> = self.findings().iter().map(|finding| finding.render(color)).collect();
        findings.join("\n\n")
    }
}
