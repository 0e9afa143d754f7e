//! How a trade file is laid out, as its header tells.

use std::sync::Arc;

use crate::diag::{Code, Diagnostic, clean, shell};
use crate::load::{Column, Source, TableSpec, csv, tables};

/// Whose columns a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// CEPII's BACI: codes of countries and goods, thousand US dollars, tons.
    Baci,
    /// Our table `trade`: minerals and stages, US dollars, a unit a row.
    Table,
}

/// The columns of BACI, as CEPII names them.
pub const BACI: TableSpec = baci(&[
    Column::required("t", "the year, of four digits"),
    Column::required("i", "the exporter: its code of three digits at most, or a name"),
    Column::required("j", "the importer: its code of three digits at most, or a name"),
    Column::required("k", "the code of the goods, of six digits"),
    Column::required("v", "thousand US dollars, with three decimals at most"),
    Column::required("q", "tons, with three decimals at most; empty or `NA` where they are not known")
        .or_empty(),
]);

/// The same, as extracts name them together with their units.
const BACI_WITH_UNITS: TableSpec = baci(&[
    Column::required("t", ""),
    Column::required("i", ""),
    Column::required("j", ""),
    Column::required("k", ""),
    Column::required("v_kusd", ""),
    Column::required("q_t", "").or_empty(),
]);

const fn baci(columns: &'static [Column]) -> TableSpec {
    TableSpec { name: "baci", columns }
}

/// The header of a file.
#[derive(Debug)]
pub struct Header {
    /// The file, as the user named it.
    pub name: Arc<str>,
    /// Its layout.
    pub layout: Layout,
    /// The columns that it is read by.
    pub spec: &'static TableSpec,
    /// Every column is there, in the order of the specification, and no other.
    pub plain: bool,
    /// The line itself.
    pub text: String,
    /// Lines of the file up to it, itself included.
    pub lines: u32,
}

impl Header {
    /// Reads the header from the first lines of a file, and tells how many bytes it takes.
    ///
    /// # Errors
    /// If the file is no text, has no header, or one of another layout.
    pub fn of(name: &str, start: &[u8]) -> Result<(Self, usize), Box<Diagnostic>> {
        let source = Source::from_bytes(name, start.to_vec())?;
        if source.text().starts_with(['{', '[']) {
            let message = format!("`{}` is JSON, and trade files are read as CSV", clean(name));
            return Err(Diagnostic::error(Code::NotATable, message).help(HELP).into());
        }
        if let Some(error) = csv::foreign_separator(&source) {
            return Err(error.into());
        }
        let mark = start.len() - source.text().len(); // of the byte order
        let mut bytes = mark;
        for (line, lines) in source.text().split_inclusive('\n').zip(1..) {
            bytes += line.len();
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if line.trim_end().contains('\r') {
                return Err(carriage_returns(name));
            }
            let names = csv::names(&source);
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let (layout, spec) = layout(&names).ok_or_else(|| unknown(&source, &names))?;
            let plain = spec.columns.iter().map(|c| c.name).eq(names.iter().copied());
            let text = line.trim_end_matches(['\n', '\r']).to_owned();
            return Ok((Self { name: name.into(), layout, spec, plain, text, lines }, bytes));
        }
        let message = format!("`{}` has no header", clean(name));
        Err(Diagnostic::error(Code::EmptyTable, message).help(HELP).into())
    }
}

const HELP: &str = "the first line must be that of BACI, `t,i,j,k,v,q`, or of a table `trade`";

fn layout(names: &[&str]) -> Option<(Layout, &'static TableSpec)> {
    let all: [(Layout, &'static TableSpec); 3] =
        [(Layout::Baci, &BACI), (Layout::Baci, &BACI_WITH_UNITS), (Layout::Table, &tables::trade::SPEC)];
    all.into_iter().find(|(_, spec)| spec.fit(names).lacking == 0)
}

fn carriage_returns(name: &str) -> Box<Diagnostic> {
    let message = format!("the lines of `{}` end with carriage returns alone", clean(name));
    let help = format!("run `tr '\\r' '\\n' < {} > lines.csv`", shell(name));
    Diagnostic::error(Code::BadRow, message).help(help).into()
}

/// The error for a header that is of neither layout: what it lacks of the nearer one.
fn unknown(source: &Source, names: &[&str]) -> Box<Diagnostic> {
    let has = |column: &&Column| names.iter().any(|name| name.trim().eq_ignore_ascii_case(column.name));
    let lacking: Vec<&Column> = BACI.columns.iter().filter(|column| !has(column)).collect();
    let error = match lacking.as_slice() {
        // most of BACI's letters are no accident
        [column] | [column, _] => {
            let message = format!("the layout of BACI needs the column `{}`", column.name);
            let error = Diagnostic::error(Code::MissingColumn, message);
            error.help(format!("`{}` is {}", column.name, column.meaning))
        }
        _ => match csv::examine_header(source, &tables::trade::SPEC).into_iter().next() {
            Some(error) => return error.into(),
            None => {
                let message =
                    format!("`{}` is laid out neither as BACI nor as a table `trade`", clean(source.name()));
                Diagnostic::error(Code::WrongTable, message).help(HELP)
            }
        },
    };
    error.at(source.place(0..source.text().lines().next().map_or(0, str::len)), "this header").into()
}
