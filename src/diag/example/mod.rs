//! An example of every code: files that are wrong in this one way, or a command that shows it, and the mend.
//!
//! A new code needs one entry in one of the parts; a test fails until it has it.

mod cells;
mod joint;
mod policies;
mod questions;
mod runs;
mod scenarios;
mod tables;

use super::Code;

/// A file of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// Its name: it tells which table it is, as with `--data`.
    pub name: &'static str,
    /// What stands in it.
    pub bytes: &'static [u8],
}

impl File {
    /// A file of text.
    #[must_use]
    pub const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, bytes: text.as_bytes() }
    }

    /// Its text, for people: what is not UTF-8 shows as the replacement character.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(self.bytes).into_owned()
    }
}

/// How a finding comes about, and how it is mended.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The finding.
    pub code: Code,
    /// Files that are wrong: without a command, loading them gives the code and no other.
    pub bad: &'static [File],
    /// The command that gives the code, run where the files are; none if loading them does.
    pub command: Option<&'static str>,
    /// What to do, where the files do not show it.
    pub mend: &'static str,
    /// The same files mended: loading them, or the command, gives the code no longer.
    pub mended: &'static [File],
}

impl Example {
    /// Files that are wrong in one way, and the same mended.
    const fn files(code: Code, bad: &'static [File], mended: &'static [File]) -> Self {
        Self { code, bad, command: None, mend: "", mended }
    }

    /// A command that gives the code, and what to do then.
    const fn command(code: Code, command: &'static str, mend: &'static str) -> Self {
        Self { code, bad: &[], command: Some(command), mend, mended: &[] }
    }

    /// The files that the command reads, wrong and mended.
    const fn on(self, bad: &'static [File], mended: &'static [File]) -> Self {
        Self { bad, mended, ..self }
    }

    /// The example of a code.
    #[must_use]
    pub fn of(code: Code) -> Option<&'static Self> {
        Self::all().find(|example| example.code == code)
    }

    /// Every example.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        let of_tables = [cells::EXAMPLES, tables::EXAMPLES, joint::EXAMPLES];
        let of_answers = [policies::EXAMPLES, questions::EXAMPLES, runs::EXAMPLES, scenarios::EXAMPLES];
        of_tables.into_iter().chain(of_answers).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::Example;
    use crate::diag::Code;

    #[test]
    fn every_code_has_one_example() {
        for code in Code::ALL {
            let count = Example::all().filter(|example| example.code == *code).count();
            assert_eq!(count, 1, "`{code}` has {count} examples");
        }
    }

    #[test]
    fn every_example_shows_a_mend() {
        for example in Example::all() {
            let code = example.code;
            assert!(!example.mended.is_empty() || !example.mend.is_empty(), "{code} has no mend");
            assert!(!example.bad.is_empty() || example.command.is_some(), "{code} shows nothing");
            assert!(example.bad.is_empty() || example.bad != example.mended, "{code} mends nothing");
        }
    }
}
