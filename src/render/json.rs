//! JSON: full digits, keys in the order of the structs, nothing that is not finite.

use std::fmt::Write as _;

use serde::Serialize;

use crate::diag::is_unsafe;

/// Pretty JSON with a line feed at its end.
///
/// # Errors
/// Where a value cannot be serialised, which would be a bug of ours.
pub fn json<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(escaped(text))
}

/// JSON text with every character that could steer a terminal written as `\u202e`: the value is the
/// same. Such characters stand within strings only, but for the line feeds between values.
pub(super) fn escaped(text: String) -> String {
    let steers = |c: char| c != '\n' && is_unsafe(c);
    if !text.contains(steers) {
        return text;
    }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if steers(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(safe, "\\u{unit:04x}"); // writing to a String cannot fail
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_escaped_and_the_value_is_the_same() {
        let value = "a\u{1b}[31m\u{7f}\u{85}\u{202e}\u{200b}\u{feff}\u{e0041}\n\\é";
        let text = json(&value).unwrap();
        assert_eq!(text, "\"a\\u001b[31m\\u007f\\u0085\\u202e\\u200b\\ufeff\\udb40\\udc41\\n\\\\é\"\n");
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), value);
    }
}
