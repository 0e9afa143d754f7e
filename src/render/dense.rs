//! Dense JSON, for schemas: few lines, and still to be read.

use serde_json::Value;

/// The longest line of dense JSON that a value may fill.
const LONGEST: usize = 110;

/// Dense JSON: a value that fits on a line stands on one.
#[must_use]
pub fn dense(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, 0, &mut text);
    text.push('\n');
    text
}

/// Writes a value after `taken` characters of its line.
fn write(value: &Value, indent: usize, taken: usize, text: &mut String) {
    let line = value.to_string();
    let (open, close, items): (_, _, Vec<(String, &Value)>) = match value {
        _ if taken + line.chars().count() <= LONGEST => return text.push_str(&line),
        Value::Array(items) => ('[', ']', items.iter().map(|item| (String::new(), item)).collect()),
        Value::Object(map) => (
            '{',
            '}',
            map.iter().map(|(key, item)| (format!("{}:", Value::from(key.as_str())), item)).collect(),
        ),
        _ => return text.push_str(&line),
    };
    text.push(open);
    for (i, (key, item)) in items.into_iter().enumerate() {
        let inner = indent + 1;
        text.push_str(&format!("{}\n{}{key}", if i == 0 { "" } else { "," }, " ".repeat(inner)));
        write(item, inner, inner + key.chars().count() + 1, text);
    }
    text.push_str(&format!("\n{}{close}", " ".repeat(indent)));
}

#[cfg(test)]
mod tests {
    use super::dense;
    use serde_json::json;

    #[test]
    fn dense_json_breaks_only_what_is_too_long() {
        let long = json!({"a": [1, 2], "b": ["x".repeat(60), "y".repeat(60)]});
        let text = dense(&long);
        assert_eq!(text.lines().count(), 7, "{text}");
        assert!(text.starts_with("{\n \"a\":[1,2],\n \"b\":[\n  \"xxx"), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), long);
        assert_eq!(dense(&json!({})), "{}\n");
    }
}
