//! The header of a CSV file: which of its cells is which column of the table. Never by position.

use super::scan::{Row, Scanner};
use crate::diag::{Code, Diagnostic, did_you_mean, quote};
use crate::load::faults::Faults;
use crate::load::record::{Cell, TableSpec};
use crate::load::source::Source;

/// The column of the table for each cell of the header; `None` is a column that is not used.
pub type Binding = Vec<Option<usize>>;

/// The header's cells, without those of the rows: what a table can be recognised by.
#[must_use]
pub fn names(source: &Source) -> Vec<String> {
    let mut names = Vec::new();
    Scanner::new(source.text()).next_row(|_, cell| names.push(cell.text.trim().to_owned()));
    names
}

/// Binds the header to the table. `None` after an error that leaves nothing to read.
pub fn bind(
    source: &Source,
    spec: &TableSpec,
    row: &Row,
    cells: &[Cell<'_>],
    faults: &mut Faults,
) -> Option<Binding> {
    if let Some(error) = wrong_separator(source, row) {
        faults.push(error);
        return None;
    }
    let binding: Binding = cells.iter().map(|cell| spec.find(&cell.text)).collect();
    let required = |i: &usize| spec.columns.get(*i).is_some_and(|c| c.required);
    if !binding.iter().flatten().any(|i| required(i)) {
        faults.push(no_header(source, spec, row));
        return None;
    }
    refuse_doubles(source, &binding, cells, faults);
    let taken = suggest_missing(source, spec, row, cells, &binding, faults);
    for (index, cell) in cells.iter().enumerate() {
        if binding.get(index) == Some(&None) && !taken.contains(&index) {
            faults.push(unknown(source, spec, &binding, index, cell));
        }
    }
    faults.is_sound().then_some(binding)
}

fn wrong_separator(source: &Source, row: &Row) -> Option<Diagnostic> {
    let line = source.text().get(row.range.clone()).unwrap_or_default();
    if line.contains(',') {
        return None;
    }
    let (mark, name) =
        [(';', "`;`"), ('\t', "tabs"), ('|', "`|`")].into_iter().find(|(m, _)| line.contains(*m))?;
    let at = row.range.start + line.find(mark).unwrap_or_default();
    let message = format!("the cells of `{}` are separated by {name}, not by commas", quote(source.name()));
    let help = match mark {
        ';' => "save it as CSV with commas, and with points in its decimal numbers",
        _ => "save it as CSV with commas",
    };
    Some(
        Diagnostic::error(Code::BadSeparator, message).at(source.place(at..at + 1), "not a comma").help(help),
    )
}

fn no_header(source: &Source, spec: &TableSpec, row: &Row) -> Diagnostic {
    Diagnostic::error(
        Code::MissingColumn,
        format!("the first line is not a header of the table `{}`", spec.name),
    )
    .at(source.place(row.range.clone()), "none of the columns that the table needs")
    .help(format!("start the file with a line that names its columns: `{}`", required_names(spec)))
}

fn required_names(spec: &TableSpec) -> String {
    let names: Vec<_> = spec.columns.iter().filter(|c| c.required).map(|c| c.name).collect();
    names.join(",")
}

fn refuse_doubles(source: &Source, binding: &Binding, cells: &[Cell<'_>], faults: &mut Faults) {
    for (index, (column, cell)) in binding.iter().zip(cells).enumerate() {
        let Some(first) = binding.iter().take(index).position(|b| b.is_some() && b == column) else {
            continue;
        };
        let message = format!("the column `{}` stands twice in the header", quote(cell.text.trim()));
        let mut error = Diagnostic::error(Code::DuplicateColumn, message)
            .at(source.place(cell.start..cell.end), "again")
            .help("remove or rename one of them");
        if let Some(first) = cells.get(first) {
            error = error.related(source.place(first.start..first.end), "first");
        }
        faults.push(error);
    }
}

/// Complains of columns that are missing, and tells which unknown ones were taken for slips of them.
fn suggest_missing(
    source: &Source,
    spec: &TableSpec,
    row: &Row,
    cells: &[Cell<'_>],
    binding: &Binding,
    faults: &mut Faults,
) -> Vec<usize> {
    let mut taken = Vec::new();
    let missing = spec.columns.iter().enumerate().filter(|(i, c)| c.required && !binding.contains(&Some(*i)));
    for (_, column) in missing {
        let unknown = cells.iter().enumerate().filter(|(i, _)| binding.get(*i) == Some(&None));
        let names: Vec<_> = unknown.map(|(i, cell)| (i, cell.text.trim())).collect();
        let near = did_you_mean(column.name, names.iter().map(|(_, name)| *name));
        let message = format!("the table `{}` needs the column `{}`", spec.name, column.name);
        let error = Diagnostic::error(Code::MissingColumn, message);
        let slip =
            names.iter().find(|(_, name)| Some(*name) == near).and_then(|(i, _)| Some((*i, cells.get(*i)?)));
        faults.push(match slip {
            Some((index, cell)) => {
                taken.push(index);
                let help = format!("rename `{}` to `{}`", quote(cell.text.trim()), column.name);
                error
                    .at(source.place(cell.start..cell.end), format!("did you mean `{}`?", column.name))
                    .help(help)
            }
            None => error
                .at(source.place(row.range.clone()), format!("no `{}` here", column.name))
                .help(format!("`{}` is {}", column.name, column.meaning)),
        });
    }
    taken
}

fn unknown(
    source: &Source,
    spec: &TableSpec,
    binding: &Binding,
    index: usize,
    cell: &Cell<'_>,
) -> Diagnostic {
    let name = cell.text.trim();
    let place = source.place(cell.start..cell.end);
    if name.is_empty() {
        let message = format!("column {} has no name and is not used", index + 1);
        return Diagnostic::warning(Code::UnknownColumn, message).at(place, "empty");
    }
    let message = format!("the table `{}` has no column `{}`: it is not used", spec.name, quote(name));
    let free =
        spec.columns.iter().enumerate().filter(|(i, _)| !binding.contains(&Some(*i))).map(|(_, c)| c.name);
    let warning = Diagnostic::warning(Code::UnknownColumn, message).at(place, "not used");
    match did_you_mean(name, free) {
        Some(near) => warning.help(format!("did you mean `{near}`?")),
        None => warning.help("leave it out, or start its line with `#` if it is a comment"),
    }
}
