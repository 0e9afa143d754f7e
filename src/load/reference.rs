//! The reference tables put together: countries, minerals, and the names of both.

use std::collections::BTreeMap;

use super::faults::Faults;
use super::names::{CountryNames, Group, Names};
use super::sheet::Sheet;
use super::source::Source;
use super::tables::places::{ALIASES, AliasRow, COUNTRIES, CountryRow, GROUPS, MemberRow};
use super::tables::{self, minerals};
use crate::diag::{Code, Diagnostic, clean, quote};
use crate::model::{Country, CountryCode, MineralId, MineralInfo};

/// The tables that all others refer to.
#[derive(Debug)]
pub struct Sheets<'a> {
    /// `countries`.
    pub countries: Sheet<'a>,
    /// `country_aliases`.
    pub aliases: Sheet<'a>,
    /// `groups`.
    pub groups: Sheet<'a>,
    /// `minerals`.
    pub minerals: Sheet<'a>,
}

/// What the reference tables say.
#[derive(Debug, Default)]
pub struct Reference {
    /// Names that cells may use.
    pub names: Names,
    /// Countries by code.
    pub countries: BTreeMap<CountryCode, Country>,
    /// Minerals by id.
    pub minerals: BTreeMap<MineralId, MineralInfo>,
    /// Rows read: countries, aliases, groups, minerals.
    pub rows: [usize; 4],
}

impl Reference {
    /// Reads the four tables. Each refers to those before it, and is not read if one of them is unsound:
    /// nearly every cell would be an error.
    pub fn read(sheets: &Sheets<'_>, faults: &mut Faults) -> Self {
        let mut new = Self::default();
        let before = faults.errors();
        let mut sound = |new: &mut Self, read: fn(&mut Self, &Sheet<'_>, &mut Faults) -> usize, sheet| {
            if faults.errors() == before { read(new, sheet, faults) } else { 0 }
        };
        let countries = sound(&mut new, Self::read_countries, &sheets.countries);
        let aliases = sound(&mut new, Self::read_aliases, &sheets.aliases);
        let groups = sound(&mut new, Self::read_groups, &sheets.groups);
        let minerals = sound(&mut new, Self::read_minerals, &sheets.minerals);
        new.rows = [countries, aliases, groups, minerals];
        new
    }

    fn read_countries(&mut self, sheet: &Sheet<'_>, faults: &mut Faults) -> usize {
        let table = tables::read::<CountryRow>(sheet, &COUNTRIES, &self.names, faults);
        for CountryRow { code, words } in table.rows {
            let [alpha2, numeric, name, comtrade] = &words;
            let country = CountryNames { code, alpha2, numeric, name, comtrade };
            // a code that stands twice is told as two rows for one thing
            if self.names.add_country(&country).is_err_and(|clash| clash.0 != code) {
                faults.push(clash(sheet.source, &format!("a code or the name of `{code}`"), "country"));
            }
            let [_, _, name, _] = words;
            self.countries.insert(code, Country { code, name });
        }
        table.count
    }

    fn read_aliases(&mut self, sheet: &Sheet<'_>, faults: &mut Faults) -> usize {
        let table = tables::read::<AliasRow>(sheet, &ALIASES, &self.names, faults);
        for AliasRow { alias, country } in &table.rows {
            if self.names.add_alias(alias, *country).is_err() {
                faults.push(clash(sheet.source, &format!("the alias `{}`", quote(alias)), "country"));
            }
        }
        table.count
    }

    fn read_groups(&mut self, sheet: &Sheet<'_>, faults: &mut Faults) -> usize {
        let table = tables::read::<MemberRow>(sheet, &GROUPS, &self.names, faults);
        for MemberRow { words: [id, name, as_of, source], country } in table.rows {
            // Two rows for one member are found by the table's own check.
            let _ = self.names.add_member(Group { id, name, members: vec![country], as_of, source });
        }
        table.count
    }

    fn read_minerals(&mut self, sheet: &Sheet<'_>, faults: &mut Faults) -> usize {
        let table = tables::read::<MineralInfo>(sheet, &minerals::SPEC, &self.names, faults);
        for mineral in table.rows {
            if let Err(other) = self.names.add_mineral(&mineral)
                && other.0 != mineral.id
            {
                let what = format!("a name of `{}` that `{}` has too", mineral.id, other.0);
                faults.push(clash(sheet.source, &what, "mineral"));
            }
            self.minerals.insert(mineral.id.clone(), mineral);
        }
        let families = self.minerals.values().filter_map(|m| Some((&m.id, m.family.as_ref()?)));
        for (id, family) in families.filter(|(_, family)| !self.minerals.contains_key(*family)) {
            let message =
                format!("`{id}` belongs to the family `{family}`, which is not a mineral of the table");
            faults.push(Diagnostic::error(Code::UnknownMineral, message));
        }
        table.count
    }
}

impl Names {
    /// Reads the names out of the CSV texts of `countries`, `country_aliases`, `groups` and `minerals`.
    ///
    /// # Errors
    /// Whatever is wrong with them.
    pub fn from_csv(tables: [&str; 4]) -> Result<Self, Vec<Diagnostic>> {
        let names = ["countries.csv", "country_aliases.csv", "groups.csv", "minerals.csv"];
        let mut sources = Vec::new();
        for (name, text) in names.into_iter().zip(tables) {
            sources.push(Source::from_bytes(name, text.as_bytes().to_vec()).map_err(|e| vec![*e])?);
        }
        let mut sheets = sources.iter().map(Sheet::csv);
        let mut next = || sheets.next().ok_or_else(Vec::new);
        let sheets = Sheets { countries: next()?, aliases: next()?, groups: next()?, minerals: next()? };
        let mut faults = Faults::default();
        let reference = Reference::read(&sheets, &mut faults);
        faults.finish().map(|_| reference.names)
    }
}

fn clash(source: &Source, what: &str, kind: &str) -> Diagnostic {
    let message = format!(
        "`{}` gives two meanings to a name: {what} already means another {kind}",
        clean(source.name())
    );
    Diagnostic::error(Code::DuplicateRow, message).help("take it out of one of the two rows")
}
