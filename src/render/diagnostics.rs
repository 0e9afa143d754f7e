//! Diagnostics with the line they are about and a caret under the cell.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::Look;
use crate::diag::{Code, Diagnostic, Place, Severity};

/// Most diagnostics that are shown one by one.
const SHOWN: usize = 20;

/// Diagnostics as text, at most twenty, then a count.
#[must_use]
pub fn diagnostics(all: &[Diagnostic], look: Look) -> String {
    let plain = Renderer::plain();
    let renderer = if look.color { Renderer::styled() } else { plain };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(look.width.unwrap_or(140));
    let mut text = String::new();
    for diagnostic in all.iter().take(SHOWN) {
        text.push_str(&renderer.render(&[group(diagnostic)]));
        text.push('\n');
    }
    let hidden = all.get(SHOWN..).unwrap_or_default();
    // that reading stopped is told in any case: more may be wrong than what is counted
    let stops: Vec<&Diagnostic> = hidden.iter().filter(|d| d.code == Code::TooManyErrors).collect();
    if hidden.len() > stops.len() {
        text.push_str(&format!("... and {} more\n", hidden.len() - stops.len()));
    }
    for stop in stops {
        text.push_str(&renderer.render(&[group(stop)]));
        text.push('\n');
    }
    text
}

/// `2 errors in plant.csv; nothing was computed`.
#[must_use]
pub fn tally(all: &[Diagnostic]) -> String {
    let errors: Vec<&Diagnostic> = all.iter().filter(|d| d.severity == Severity::Error).collect();
    let mut files: Vec<&str> = errors.iter().filter_map(|d| d.place.as_ref()).map(|p| &*p.file).collect();
    files.sort_unstable();
    files.dedup();
    let count = if errors.len() == 1 { "1 error".to_owned() } else { format!("{} errors", errors.len()) };
    let place = if files.is_empty() { String::new() } else { format!(" in {}", files.join(", ")) };
    format!("{count}{place}; nothing was computed\n")
}

fn group(d: &Diagnostic) -> Group<'_> {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(d.message.as_str()).id(d.code.name()));
    if let Some(place) = &d.place {
        group = group.element(snippet(place, &d.label, AnnotationKind::Primary));
    }
    if let Some((place, label)) = &d.related {
        group = group.element(snippet(place, label, AnnotationKind::Context));
    }
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

fn snippet<'a>(
    place: &'a Place,
    label: &'a str,
    kind: AnnotationKind,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let line = usize::try_from(place.line).unwrap_or(1);
    let annotation = kind.span(place.span.clone()).label(label);
    Snippet::source(&*place.text).line_start(line).path(&*place.file).annotation(annotation)
}
