//! Diagnostics with the line they are about and a caret under the cell.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::Look;
use super::table::paragraph;
use crate::diag::{Code, Diagnostic, Place, Severity, clean};

/// Most diagnostics that are shown one by one.
const SHOWN: usize = 20;

/// Diagnostics as text, at most twenty, then a count.
#[must_use]
pub fn diagnostics(all: &[Diagnostic], look: Look) -> String {
    let (shown, hidden) = all.split_at(all.len().min(SHOWN));
    let mut text = every_diagnostic(shown, look);
    // that reading stopped is told in any case: more may be wrong than what is counted
    let stops: Vec<Diagnostic> = hidden.iter().filter(|d| d.code == Code::TooManyErrors).cloned().collect();
    if hidden.len() > stops.len() {
        text.push_str(&format!("... and {} more\n", hidden.len() - stops.len()));
    }
    text + &every_diagnostic(&stops, look)
}

/// Diagnostics as text, all of them.
pub(super) fn every_diagnostic(all: &[Diagnostic], look: Look) -> String {
    let plain = Renderer::plain();
    let renderer = if look.color { Renderer::styled() } else { plain };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(look.width.unwrap_or(140));
    let mut text = String::new();
    for diagnostic in all {
        text.push_str(&renderer.render(&[group(&broken(cleaned(diagnostic), look))]));
        text.push('\n');
    }
    text
}

/// Its message and help on as many lines as the width asks for: the renderer breaks none.
fn broken(d: Diagnostic, look: Look) -> Diagnostic {
    let lines = |text: &str, taken: usize| {
        let narrow = Look { width: look.width.map(|w| w.saturating_sub(taken)), ..look };
        let broken = |line| paragraph(line, 0, narrow).trim_end().to_owned();
        text.split('\n').map(broken).collect::<Vec<_>>().join("\n")
    };
    if look.width.is_none() {
        return d;
    }
    let title = "warning[]: ".len() + d.code.name().len();
    let (message, help) = (lines(&d.message, title), d.help.as_deref().map(|h| lines(h, "  = help: ".len())));
    Diagnostic { message, help, ..d }
}

/// `2 errors in plant.csv; nothing was computed`.
#[must_use]
pub fn tally(all: &[Diagnostic]) -> String {
    let errors: Vec<&Diagnostic> = all.iter().filter(|d| d.severity == Severity::Error).collect();
    let mut files: Vec<String> = errors.iter().filter_map(|d| d.file()).map(|file| clean(file)).collect();
    files.sort_unstable();
    files.dedup();
    let count = if errors.len() == 1 { "1 error".to_owned() } else { format!("{} errors", errors.len()) };
    let place = if files.is_empty() { String::new() } else { format!(" in {}", files.join(", ")) };
    format!("{count}{place}; nothing was computed\n")
}

/// A diagnostic without anything that steers a terminal, whatever its file and its name hold.
fn cleaned(d: &Diagnostic) -> Diagnostic {
    let mut d = d.clone();
    d.message = clean(&d.message);
    d.label = clean(&d.label);
    d.place = d.place.map(clean_place);
    d.related = d.related.map(|(place, label)| (clean_place(place), clean(&label)));
    // help may be a list, a name a line
    d.help = d.help.map(|help| help.split('\n').map(clean).collect::<Vec<_>>().join("\n"));
    d
}

/// The line of a file, cleaned, with the carets still under what they mark. Tabs are the renderer's.
fn clean_place(mut place: Place) -> Place {
    let line = |text: &str| text.split('\t').map(clean).collect::<Vec<_>>().join("\t");
    let moved = |at: usize| place.text.get(..at).map_or(at, |before| line(before).len());
    place.span = moved(place.span.start)..moved(place.span.end);
    place.text = line(&place.text).into();
    place.file = clean(&place.file).into();
    place.path = place.path.map(|path| clean(&path));
    place
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
    if let Some(path) = d.place.as_ref().and_then(|place| place.path.as_deref()) {
        group = group.element(Level::NOTE.with_name("path").message(path));
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
