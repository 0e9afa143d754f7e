//! The user's own files: each read whole, and each of its sheets given its table.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::dataset::Request;
use super::faults::Faults;
use super::files;
use super::identify::identify;
use super::limits::BYTES;
use super::naming;
use super::sheet::Sheet;
use super::source::Source;
use super::table::Table;
use crate::diag::{Code, Diagnostic, clean};

/// What could be read of the user's files.
#[derive(Debug, Default)]
pub struct Own {
    /// The files, each with the table that its flag says it is.
    pub sources: Vec<(Option<Table>, Source)>,
    /// One that could not be read would have told the names that the others use.
    pub lacks_names: bool,
}

/// Reads the user's files. Every one that cannot be read is told.
pub fn read(request: &Request, faults: &mut Faults) -> Own {
    let data = request.data.iter().flat_map(|path| files::tables_in(path, faults)).map(|path| (None, path));
    let paths: Vec<(Option<Table>, PathBuf)> =
        data.chain(request.tables.iter().map(|(table, path)| (Some(*table), path.clone()))).collect();
    let mut own = Own::default();
    if paths.iter().filter(|(_, path)| files::is_stdin(path)).count() > 1 {
        let message = "standard input (`-`) is named twice, and can be read once";
        faults.push(Diagnostic::error(Code::Unreadable, message).help("save it to a file, and name that"));
        return own;
    }
    let mut size = 0;
    for (table, path) in paths {
        match files::read(&path) {
            Ok(source) => {
                size += source.text().len();
                own.sources.push((table, source));
            }
            Err(error) => {
                own.lacks_names |= table.or_else(|| named(&path)).is_some_and(Table::is_reference);
                faults.push(error.of(&files::name_of(&path).into()));
            }
        }
        if size > BYTES {
            let message = "the files of this run are together larger than 256 MB";
            let help = "keep the rows and columns that the question needs";
            faults.push(Diagnostic::error(Code::TooLarge, message).help(help));
            break;
        }
    }
    own
}

fn named(path: &Path) -> Option<Table> {
    Table::named(&naming::stem(path))
}

/// The sheets of the files by their tables.
pub fn sheets<'a>(
    sources: &'a [(Option<Table>, Source)],
    request: &Request,
    faults: &mut Faults,
) -> BTreeMap<Table, Sheet<'a>> {
    let mut sheets = BTreeMap::new();
    let flagged: BTreeSet<Table> = request.tables.iter().map(|(table, _)| *table).collect();
    for (flag, source) in sources {
        add(source, *flag, &flagged, &mut sheets, faults);
    }
    sheets
}

/// Adds the tables of a file. A flag's file takes the place of what `--data` gives, which is told; two
/// files for one table clash.
fn add<'a>(
    source: &'a Source,
    flag: Option<Table>,
    flagged: &BTreeSet<Table>,
    sheets: &mut BTreeMap<Table, Sheet<'a>>,
    faults: &mut Faults,
) {
    let all = match Sheet::all(source) {
        Ok(all) => all,
        Err(error) => return faults.push(error.of(source.name())),
    };
    let mut others = 0;
    let count = all.len();
    for sheet in all {
        let mut told = Faults::default();
        let table = identify(&sheet, flag, &mut told);
        match table {
            Some(table) if flag.is_some_and(|flag| flag != table) => {
                others += 1;
                faults.push(not_read(table, source, "give the file to `--data` to read all of it"));
            }
            Some(table) if flag.is_none() && flagged.contains(&table) => {
                let help = format!("`--{}` gives that table", table.name().replace('_', "-"));
                faults.push(not_read(table, source, &help));
            }
            _ => {
                faults.append(source.name(), told);
                let Some(table) = table else { continue };
                if let Some(before) = sheets.insert(table, sheet) {
                    faults.push(two_files(table, before.source, source));
                }
            }
        }
    }
    if others == count {
        faults.push(no_table(source, flag));
    }
}

fn not_read(table: Table, source: &Source, help: &str) -> Diagnostic {
    let message = format!("the table `{}` in `{}` is not read", table.name(), clean(source.name()));
    Diagnostic::warning(Code::SetAside, message).help(help)
}

fn no_table(source: &Source, flag: Option<Table>) -> Diagnostic {
    let wanted = flag.map_or("no table".to_owned(), |flag| format!("no table `{}`", flag.name()));
    Diagnostic::error(Code::UnknownTable, format!("`{}` holds {wanted}", clean(source.name())))
        .help("write `{\"production\": [...]}`, or an array of rows")
        .of(source.name())
}

fn two_files(table: Table, first: &Source, second: &Source) -> Diagnostic {
    let (first, second) = (clean(first.name()), clean(second.name()));
    let message = format!("two files hold the table `{}`: `{first}` and `{second}`", table.name());
    Diagnostic::error(Code::DuplicateTable, message)
        .help("put their rows into one file, or give one of them only")
}
