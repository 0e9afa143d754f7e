//! Workflow commands of GitHub Actions: a line a finding, shown beside the line that it is about.

use crate::diag::clean;
use crate::output::Finding;

/// Annotations of a kind that the service shows of one step; it drops the rest without a word.
const SHOWN: usize = 10;

/// `::error file=plant.csv,line=5,col=13,title=unknown-country::unknown country ...`
///
/// Of each kind the first ten are annotations; the others are lines of the log, with a notice that counts them.
/// What is allowed is no annotation.
#[must_use]
pub fn github(findings: &[Finding]) -> String {
    let (mut shown, mut logged, mut counts) = (String::new(), String::new(), Vec::new());
    for severity in ["error", "warning", "note"] {
        // the notice that counts is one of the notices
        let most = if severity == "note" { SHOWN - 1 } else { SHOWN };
        let of_it = |f: &&Finding| f.severity == severity && f.allowed.is_none();
        let all: Vec<&Finding> = findings.iter().filter(of_it).collect();
        let (first, rest) = all.split_at(all.len().min(most));
        shown.extend(first.iter().map(|finding| line(finding)));
        logged.extend(rest.iter().map(|f| format!("{severity}[{}]: {}\n", f.code, data(&f.message))));
        counts.extend((!rest.is_empty()).then(|| counted(rest.len(), severity)));
    }
    if counts.is_empty() {
        return shown;
    }
    shown
        + &format!("::notice title=minerals::not shown here, but in the log: {}\n", counts.join(", "))
        + &logged
}

fn counted(number: usize, severity: &str) -> String {
    format!("{number} more {severity}{}", if number == 1 { "" } else { "s" })
}

fn line(finding: &Finding) -> String {
    let place = finding.place.as_ref().map_or(String::new(), |place| {
        let at = |name, number: Option<u32>| number.map(|n| format!("{name}={n},")).unwrap_or_default();
        format!("file={},{}{}", property(&place.file), at("line", place.line), at("col", place.column))
    });
    let command = if finding.severity == "note" { "notice" } else { finding.severity };
    format!("::{command} {place}title={}::{}\n", finding.code, data(&finding.told()))
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
    use crate::output::Finding;
    use crate::render::findings::sarif::tests::found;

    #[test]
    fn a_finding_is_one_line_whatever_it_holds() {
        let text = github(&[found("a,b:c.csv", "100 %\r\nof\u{1b} it")]);
        assert_eq!(
            text,
            "::error file=a%2Cb%3Ac.csv,line=5,col=13,title=unknown-country::100 %25\\u{d}%0Aof\\u{1b} it%0Ahelp: write `x`\n"
        );
    }

    #[test]
    fn of_each_kind_ten_are_annotations_and_the_rest_is_counted() {
        let of = |severity| Finding { severity, ..found("a.csv", "wrong") };
        let findings: Vec<Finding> =
            (0..12).map(|_| of("error")).chain((0..10).map(|_| of("note"))).collect();
        let text = github(&findings);
        assert_eq!(text.matches("::error ").count(), 10, "{text}");
        assert_eq!(text.matches("::notice ").count(), 10, "{text}");
        assert!(text.contains(
            "::notice title=minerals::not shown here, but in the log: 2 more errors, 1 more note\n"
        ));
        assert_eq!(text.matches("\nerror[unknown-country]: wrong").count(), 2, "{text}");
    }

    #[test]
    fn what_is_allowed_is_no_annotation() {
        assert_eq!(github(&[Finding { allowed: Some("known".into()), ..found("a.csv", "x") }]), "");
    }
}
