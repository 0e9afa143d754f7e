//! The CSV of `show` of a country or a group: a row for each figure of each table.

use serde_json::{Map, Value};

use super::{CsvRows, object};
use crate::output::{GoodsOf, PartnershipOf, Profile, Reported, StandingOf};

impl CsvRows for Profile {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "table",
        "mineral",
        "stage",
        "product",
        "period",
        "country",
        "partner",
        "flow",
        "scope",
        "quantity.value",
        "quantity.low",
        "quantity.high",
        "unit",
        "basis",
        "share.value",
        "share.low",
        "share.high",
        "rank.value",
        "rank.low",
        "rank.high",
        "ranked",
        "years.value",
        "years.low",
        "years.high",
        "value_usd",
        "confidence",
        "status",
        "note",
        "place",
        "source",
    ];

    fn rows(&self) -> Result<Vec<Map<String, Value>>, serde_json::Error> {
        let mut rows = Vec::new();
        for (table, all) in [("production", &self.output), ("reserves", &self.reserves)] {
            for standing in all {
                self.standing(table, standing, &mut rows)?;
            }
        }
        for capacity in &self.capacity {
            let figure = &capacity.figure;
            rows.push(self.row(
                "capacity",
                &[
                    ("mineral", capacity.mineral.clone().into()),
                    ("stage", figure.of.clone().into()),
                    ("period", figure.period.clone().into()),
                    ("country", figure.country.clone().into()),
                    ("quantity.value", figure.value.into()),
                    ("quantity.low", figure.low.into()),
                    ("quantity.high", figure.high.into()),
                    ("unit", figure.unit.clone().into()),
                    ("status", figure.status.into()),
                    ("place", figure.place.clone().into()),
                    ("source", figure.source.clone().into()),
                ],
            ));
        }
        for member in self.members.iter().filter(|m| m.wgi.is_some()) {
            rows.push(self.row(
                "governance",
                &[
                    ("country", member.country.clone().into()),
                    ("quantity.value", member.wgi.into()),
                    ("unit", "WGI, 0 to 10".into()),
                    ("place", member.place.clone().into()),
                    ("source", member.source.clone().into()),
                ],
            ));
        }
        if let Some(trade) = &self.trade {
            for (flow, goods) in [("exports", &trade.sells), ("imports", &trade.buys)] {
                goods.iter().for_each(|g| self.goods(flow, trade.year, g, &mut rows));
            }
        }
        for partner in &self.partners {
            self.partner(partner, &mut rows);
        }
        let unconfirmed = self.unconfirmed.iter().flat_map(|u| u.minerals.iter().map(move |m| (u, m)));
        rows.extend(unconfirmed.map(|(u, mineral)| {
            let note = "no reserves are published";
            let cells = [
                ("mineral", mineral.clone().into()),
                ("status", "not-confirmed".into()),
                ("note", note.into()),
                ("source", u.source.clone().into()),
            ];
            self.row("reserves", &cells)
        }));
        Ok(rows)
    }
}

impl Profile {
    fn row(&self, table: &str, cells: &[(&str, Value)]) -> Map<String, Value> {
        let mut row = Map::from_iter([("id".to_owned(), self.id.clone().into())]);
        row.insert("table".to_owned(), table.into());
        row.extend(cells.iter().filter(|(_, v)| !v.is_null()).map(|(k, v)| ((*k).to_owned(), v.clone())));
        row
    }

