//! The tables of a run, put together from those compiled in and the user's own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::builtin::Builtin;
use super::faults::Faults;
use super::files;
use super::identify::identify;
use super::names::Names;
use super::reference::{Reference, Sheets};
use super::sheet::Sheet;
use super::source::Source;
use super::table::Table;
use super::tables::{self, TableRow};
use crate::diag::{Code, Diagnostic, clean};
use crate::model::Dataset;

/// What to load.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Files and folders of the user's own tables (`--data`). With any, only the reference tables and
    /// governance stay compiled in.
    pub data: Vec<PathBuf>,
    /// Files that each replace one table (`--production FILE`).
    pub tables: Vec<(Table, PathBuf)>,
    /// Tables that the command needs. The reference tables are always read.
    pub needs: Vec<Table>,
}

/// A table that was read, for the account that every result gives of its inputs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Which table.
    pub table: Table,
    /// The file, without folders where its path is absolute.
    pub name: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// It is compiled in.
    pub builtin: bool,
    /// Rows in it.
    pub rows: usize,
    /// Rows that are used. Who sets rows aside takes them from here.
    pub used: usize,
    /// The others, counted by reason.
    pub set_aside: BTreeMap<String, usize>,
}

/// What was loaded.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The tables.
    pub dataset: Dataset,
    /// The names that they may use.
    pub names: Names,
    /// Where each table came from, by the table's name.
    pub inputs: Vec<Input>,
    /// What should be said beside the answer.
    pub warnings: Vec<Diagnostic>,
}

/// Loads the tables of a run.
///
/// # Errors
/// Everything that is wrong with any of them: then nothing is computed from any.
pub fn load(request: &Request) -> Result<Loaded, Vec<Diagnostic>> {
    let mut faults = Faults::default();
    let own = own_sources(request, &mut faults);
    put_together(request, &own, faults)
}

/// Loads the tables of the user's own sources, each with the table that its flag says it is, and of those
/// compiled in.
pub(super) fn put_together(
    request: &Request,
    own: &[(Option<Table>, Source)],
    mut faults: Faults,
) -> Result<Loaded, Vec<Diagnostic>> {
    let mut sheets = BTreeMap::new();
    let flagged: BTreeSet<Table> = request.tables.iter().map(|(table, _)| *table).collect();
    for (flag, source) in own {
        add_sheets(source, *flag, &flagged, &mut sheets, &mut faults);
    }
    let replaced: Vec<Table> = sheets.keys().copied().collect();
    let builtin = builtin_sources(request, &replaced);
    sheets.extend(builtin.iter().map(|(table, source)| (*table, Sheet::csv(source))));
    if !faults.is_sound() {
        return faults.finish().map(|_| Loaded::default());
    }
    let loaded =
        Loading { sheets: &sheets, needs: &request.needs, faults: &mut faults, loaded: Loaded::default() };
    let loaded = loaded.run();
    faults.finish().map(|warnings| Loaded { warnings, ..loaded })
}

/// The user's files, each with the table that its flag says it is. Every one that cannot be read is told.
fn own_sources(request: &Request, faults: &mut Faults) -> Vec<(Option<Table>, Source)> {
    let data = request.data.iter().flat_map(|path| files::tables_in(path, faults)).map(|path| (None, path));
    let data: Vec<_> =
        data.chain(request.tables.iter().map(|(table, path)| (Some(*table), path.clone()))).collect();
    let mut sources = Vec::new();
    for (table, path) in data {
        match files::read(&path) {
            Ok(source) => sources.push((table, source)),
            Err(error) => faults.push(*error),
        }
    }
    sources
}

/// Those compiled in that the request asks for and does not replace.
fn builtin_sources(request: &Request, replaced: &[Table]) -> Vec<(Table, Source)> {
    let wanted = |table: &Table| table.is_reference() || request.needs.contains(table);
    let kept = |table: &Table| request.data.is_empty() || table.stays();
    let tables =
        Table::ALL.into_iter().filter(|table| wanted(table) && kept(table) && !replaced.contains(table));
    tables.filter_map(|table| Some((table, Builtin::of(table)?.source()))).collect()
}

/// Adds the tables of a file. A flag's file takes the place of what `--data` gives, which is told; two
/// files for one table clash.
fn add_sheets<'a>(
    source: &'a Source,
    flag: Option<Table>,
    flagged: &BTreeSet<Table>,
    sheets: &mut BTreeMap<Table, Sheet<'a>>,
    faults: &mut Faults,
) {
    let all = match Sheet::all(source) {
        Ok(all) => all,
        Err(error) => return faults.push(*error),
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
}

fn two_files(table: Table, first: &Source, second: &Source) -> Diagnostic {
    let (first, second) = (clean(first.name()), clean(second.name()));
    let message = format!("two files hold the table `{}`: `{first}` and `{second}`", table.name());
    Diagnostic::error(Code::DuplicateTable, message)
        .help("put their rows into one file, or give one of them only")
}

/// The state of a load.
struct Loading<'a, 's> {
    sheets: &'s BTreeMap<Table, Sheet<'a>>,
    needs: &'s [Table],
    faults: &'s mut Faults,
    loaded: Loaded,
}

impl Loading<'_, '_> {
    fn run(mut self) -> Loaded {
        if self.reference().is_none() || !self.faults.is_sound() {
            return self.loaded; // without names every cell would be an error
        }
        let mut data = std::mem::take(&mut self.loaded.dataset);
        data.capacity = self.table(Table::Capacity);
        data.consumption = self.table(Table::Consumption);
        data.governance = self.table(Table::Governance);
        data.import_sources = self.table(Table::ImportSources);
        data.prices = self.table(Table::Prices);
        data.production = self.table(Table::Production);
        data.reliance = self.table(Table::Reliance);
        data.reserves = self.table(Table::Reserves);
        data.stocks = self.table(Table::Stocks);
        self.loaded.dataset = data;
        self.loaded.inputs.sort_by_key(|input| input.table.name());
        self.loaded
    }

    fn reference(&mut self) -> Option<()> {
        let tables = [Table::Countries, Table::CountryAliases, Table::Groups, Table::Minerals];
        let [countries, aliases, groups, minerals] = tables.map(|table| self.sheets.get(&table).cloned());
        let sheets =
            Sheets { countries: countries?, aliases: aliases?, groups: groups?, minerals: minerals? };
        let reference = Reference::read(&sheets, self.faults);
        for (table, rows) in tables.into_iter().zip(reference.rows) {
            self.account(table, rows);
        }
        self.loaded.names = reference.names;
        self.loaded.dataset.countries = reference.countries;
        self.loaded.dataset.minerals = reference.minerals;
        Some(())
    }

    /// The rows of a table, if the command needs it and the run has it.
    fn table<T: TableRow>(&mut self, table: Table) -> Vec<T> {
        let Some(sheet) = self.sheets.get(&table).filter(|_| self.needs.contains(&table)) else {
            return Vec::new();
        };
        let read = tables::read(sheet, table.spec(), &self.loaded.names, self.faults);
        self.account(table, read.count);
        read.rows
    }

    fn account(&mut self, table: Table, rows: usize) {
        let Some(sheet) = self.sheets.get(&table) else { return };
        self.loaded.inputs.push(Input {
            table,
            name: sheet.source.listed().to_string(),
            sha256: sheet.source.sha256().to_owned(),
            builtin: sheet.source.is_builtin(),
            rows,
            used: rows,
            set_aside: BTreeMap::new(),
        });
    }
}
