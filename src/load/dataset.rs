//! The tables of a run, put together from those compiled in and the user's own.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::audit::audit;
use super::builtin::{self, Builtin};
use super::faults::Faults;
use super::limits::ROWS;
use super::names::Names;
use super::own::{self, Own};
use super::reference::{Reference, Sheets};
use super::scenario::FileRead;
use super::sheet::Sheet;
use super::shipped::{self, ShippedFlow};
use super::source::Source;
use super::table::Table;
use super::tables::sources::Publication;
use super::tables::{self, TableRow};
use crate::diag::Diagnostic;
use crate::model::{Dataset, MineralId, Stage, TradeRow, Year};

/// What to load.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Files and folders of the user's own tables (`--data`), `-` for standard input. With any, only the
    /// reference tables, governance and sources stay compiled in.
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
    /// The publications that the tables cite.
    pub publications: Vec<Publication>,
    /// Where each table came from, by the table's name.
    pub inputs: Vec<Input>,
    /// The scenarios that were applied, by name.
    pub scenarios: Vec<String>,
    /// Their files.
    pub documents: Vec<FileRead>,
    /// What should be said beside the answer.
    pub warnings: Vec<Diagnostic>,
    /// The trade compiled in belongs to the run, and was not added yet.
    ships_trade: bool,
}

