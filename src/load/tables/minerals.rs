//! Table `minerals`: what each is called, what is weighed at each stage, and whose figures are used.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::TableRow;
use crate::diag::{Code, quote};
use crate::load::kind::Kind;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::model::{MineralId, MineralInfo, Stage};

/// The table `minerals`.
pub const SPEC: TableSpec = TableSpec {
    name: "minerals",
    columns: &[
        Column::required("mineral", "the id: lower-case words joined by hyphens").of(Kind::Id),
        Column::required("name", "the name for people"),
        Column::optional("symbol", "the chemical symbol or formula"),
        Column::optional("family", "the id of the family it belongs to").of(Kind::Id),
        Column::optional("aliases", "other names, separated by `;`"),
        Column::optional("mine_basis", "what is weighed at the mine"),
        Column::optional("mine_publisher", "whose figures make up its supply mix at the mine"),
        Column::optional("refinery_basis", "what is weighed at the refinery"),
        Column::optional("refinery_publisher", "whose figures make up its supply mix at the refinery"),
        Column::optional("reserves_basis", "what is weighed in reserves"),
        Column::optional("lists", "official lists it stands on, separated by `;`"),
        super::columns::NOTE,
    ],
};

impl TableRow for MineralInfo {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let id = row.filled(SPEC.at("mineral")).and_then(|text| id(row, SPEC.at("mineral"), text));
        let name = row.filled(SPEC.at("name"));
        let family = match row.text(SPEC.at("family")) {
            "" => Some(None),
            text => self::id(row, SPEC.at("family"), text).map(Some),
        };
        let text = |column| row.text(SPEC.at(column)).to_owned();
        Some(Self {
            id: id?,
            name: name?.to_owned(),
            symbol: text("symbol"),
            family: family?,
            aliases: list(row.text(SPEC.at("aliases"))),
            basis: by_stage(text("mine_basis"), text("refinery_basis")),
            publisher: by_stage(text("mine_publisher"), text("refinery_publisher")),
            reserves_basis: text("reserves_basis"),
            lists: list(row.text(SPEC.at("lists"))),
            note: text("note"),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        self.id.cmp(&other.id)
    }

    fn subject(&self) -> String {
        format!("`{}`", self.id)
    }
}

fn id(row: &mut Row<'_, '_>, column: usize, text: &str) -> Option<MineralId> {
    let id = MineralId::new(text).ok();
    if id.is_none() {
        let message = format!("`{}` is not a mineral id", quote(text));
        let help = Some("write lower-case letters and digits, words joined by single hyphens".to_owned());
        row.complain(column, Code::UnknownMineral, message, "not in kebab case", help);
    }
    id
}

fn list(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn by_stage(mine: String, refinery: String) -> BTreeMap<Stage, String> {
    let pairs = [(Stage::Mine, mine), (Stage::Refinery, refinery)];
    pairs.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}
