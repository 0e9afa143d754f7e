//! Findings as the cases of test suites, those that pass among them.

use std::collections::BTreeMap;

use super::Finding;

/// The cases of a file or a policy.
#[derive(Debug, Clone, Default)]
pub struct Suite {
    /// The file or the policy.
    pub name: String,
    /// Its cases.
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Debug, Clone)]
pub struct Case {
    /// What is held.
    pub name: String,
    /// What was found; none where nothing was.
    pub finding: Option<Finding>,
    /// It fails.
    pub fails: bool,
}

impl Suite {
    /// A suite a file, a case a finding, one that passes where a file has none; `files` are all that were looked
    /// at. With `strict` a warning is a failure, as it is of the run.
    #[must_use]
    pub fn of_files(findings: &[Finding], files: &[String], strict: bool) -> Vec<Self> {
        let mut suites: BTreeMap<&str, Vec<Case>> =
            files.iter().map(|file| (file.as_str(), Vec::new())).collect();
        for finding in findings {
            let place = finding.place.as_ref();
            let at = place.and_then(|p| Some(format!(" {}:{}", p.line?, p.column?))).unwrap_or_default();
            let case = Case {
                name: format!("{}{at}", finding.code),
                finding: Some(finding.clone()),
                fails: finding.is_error() || (strict && finding.is_warning()),
            };
            suites.entry(place.map_or("files", |place| place.file.as_str())).or_default().push(case);
        }
        let sound = || Case { name: "sound".to_owned(), finding: None, fails: false };
        let suite = |(name, cases): (&str, Vec<Case>)| {
            let cases = if cases.is_empty() { vec![sound()] } else { cases };
            Self { name: name.to_owned(), cases }
        };
        suites.into_iter().map(suite).collect()
    }
}
