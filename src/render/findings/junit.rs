//! JUnit XML, which most CI services read: a suite a file, a test case a finding, one that passes where a
//! file has none.

use std::collections::BTreeMap;

use crate::diag::clean;
use crate::output::Finding;

/// The findings of files; `files` are all that were looked at. With `strict` a warning is a failure, as it
/// is of the run.
#[must_use]
pub fn junit(findings: &[Finding], files: &[String], strict: bool) -> String {
    let fails = |finding: &Finding| strict || finding.is_error();
    let mut suites: BTreeMap<&str, Vec<&Finding>> =
        files.iter().map(|file| (file.as_str(), Vec::new())).collect();
    for finding in findings {
        let file = finding.place.as_ref().map_or("files", |place| place.file.as_str());
        suites.entry(file).or_default().push(finding);
    }
    let failures = |findings: &[&Finding]| findings.iter().filter(|f| fails(f)).count();
    let tests: usize = suites.values().map(|s| s.len().max(1)).sum();
    let failed: usize = suites.values().map(|s| failures(s)).sum();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"minerals\" tests=\"{tests}\" failures=\"{failed}\">\n"
    );
    for (file, findings) in &suites {
        let (name, tests, failed) = (escaped(file), findings.len().max(1), failures(findings));
        xml += &format!("  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failed}\">\n");
        if findings.is_empty() {
            xml += &format!("    <testcase name=\"sound\" classname=\"{name}\"/>\n");
        }
        findings.iter().for_each(|finding| xml += &case(finding, &name, fails(finding)));
        xml += "  </testsuite>\n";
    }
    xml + "</testsuites>\n"
}

fn case(finding: &Finding, class: &str, fails: bool) -> String {
    let place = finding.place.as_ref().and_then(|p| Some(format!(" {}:{}", p.line?, p.column?)));
    let place = place.unwrap_or_default();
    let (code, message, told) = (finding.code, escaped(&finding.message), escaped(&finding.told()));
    // a warning has no element of its own: the case passes, and says it
    let inside = if fails {
        format!("<failure type=\"{code}\" message=\"{message}\">{told}</failure>")
    } else {
        format!("<system-out>{told}</system-out>")
    };
    format!("    <testcase name=\"{code}{place}\" classname=\"{class}\">{inside}</testcase>\n")
}

/// XML 1.0 has no place for control characters at all, nor for the two non-characters.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(clean).collect();
    let mut out = String::with_capacity(text.len());
    for c in lines.join("\n").chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::junit;
    use crate::render::findings::sarif::tests::found;

    #[test]
    fn a_file_is_a_suite_and_a_finding_a_case() {
        let xml = junit(&[found("a&b.csv", "1 < 2 \u{1b} \u{ffff}")], &["c.csv".to_owned()], false);
        assert!(xml.contains("<testsuites name=\"minerals\" tests=\"2\" failures=\"1\">"), "{xml}");
        assert!(xml.contains("<testcase name=\"unknown-country 5:13\" classname=\"a&amp;b.csv\">"), "{xml}");
        assert!(xml.contains("message=\"1 &lt; 2 \\u{1b} \u{fffd}\""), "{xml}");
        assert!(xml.contains("<testcase name=\"sound\" classname=\"c.csv\"/>"), "{xml}");
    }
}
