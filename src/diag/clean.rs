//! Makes text from a file safe to print: no control character of it reaches a terminal.

/// Longest value that a message quotes, in characters.
const LONGEST: usize = 40;

/// Replaces what could steer or deceive a terminal by its code point: `\u{1b}`.
///
/// ```
/// assert_eq!(minerals::diag::clean("a\u{1b}[31mb"), "a\\u{1b}[31mb");
/// assert_eq!(minerals::diag::clean("Côte d’Ivoire"), "Côte d’Ivoire");
/// ```
#[must_use]
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

/// A file's name for a command that is to be pasted into a shell: in single quotes, whatever it holds.
///
/// ```
/// assert_eq!(minerals::diag::shell("it's.csv"), r"'it'\''s.csv'");
/// ```
#[must_use]
pub fn shell(name: &str) -> String {
    format!("'{}'", clean(name).replace('\'', r"'\''"))
}

/// A value for a message: cleaned, and cut at 40 characters.
#[must_use]
pub fn quote(text: &str) -> String {
    let some = text.char_indices().nth(LONGEST).map_or(text, |(cut, _)| text.get(..cut).unwrap_or_default());
    let cleaned = clean(some); // may be longer: a control character becomes its code point
    match cleaned.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", cleaned.get(..cut).unwrap_or_default()),
        None if some.len() < text.len() => cleaned + "…",
        None => cleaned,
    }
}

/// What steers or deceives a terminal: C0 and C1 controls and DEL, bidirectional marks, overrides and
/// isolates, zero-width, annotation and tag characters.
#[must_use]
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || matches!(c, '\u{061C}' | '\u{00AD}' | '\u{180E}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}
