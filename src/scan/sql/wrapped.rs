//! Long lists and sentences in lines of a width that is pleasant to read.

/// Characters in a line, at most.
const WIDTH: usize = 100;

/// A text of SQL.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Values separated by commas in columns of one width, as many as fit on an indented line.
pub(super) fn values(all: impl Iterator<Item = String>) -> String {
    const INDENT: usize = 4;
    let all: Vec<String> = all.collect();
    let widest = all.iter().map(String::len).max().unwrap_or(0) + ", ".len();
    let columns = ((WIDTH - INDENT) / widest).max(1);
    let mut lines = Vec::new();
    let last = all.len().saturating_sub(1);
    for (number, chunk) in all.chunks(columns).enumerate() {
        let cell = |(place, value): (usize, &String)| {
            let comma = if number * columns + place == last { "" } else { "," };
            format!("{value}{comma}")
        };
        let line: String =
            chunk.iter().enumerate().map(cell).map(|value| format!("{value:<widest$}")).collect();
        lines.push(format!("{:INDENT$}{}", "", line.trim_end()));
    }
    lines.join("\n")
}

/// A sentence as lines of a comment.
pub(super) fn sentence(text: &str) -> String {
    let mut lines = String::new();
    let mut line = String::from("--");
    for word in text.split(' ') {
        if line.len() + word.len() >= WIDTH {
            lines.push_str(&line);
            lines.push('\n');
            line = String::from("--");
        }
        line.push(' ');
        line.push_str(word);
    }
    lines + &line + "\n"
}

#[cfg(test)]
mod tests {
    use super::{quoted, sentence, values};

    #[test]
    fn an_apostrophe_does_not_end_a_text() {
        assert_eq!(quoted("Côte d'Ivoire"), "'Côte d''Ivoire'");
    }

    #[test]
    fn values_stand_in_columns_with_a_comma_after_all_but_the_last() {
        let text = values((0..30).map(|i| format!("({}, 'x')", i * 37)));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 5, "{text}");
        assert!(lines[0].starts_with("    (0, 'x'),    (37, 'x'),   (74, 'x'),"), "{text}");
        assert!(text.ends_with("(1073, 'x')") && text.matches("),").count() == 29, "{text}");
        assert!(lines.iter().all(|line| line.len() <= 100 && *line == line.trim_end()));
        assert_eq!(values(std::iter::empty()), "");
    }

    #[test]
    fn a_sentence_is_broken_between_words_and_every_line_is_a_comment() {
        let text = sentence(&"word ".repeat(50));
        assert!(text.lines().all(|line| line.starts_with("-- word") && line.len() <= 100), "{text}");
        assert_eq!(text.matches("word").count(), 50);
    }
}