    /// The part of a mix, and for a group the rows of its members below it.
    fn standing(
        &self,
        table: &str,
        s: &StandingOf,
        rows: &mut Vec<Map<String, Value>>,
    ) -> Result<(), serde_json::Error> {
        let told = object(s)?;
        let period = s.period.clone().map_or_else(|| Value::from(s.year), Value::from);
        let about = ["mineral", "stage", "unit", "basis"];
        let taken = ["quantity", "share", "rank", "ranked", "years"];
        let take = |keys: &[&str], row: &mut Map<String, Value>| {
            row.extend(keys.iter().filter_map(|k| Some(((*k).to_owned(), told.get(*k)?.clone()))));
        };
        let join = |cell: fn(&crate::output::SupplierRow) -> Option<String>| -> Value {
            s.rows.iter().filter_map(cell).map(Value::from).collect::<Vec<_>>().into()
        };
        let mut whole = self.row(
            table,
            &[
                ("period", period.clone()),
                ("country", self.id.clone().into()),
                ("status", join(|r| Some(r.status.to_owned()))),
                ("note", s.no_share.into()),
                ("place", join(|r| r.place.clone())),
                ("source", join(|r| r.source.clone())),
            ],
        );
        take(&about, &mut whole);
        take(&taken, &mut whole);
        rows.push(whole);
        for member in s.rows.iter().filter(|_| self.kind == "group") {
            let mut row = self.row(
                table,
                &[
                    ("period", period.clone()),
                    ("country", member.country.clone().into()),
                    ("quantity.value", member.quantity.filter(|_| member.at_most.is_none()).into()),
                    ("quantity.low", member.quantity.filter(|_| member.at_most.is_some()).into()),
                    ("quantity.high", member.at_most.into()),
                    ("share.value", member.share.into()),
                    ("status", member.status.into()),
                    ("note", member.note.clone().into()),
                    ("place", member.place.clone().into()),
                    ("source", member.source.clone().into()),
                ],
            );
            take(&about, &mut row);
            rows.push(row);
        }
        Ok(())
    }

    fn goods(&self, flow: &str, year: u16, g: &GoodsOf, rows: &mut Vec<Map<String, Value>>) {
        let list = |cell: fn(&crate::output::CountedOf) -> Option<&str>| -> Value {
            g.minerals.iter().filter_map(cell).map(Value::from).collect::<Vec<_>>().into()
        };
        let about = [
            ("mineral", list(|m| Some(&m.mineral))),
            ("stage", list(|m| Some(m.stage))),
            ("confidence", list(|m| m.confidence)),
            ("product", g.product.clone().into()),
            ("period", year.into()),
            ("country", self.id.clone().into()),
            ("flow", flow.into()),
        ];
        let mut all = about.to_vec();
        all.extend([("partner", "world".into()), ("value_usd", g.value_usd.into())]);
        all.push(("note", "sum over all partners".into()));
        rows.push(self.row("trade", &all));
        for p in &g.partners {
            let mut cells = about.to_vec();
            let places: Vec<Value> = p.places.iter().cloned().map(Value::from).collect();
            let sources: Vec<Value> = p.sources.iter().cloned().map(Value::from).collect();
            cells.extend([
                ("partner", p.country.clone().into()),
                ("value_usd", p.value_usd.into()),
                ("share.value", p.share.into()),
                ("place", places.into()),
                ("source", sources.into()),
            ]);
            rows.push(self.row("trade", &cells));
        }
    }

    fn partner(&self, p: &PartnershipOf, rows: &mut Vec<Map<String, Value>>) {
        if let Some(own) = &p.minerals {
            for (flow, value) in [("exports", own.exports_usd), ("imports", own.imports_usd)] {
                let cells = [
                    ("period", own.year.into()),
                    ("country", self.id.clone().into()),
                    ("partner", p.partner.clone().into()),
                    ("flow", flow.into()),
                    ("scope", own.scope.into()),
                    ("value_usd", value.into()),
                    ("source", own.source.clone().into()),
                ];
                rows.push(self.row("trade", &cells));
            }
        }
        rows.extend(p.reported.iter().map(|r| self.reported(r)));
    }

    fn reported(&self, r: &Reported) -> Map<String, Value> {
        let cells = [
            ("period", r.period.clone().into()),
            ("country", r.reporter.clone().into()),
            ("partner", r.with.clone().into()),
            ("flow", r.flow.into()),
            ("scope", r.scope.clone().into()),
            ("value_usd", r.value_usd.into()),
            ("note", r.note.clone().into()),
            ("place", r.place.clone().into()),
            ("source", r.source.clone().into()),
        ];
        self.row("bilateral", &cells)
    }
}
