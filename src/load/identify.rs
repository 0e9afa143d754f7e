//! Which table a file holds: by its key in JSON, else its flag, else its name, else its columns.

use std::path::Path;

use super::faults::Faults;
use super::layouts;
use super::naming;
use super::sheet::Sheet;
use super::table::Table;
use crate::diag::{Code, Diagnostic, clean, did_you_mean, quote};

/// The table of a sheet, or `None` after the error is told.
pub fn identify(sheet: &Sheet<'_>, flag: Option<Table>, faults: &mut Faults) -> Option<Table> {
    if let Some(key) = sheet.key() {
        let table = Table::named(key);
        if table.is_none() {
            faults.push(unknown_key(sheet, key));
        }
        return table;
    }
    if flag.is_some() {
        return flag;
    }
    let stem = naming::stem(Path::new(&**sheet.source.name()));
    Table::named(&stem).or_else(|| by_columns(sheet, &stem, faults))
}

fn unknown_key(sheet: &Sheet<'_>, key: &str) -> Diagnostic {
    let names = Table::ALL.map(Table::name);
    let help = match did_you_mean(key, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the tables are {}", list(&Table::ALL)),
    };
    Diagnostic::error(Code::UnknownTable, format!("`{}` is not a table", quote(key)))
        .at(sheet.source.place(sheet.key_range()), "not a table")
        .help(help)
}

fn by_columns(sheet: &Sheet<'_>, stem: &str, faults: &mut Faults) -> Option<Table> {
    if let Some(error) = sheet.foreign_separator() {
        faults.push(error);
        return None;
    }
    let columns = sheet.columns();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let best = layouts::best_fits(&columns);
    let name = clean(sheet.source.name());
    if let (Some((what, help)), []) = (layouts::known(&columns), best.as_slice()) {
        let message = format!("`{name}` is laid out as {what}, not as one of our tables");
        faults.push(Diagnostic::error(Code::WrongTable, message).help(help.replace("FILE", &name)));
        return None;
    }
    match best.as_slice() {
        [table] => Some(*table),
        [] => {
            faults.push(no_table(&name, stem, &columns));
            None
        }
        several if several.contains(&Table::Production) => {
            let message = format!(
                "`{name}` is taken for the table `production`: its columns are those of {}",
                list(several)
            );
            let help = "name the file after its table, or give it to a flag, as `--capacity`";
            faults.push(Diagnostic::warning(Code::TableByColumns, message).help(help));
            Some(Table::Production)
        }
        several => {
            let message = format!("`{name}` can be any of the tables {}", list(several));
            let help = "name the file after its table, or give it to the flag of its table";
            faults.push(Diagnostic::error(Code::UnknownTable, message).help(help));
            None
        }
    }
}

/// None fits: names the table that is meant, if it can be told.
fn no_table(name: &str, stem: &str, columns: &[&str]) -> Diagnostic {
    let message = format!("`{name}` has neither the name nor the columns of a table");
    let error = Diagnostic::error(Code::UnknownTable, message);
    if let Some(near) = did_you_mean(stem, Table::ALL.map(Table::name)) {
        return error.help(format!("did you mean to name it `{near}`?"));
    }
    let misfit = |table: &Table| {
        let fit = table.spec().fit(columns);
        fit.lacking + fit.unused
    };
    let nearest = Table::ALL.into_iter().min_by_key(misfit);
    match nearest.filter(|table| misfit(table) < table.spec().columns.len() / 2) {
        Some(table) => {
            let columns: Vec<_> =
                table.spec().columns.iter().filter(|c| c.required).map(|c| c.name).collect();
            let columns = columns.join(",");
            error
                .help(format!("the nearest table is `{}`, which needs the columns `{columns}`", table.name()))
        }
        None => error.help(format!("the tables are {}", list(&Table::ALL))),
    }
}

fn list(tables: &[Table]) -> String {
    let names: Vec<_> = tables.iter().map(|table| format!("`{}`", table.name())).collect();
    names.join(", ")
}
