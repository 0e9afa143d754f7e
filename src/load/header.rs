//! Which name of a header, or key of JSON rows, is which column of the table. Never by position.

use std::ops::Range;

use crate::diag::{Code, Diagnostic, clean, did_you_mean, quote};
use crate::load::faults::Faults;
use crate::load::layouts;
use crate::load::record::{Cell, TableSpec};
use crate::load::source::Source;

/// The column of the table for each name; `None` is a column that is not used.
pub type Binding = Vec<Option<usize>>;

/// Binds names to the table's columns; `whole` is where they stand. `None` after an error that leaves nothing to read.
pub fn bind(
    source: &Source,
    spec: &TableSpec,
    whole: Range<usize>,
    cells: &[Cell<'_>],
    faults: &mut Faults,
) -> Option<Binding> {
    let binding: Binding = cells.iter().map(|cell| spec.find(&cell.text)).collect();
    let required = |i: &usize| spec.columns.get(*i).is_some_and(|c| c.required);
    let lacks = spec.columns.iter().enumerate().any(|(i, c)| c.required && !binding.contains(&Some(i)));
    if lacks {
        let names: Vec<&str> = cells.iter().map(|cell| &*cell.text).collect();
        if let Some(error) = layouts::other(source, spec, &names) {
            faults.push(error.at(source.place(whole), "this header"));
            return None;
        }
    }
    if !binding.iter().flatten().any(required) {
        faults.push(no_columns(source, spec, whole));
        return None;
    }
    refuse_doubles(source, &binding, cells, faults);
    let taken = suggest_missing(source, spec, &whole, cells, &binding, faults);
    for (index, cell) in cells.iter().enumerate() {
        if binding.get(index) == Some(&None) && !taken.contains(&index) {
            faults.push(unknown(source, spec, &binding, index, cell));
        }
    }
    faults.is_sound().then_some(binding)
}

fn no_columns(source: &Source, spec: &TableSpec, whole: Range<usize>) -> Diagnostic {
    let name = clean(source.name());
    let message = format!("`{name}` has none of the columns that the table `{}` needs", spec.name);
    Diagnostic::error(Code::MissingColumn, message)
        .at(source.place(whole), "not a header of this table")
        .help(format!("name the columns in the first line, or by keys in JSON: `{}`", required_names(spec)))
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
        let message = format!("the column `{}` stands twice", quote(cell.text.trim()));
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
    whole: &Range<usize>,
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
                .at(source.place(whole.clone()), format!("no `{}` here", column.name))
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
        None => warning,
    }
}

/// The error for a table without rows.
pub fn no_rows(source: &Source, spec: &TableSpec) -> Diagnostic {
    let message =
        format!("`{}` has no rows: nothing can be computed from an empty table", clean(source.name()));
    let help =
        format!("a table `{}` has a header and at least one row: was the download cut short?", spec.name);
    Diagnostic::error(Code::EmptyTable, message).help(help)
}
