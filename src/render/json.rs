//! JSON: full digits, keys in the order of the structs, nothing that is not finite.

use serde::Serialize;

/// Pretty JSON with a line feed at its end.
///
/// # Errors
/// Where a value cannot be serialised, which would be a bug of ours.
pub fn json<T: Serialize>(value: &T) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}