impl Loaded {
    /// Adds the rows of the trade compiled in that the question needs, unless the user's own tables stand
    /// in its place. Only the first call of a run adds any.
    pub fn add_shipped_trade(&mut self, keep: impl Fn(&ShippedFlow<'_>) -> bool) {
        self.add_trade_of(|_, _, _| true, keep);
    }

    /// The same, of the minerals and stages that are wanted, and of each only the newest year with a flow that
    /// `its` takes: none after the year asked for, if there is one before it.
    pub fn add_newest_shipped_trade(
        &mut self,
        asked: Option<Year>,
        wanted: impl Fn(&MineralId, Stage) -> bool,
        its: impl Fn(&ShippedFlow<'_>) -> bool,
        keep: impl Fn(&ShippedFlow<'_>) -> bool,
    ) {
        if self.ships_trade {
            let years = shipped::newest_years(asked, its);
            let newest = |mineral: &MineralId, stage| years.get(&(mineral.clone(), stage)).copied();
            let of_year = |mineral: &MineralId, stage, year| {
                newest(mineral, stage) == Some(year) && wanted(mineral, stage)
            };
            self.add_trade_of(of_year, keep);
        }
    }

    /// Puts trade that was read by other ways in the place of what is compiled in.
    pub fn put_trade(&mut self, rows: Vec<TradeRow>, input: Input, warnings: Vec<Diagnostic>) {
        self.ships_trade = false;
        self.dataset.trade = rows;
        self.inputs.push(input);
        self.inputs.sort_by_key(|input| input.table.name());
        self.warnings.extend(warnings);
    }

    /// Takes the trade compiled in out again, so that the next question adds what it needs; what was said of it
    /// is given back.
    pub fn take_shipped_trade(&mut self) -> Option<Input> {
        let shipped = |input: &Input| input.table == Table::Trade && input.name == shipped::TRADE.name;
        let at = self.inputs.iter().position(|input| input.builtin && shipped(input))?;
        self.dataset.trade.clear();
        self.ships_trade = true;
        Some(self.inputs.remove(at))
    }

    fn add_trade_of(
        &mut self,
        of_year: impl Fn(&MineralId, Stage, Year) -> bool,
        keep: impl Fn(&ShippedFlow<'_>) -> bool,
    ) {
        if !std::mem::take(&mut self.ships_trade) {
            return;
        }
        let rows = shipped::trade(of_year, keep);
        let left = shipped::TRADE.rows - rows.len();
        self.inputs.push(Input {
            table: Table::Trade,
            name: shipped::TRADE.name.to_owned(),
            sha256: shipped::TRADE.sha256.to_owned(),
            builtin: true,
            rows: shipped::TRADE.rows,
            used: rows.len(),
            set_aside: (left > 0).then(|| ("not of this question".to_owned(), left)).into_iter().collect(),
        });
        self.inputs.sort_by_key(|input| input.table.name());
        self.dataset.trade = rows; // a run has the user's own trade, or this
    }
}

/// Tables that were looked at for all that is to be said of them.
#[derive(Debug, Default)]
pub struct Examined {
    /// What of them is sound.
    pub loaded: Loaded,
    /// Errors, then warnings.
    pub found: Vec<Diagnostic>,
    /// The user's files that could be read, as they were named.
    pub files: Vec<String>,
}

/// Loads the tables of a run.
///
/// # Errors
/// Everything that is wrong with any of them: then nothing is computed from any.
pub fn load(request: &Request) -> Result<Loaded, Vec<Diagnostic>> {
    let mut faults = Faults::default();
    let own = own::read(request, &mut faults);
    let (loaded, _) = put_together(request, &own, &mut faults, |_, _| Vec::new());
    faults.finish().map(|warnings| Loaded { warnings, ..loaded })
}

/// Reads the tables of a run, and tells all that is to be said of them: errors, warnings, and what only
/// a look at all rows together shows. What of the tables is sound is in the answer.
#[must_use]
pub fn examine(request: &Request) -> Examined {
    let mut faults = Faults::default();
    let own = own::read(request, &mut faults);
    let (loaded, odd) = put_together(request, &own, &mut faults, audit);
    let mut found = faults.all();
    found.extend(odd);
    let files = own.sources.iter().map(|(_, source)| source.name().to_string()).collect();
    Examined { loaded, found, files }
}

pub(super) type Tables<'a> = BTreeMap<Table, Sheet<'a>>;

/// Reads the tables of the user's own sources, and those compiled in; `audit` sees what is sound of them
/// while their texts are there.
pub(super) fn put_together(
    request: &Request,
    own: &Own,
    faults: &mut Faults,
    audit: fn(&Dataset, &Tables<'_>) -> Vec<Diagnostic>,
) -> (Loaded, Vec<Diagnostic>) {
    let mut sheets = own::sheets(&own.sources, request, faults);
    if own.lacks_names {
        return Default::default(); // without names every cell would be an error
    }
    let replaced: Vec<Table> = sheets.keys().copied().collect();
    let ours = builtin_sources(request, &replaced);
    sheets.extend(ours.iter().map(|(table, source)| (*table, Sheet::csv(source))));
    let loading = Loading {
        sheets: &sheets,
        needs: &request.needs,
        faults,
        loaded: Loaded::default(),
        shipped: None,
        rows: 0,
    };
    let mut loaded = loading.run();
    loaded.ships_trade = request.data.is_empty() && !replaced.contains(&Table::Trade);
    // rows that are missing for their errors would make others look odd
    let odd = if faults.is_sound() { audit(&loaded.dataset, &sheets) } else { Vec::new() };
    (loaded, odd)
}

/// Those compiled in that the request asks for and does not replace.
fn builtin_sources(request: &Request, replaced: &[Table]) -> Vec<(Table, Source)> {
    let wanted = |table: &Table| table.is_reference() || request.needs.contains(table);
    let kept = |table: &Table| request.data.is_empty() || table.stays();
    let tables =
        Table::ALL.into_iter().filter(|table| wanted(table) && kept(table) && !replaced.contains(table));
    tables.filter_map(|table| Some((table, Builtin::of(table)?.source()))).collect()
}

/// The state of a load.
struct Loading<'a, 's> {
    sheets: &'s Tables<'a>,
    needs: &'s [Table],
    faults: &'s mut Faults,
    loaded: Loaded,
    /// The names of the reference tables compiled in, where the user's own stand in their place.
    shipped: Option<Names>,
    /// Rows of the user's tables read so far.
    rows: usize,
}

impl Loading<'_, '_> {
    fn run(mut self) -> Loaded {
        let before = self.faults.errors();
        if self.reference().is_none() || self.faults.errors() > before {
            return self.loaded; // without names every cell would be an error
        }
        let mut data = std::mem::take(&mut self.loaded.dataset);
        data.bilateral = self.table(Table::Bilateral);
        data.capacity = self.table(Table::Capacity);
        data.consumption = self.table(Table::Consumption);
        data.end_uses = self.table(Table::EndUses);
        data.governance = self.table(Table::Governance);
        data.hs_codes = self.table(Table::HsCodes);
        data.import_sources = self.table(Table::ImportSources);
        data.parameters = self.table(Table::Parameters);
        data.prices = self.table(Table::Prices);
        data.production = self.table(Table::Production);
        data.published_scores = self.table(Table::PublishedScores);
        data.reliance = self.table(Table::Reliance);
        data.reserves = self.table(Table::Reserves);
        data.stocks = self.table(Table::Stocks);
        data.supply_shares = self.table(Table::SupplyShares);
        data.trade = self.table(Table::Trade);
        self.loaded.publications = self.table(Table::Sources);
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
        if tables.iter().any(|table| self.sheets.get(table).is_some_and(|sheet| !sheet.source.is_builtin())) {
            self.shipped = builtin::names();
        }
        for (table, rows) in tables.into_iter().zip(reference.rows) {
            self.account(table, rows, rows);
        }
        self.loaded.names = reference.names;
        self.loaded.dataset.countries = reference.countries;
        self.loaded.dataset.minerals = reference.minerals;
        Some(())
    }

    /// The rows of a table, if the command needs it and the run has it.
    fn table<T: TableRow>(&mut self, table: Table) -> Vec<T> {
        let needed = self.needs.contains(&table);
        // a table that the user gives is held to be sound, also where the answer does not need it
        let wanted = |sheet: &&Sheet<'_>| needed || !sheet.source.is_builtin();
        let Some(sheet) = self.sheets.get(&table).filter(wanted) else { return Vec::new() };
        if self.rows > ROWS {
            return Vec::new();
        }
        // what stays compiled in beside the user's tables may speak of minerals that these do not name
        let stays = sheet.source.is_builtin() && table.stays();
        let names = self.shipped.as_ref().filter(|_| stays).unwrap_or(&self.loaded.names);
        let read = tables::read(sheet, table.spec(), names, self.faults);
        if needed {
            self.account(table, read.count, read.rows.len());
        }
        if !sheet.source.is_builtin() {
            self.rows += read.count;
        }
        if self.rows > ROWS && read.count <= ROWS {
            self.faults.push(tables::too_many_rows("the tables have together"));
        }
        if needed { read.rows } else { Vec::new() }
    }

    fn account(&mut self, table: Table, rows: usize, sound: usize) {
        let Some(sheet) = self.sheets.get(&table) else { return };
        self.loaded.inputs.push(Input {
            table,
            name: sheet.source.listed().to_string(),
            sha256: sheet.source.sha256().to_owned(),
            builtin: sheet.source.is_builtin(),
            rows,
            used: sound,
            set_aside: (rows > sound).then(|| ("not sound".to_owned(), rows - sound)).into_iter().collect(),
        });
    }
}
