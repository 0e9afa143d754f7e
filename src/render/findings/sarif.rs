//! SARIF 2.1.0, which code-scanning services read: a rule a code, a result a finding.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diag::{Code, clean};
use crate::output::{Finding, PlaceOf};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The log of one run.
///
/// # Errors
/// Where a value cannot be serialised, which would be a bug of ours.
pub fn sarif(findings: &[Finding]) -> Result<String, serde_json::Error> {
    let codes: BTreeMap<&str, &Code> = Code::ALL.iter().map(|code| (code.name(), code)).collect();
    let used: BTreeMap<&str, &Code> =
        findings.iter().filter_map(|f| Some((f.code, *codes.get(f.code)?))).collect();
    let rules: Vec<Value> = used.values().map(|code| rule(**code)).collect();
    let results: Vec<Value> =
        findings.iter().map(|f| result(f, used.keys().position(|c| *c == f.code))).collect();
    super::super::json(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn rule(code: Code) -> Value {
    let help = format!("minerals explain {code}");
    json!({"id": code.name(), "shortDescription": {"text": code.meaning()}, "help": {"text": help}})
}

fn result(finding: &Finding, rule: Option<usize>) -> Value {
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": cleaned(&finding.told())},
        "locations": finding.place.iter().map(|place| location(place, None)).collect::<Vec<_>>(),
    });
    if let (Some(related), Some(result)) = (&finding.related, result.as_object_mut()) {
        result.insert("relatedLocations".to_owned(), json!([location(related, Some(&related.label))]));
    }
    // what is allowed stays in the log, and raises no alert
    if let (Some(reason), Some(result)) = (&finding.allowed, result.as_object_mut()) {
        result.insert(
            "suppressions".to_owned(),
            json!([{"kind": "external", "status": "accepted", "justification": cleaned(reason)}]),
        );
    }
    result
}

fn location(place: &PlaceOf, label: Option<&str>) -> Value {
    let mut physical = json!({"artifactLocation": {"uri": uri(&place.file)}});
    if let (Some(line), Some(column), Some(physical)) = (place.line, place.column, physical.as_object_mut()) {
        physical.insert("region".to_owned(), json!({"startLine": line, "startColumn": column}));
    }
    let mut location = json!({"physicalLocation": physical});
    if let (Some(label), Some(location)) = (label, location.as_object_mut()) {
        location.insert("message".to_owned(), json!({"text": cleaned(label)}));
    }
    location
}

/// A file's name as a URI reference, relative unless the name is not.
fn uri(file: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.' | b'~');
    let path: String = file
        .bytes()
        .map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    if file.starts_with('/') { format!("file://{path}") } else { path }
}

fn cleaned(text: &str) -> String {
    text.split('\n').map(clean).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Finding, PlaceOf, Value, sarif};

    /// An error in a file.
    pub(crate) fn found(file: &str, message: &str) -> Finding {
        let place =
            PlaceOf { file: file.into(), line: Some(5), column: Some(13), path: None, label: "here".into() };
        Finding {
            code: "unknown-country",
            severity: "error",
            message: message.into(),
            place: Some(place.clone()),
            related: Some(PlaceOf { label: "first".into(), line: Some(2), ..place }),
            help: Some("write `x`".into()),
            allowed: None,
        }
    }

    #[test]
    fn a_finding_is_a_result_of_the_rule_of_its_code() {
        let log: Value = serde_json::from_str(&sarif(&[found("a b/ü.csv", "no \u{1b}")]).unwrap()).unwrap();
        let at = |path: &str| log.pointer(path).unwrap_or_else(|| panic!("{path}: {log:#}")).clone();
        let result = "/runs/0/results/0";
        assert_eq!(at("/runs/0/tool/driver/rules/0/id"), "unknown-country");
        assert_eq!(at(&format!("{result}/ruleIndex")), 0);
        assert_eq!(at(&format!("{result}/level")), "error");
        assert_eq!(at(&format!("{result}/message/text")), "no \\u{1b}\nhelp: write `x`");
        let place = format!("{result}/locations/0/physicalLocation");
        assert_eq!(at(&format!("{place}/artifactLocation/uri")), "a%20b/%C3%BC.csv");
        assert_eq!(at(&format!("{place}/region/startLine")), 5);
        assert_eq!(at(&format!("{result}/relatedLocations/0/message/text")), "first");
    }
}
