//! Workflow commands of GitHub Actions: a line a finding, shown beside the line that it is about.

use crate::diag::clean;
use crate::output::Finding;

/// `::error file=plant.csv,line=5,col=13,title=unknown-country::unknown country ...`
#[must_use]
pub fn github(findings: &[Finding]) -> String {
    findings.iter().map(line).collect()
}

fn line(finding: &Finding) -> String {
    let place = finding.place.as_ref().map_or(String::new(), |place| {
        let at = |name, number: Option<u32>| number.map(|n| format!("{name}={n},")).unwrap_or_default();
        format!("file={},{}{}", property(&place.file), at("line", place.line), at("col", place.column))
    });
    let (severity, code, told) = (finding.severity, finding.code, data(&finding.told()));
    format!("::{severity} {place}title={code}::{told}\n")
}

/// The text of a command: a line break would end it.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| clean(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// A property ends at a comma, and its name at a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::github;
    use crate::render::findings::sarif::tests::found;

    #[test]
    fn a_finding_is_one_line_whatever_it_holds() {
        let text = github(&[found("a,b:c.csv", "100 %\nof\u{1b} it")]);
        assert_eq!(
            text,
            "::error file=a%2Cb%3Ac.csv,line=5,col=13,title=unknown-country::100 %25%0Aof\\u{1b} it%0Ahelp: write `x`\n"
        );
    }
}
