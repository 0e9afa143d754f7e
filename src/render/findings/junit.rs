//! JUnit XML, which most CI services read: a suite a file or policy, and a case for each thing that was held,
//! those that pass among them.

use crate::diag::clean;
use crate::output::{Case, Suite};

/// The cases of suites.
#[must_use]
pub fn junit(suites: &[Suite]) -> String {
    let failures = |suite: &Suite| suite.cases.iter().filter(|case| case.fails).count();
    let tests: usize = suites.iter().map(|suite| suite.cases.len()).sum();
    let failed: usize = suites.iter().map(failures).sum();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"minerals\" tests=\"{tests}\" failures=\"{failed}\">\n"
    );
    for suite in suites {
        let (name, tests, failed) = (escaped(&suite.name), suite.cases.len(), failures(suite));
        xml += &format!("  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failed}\">\n");
        suite.cases.iter().for_each(|one| xml += &case(one, &name));
        xml += "  </testsuite>\n";
    }
    xml + "</testsuites>\n"
}

fn case(case: &Case, class: &str) -> String {
    let open = format!("    <testcase name=\"{}\" classname=\"{class}\"", escaped(&case.name));
    let Some(finding) = &case.finding else { return format!("{open}/>\n") };
    let (code, message, told) = (finding.code, escaped(&finding.message), escaped(&finding.told()));
    // what does not fail has no element of its own: the case passes, and says it
    let inside = if case.fails {
        format!("<failure type=\"{code}\" message=\"{message}\">{told}</failure>")
    } else {
        format!("<system-out>{told}</system-out>")
    };
    format!("{open}>{inside}</testcase>\n")
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
    use crate::output::Suite;
    use crate::render::findings::sarif::tests::found;

    #[test]
    fn a_file_is_a_suite_and_a_finding_a_case() {
        let found = [found("a&b.csv", "1 < 2 \u{1b} \u{ffff}")];
        let xml = junit(&Suite::of_files(&found, &["c.csv".to_owned()], false));
        assert!(xml.contains("<testsuites name=\"minerals\" tests=\"2\" failures=\"1\">"), "{xml}");
        assert!(xml.contains("<testcase name=\"unknown-country 5:13\" classname=\"a&amp;b.csv\">"), "{xml}");
        assert!(xml.contains("message=\"1 &lt; 2 \\u{1b} \u{fffd}\""), "{xml}");
        assert!(xml.contains("<testcase name=\"sound\" classname=\"c.csv\"/>"), "{xml}");
    }
}
