//! A document as GitHub-flavoured Markdown: no width limits it, and nothing of it is cut.

use super::Look;
use super::diagnostics::every_diagnostic;
use super::document::{Block, Document, Facts, Grid};

/// The document as Markdown, with a line feed at its end.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut text = String::new();
    let mut in_list = false;
    for (is_item, block) in document.blocks().iter().filter_map(written) {
        // items of a list follow each other; everything else is set apart
        text.push_str(if text.is_empty() || (is_item && in_list) { "" } else { "\n" });
        text.push_str(&block);
        in_list = is_item;
    }
    text
}

/// A block with its line feed, and whether it is a list.
fn written(block: &Block) -> Option<(bool, String)> {
    match block {
        Block::Title(text) => Some((false, format!("# {}\n", opening(text)))),
        Block::Heading(text) => Some((false, format!("## {}\n", opening(text)))),
        Block::Grid(all) => grid(all).map(|text| (false, text)),
        Block::Facts(all) => Some((true, facts(all))).filter(|(_, text)| !text.is_empty()),
        Block::Paragraph(p) if p.item => Some((true, format!("- {}\n", opening(&p.text)))),
        Block::Paragraph(p) => Some((false, format!("{}\n", opening(&p.text)))),
        Block::Commands(all) => Some((false, fenced(&all.join("\n")))),
        Block::Verbatim(lines) => Some((false, fenced(&lines.join("\n")))),
        Block::Diagnostics(_, all) => {
            Some((false, fenced(every_diagnostic(all, Look::default()).trim_end())))
        }
        Block::Gap => None,
    }
}

/// Text between fences longer than any row of backticks in it.
fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    format!("{fence}\n{text}\n{fence}\n")
}

/// A pipe table of the columns that are told; numbers stand to the right.
fn grid(all: &Grid) -> Option<String> {
    let told = all.told();
    let columns = || told.iter().filter_map(|i| all.columns.get(*i));
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let header = line(columns().map(|c| inline(c.title)).collect());
    let marks = line(columns().map(|c| if c.number { "---:" } else { "---" }.to_owned()).collect());
    let row = |row: &Vec<String>| {
        line(told.iter().map(|i| row.get(*i).map(|cell| inline(cell)).unwrap_or_default()).collect())
    };
    let rows: String = all.rows.iter().map(row).collect();
    (!told.is_empty()).then(|| header + &marks + &rows)
}

fn facts(all: &Facts) -> String {
    let line = |(label, words): &(&str, String)| match *label {
        "" => format!("- {}\n", opening(words)),
        label => format!("- **{label}**: {}\n", inline(words)),
    };
    all.facts.iter().map(line).collect()
}

/// Text at the start of a line, where some signs would make a heading, a quote or a list of it.
fn opening(text: &str) -> String {
    let text = inline(text);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = |rest: &str| [". ", ") "].iter().any(|mark| rest.starts_with(mark));
    match text.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && numbered(rest) => format!("{number}\\{rest}"),
        _ if text.starts_with(['#', '>', '+', '-', '=']) => format!("\\{text}"),
        _ => text,
    }
}

/// Text within a line: what would be markup is escaped, what is none stays as it is, so that paths
/// (`hhi_wgi`) and links are read, and linked, as they stand.
fn inline(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.trim().chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next().unwrap_or(' ');
        let markup = match c {
            '\\' | '`' | '*' | '<' | '[' | ']' | '|' | '~' | '$' => true,
            // within a word it marks nothing
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            // a row of them closes a heading
            '#' => before == ' ' && !escaped.is_empty(),
            '&' => is_entity(rest.as_str()),
            _ => false,
        };
        if markup {
            escaped.push('\\');
        }
        // a no-break space keeps a number and its unit on one line of text
        escaped.push(if c == '\u{a0}' { ' ' } else { c });
        before = c;
    }
    escaped
}

/// What follows an `&` makes a character of it: `&lt;`, `&#35;`.
fn is_entity(after: &str) -> bool {
    let name = after.split_once(';').map(|(name, _)| name.strip_prefix('#').unwrap_or(name));
    name.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::document::{Column, Shape};

    #[test]
    fn what_would_be_markup_is_escaped_and_nothing_else() {
        assert_eq!(inline("a|b \\ `c` *d* <e> [f](g)"), "a\\|b \\\\ \\`c\\` \\*d\\* \\<e> \\[f\\](g)");
        assert_eq!(inline("hhi_wgi, _all_, snake_"), "hhi_wgi, \\_all\\_, snake\\_");
        assert_eq!(inline("https://doi.org/10.1/a_b?c=1&d=2#e"), "https://doi.org/10.1/a_b?c=1&d=2#e");
        assert_eq!(inline("&lt; R&D &#35;"), "\\&lt; R&D \\&#35;");
        assert_eq!(inline("closed ##"), "closed \\##");
        assert_eq!(inline("Congo (Kinshasa), 73.1 % – 5554"), "Congo (Kinshasa), 73.1 % – 5554");
    }

    #[test]
    fn a_line_does_not_start_as_what_it_is_not() {
        for (text, written) in [
            ("# no heading", "\\# no heading"),
            ("> no quote", "\\> no quote"),
            ("- no item", "\\- no item"),
            ("+ no item", "\\+ no item"),
            ("12. no item", "12\\. no item"),
            ("2) no item", "2\\) no item"),
            ("=== no heading", "\\=== no heading"),
            ("    no code", "no code"),
            ("12.5 % of imports", "12.5 % of imports"),
        ] {
            assert_eq!(opening(text), written);
        }
    }

    #[test]
    fn a_document_is_written_block_by_block() {
        let mut document = Document::default();
        document.title("Cobalt");
        document.facts(Shape { margin: 2, label: 9 }, &[("note", "a|b"), ("lists", "")]);
        document.gap();
        document.heading("Mine");
        let columns = [Column::text("Supplier"), Column::number("Share %"), Column::text("Status")];
        document.grid(&columns, &[vec!["Chile".into(), "60.0".into(), String::new()]]);
        document.grid(&columns, &[]);
        document.paragraph(2, "HHI\u{a0}5554");
        document.item((0, 2), "one\ntwo");
        document.item((0, 2), "three");
        document.commands(&["minerals score"]);
        let expected = "# Cobalt\n\n- **note**: a\\|b\n\n## Mine\n\n| Supplier | Share % |\n| --- | ---: |\n\
            | Chile | 60.0 |\n\nHHI 5554\n\n- one\\\\u{a}two\n- three\n\n```\nminerals score\n```\n";
        assert_eq!(markdown(&document), expected);
    }
}
