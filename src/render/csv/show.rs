//! The CSV of `show`: a row for each figure of each table.

use serde_json::{Map, Value};

use super::{CsvRows, object};
use crate::output::{Quoted, Shown, Stage, SupplierRow, TracedOrigin};

impl CsvRows for Shown {
    const COLUMNS: &'static [&'static str] = &[
        "mineral",
        "table",
        "of",
        "period",
        "country",
        "name",
        "quantity",
        "at_most",
        "low",
        "high",
        "unit",
        "basis",
        "share",
        "wgi",
        "status",
        "inside",
        "note",
        "place",
        "source",
        "sector",
        "application",
        "nace",
        "before",
        "age",
        "total",
        "hhi.value",
        "hhi.low",
        "hhi.high",
    ];

    fn rows(&self) -> Result<Vec<Map<String, Value>>, serde_json::Error> {
        let mut rows = Vec::new();
        for supply in &self.supply {
            for supplier in &supply.rows {
                let of = About { table: "production", of: supply.stage, period: supply.year };
                rows.push(self.supplier(&of, supply.unit, &supply.basis, supplier)?);
            }
        }
        for stage in &self.alternatives {
            rows.push(self.alternative(stage)?);
        }
        if let Some(reserves) = &self.score.reserves {
            for holder in &self.holders {
                let of = About { table: "reserves", of: "", period: reserves.year };
                rows.push(self.supplier(&of, reserves.total.unit, &reserves.total.basis, holder)?);
            }
        }
        for one in &self.end_uses {
            let mut row = object(one)?;
            let region = row.remove("region");
            row.extend(region.map(|region| ("country".to_owned(), region)));
            row.insert("mineral".to_owned(), self.score.mineral.clone().into());
            row.insert("table".to_owned(), "end_uses".into());
            rows.push(row);
        }
        for (table, quoted) in [
            ("capacity", &self.capacity),
            ("import_sources", &self.import_sources),
            ("consumption", &self.consumption),
            ("stocks", &self.stocks),
            ("prices", &self.prices),
        ] {
            for figure in quoted {
                rows.push(self.quoted(table, figure)?);
            }
        }
        for origin in &self.origins {
            let bought = ("trade", origin.bought, origin.bought_share);
            let used = ("traced", origin.traced, origin.traced_share);
            for (table, tons, share) in [bought, used].into_iter().filter(|(_, tons, _)| *tons > 0.0) {
                rows.push(self.origin(table, origin, (tons, share))?);
            }
        }
        for score in &self.published_scores {
            let mut row = object(score)?;
            let of = [&*score.scheme, &*score.score, score.stage.unwrap_or_default(), &*score.scope];
            let of: Vec<&str> = of.into_iter().filter(|part| !part.is_empty()).collect();
            row.retain(|key, _| ["note", "place", "source"].contains(&key.as_str()));
            row.insert("mineral".to_owned(), self.score.mineral.clone().into());
            row.insert("table".to_owned(), "published_scores".into());
            row.insert("of".to_owned(), of.join(", ").into());
            row.insert("period".to_owned(), score.edition.clone().into());
            row.insert("quantity".to_owned(), score.value.into());
            rows.push(row);
        }
        Ok(rows)
    }
}

/// What a row of suppliers is about.
#[derive(serde::Serialize)]
struct About {
    table: &'static str,
    of: &'static str,
    period: u16,
}

impl Shown {
    fn supplier(
        &self,
        about: &About,
        unit: &str,
        basis: &str,
        supplier: &SupplierRow,
    ) -> Result<Map<String, Value>, serde_json::Error> {
        let mut row = object(about)?;
        row.insert("mineral".to_owned(), self.score.mineral.clone().into());
        row.insert("unit".to_owned(), unit.into());
        row.insert("basis".to_owned(), basis.into());
        row.extend(object(supplier)?);
        Ok(row)
    }

    /// The total and the largest supplier of another publisher's mix.
    fn alternative(&self, stage: &Stage) -> Result<Map<String, Value>, serde_json::Error> {
        let total = stage.total.quantity;
        object(&serde_json::json!({
            "mineral": self.score.mineral,
            "table": "alternatives",
            "of": stage.stage,
            "period": stage.period.clone().unwrap_or_else(|| stage.year.to_string()),
            "country": stage.top_supplier.as_ref().map(|top| &top.country),
            "name": stage.top_supplier.as_ref().map(|top| &top.name),
            "share": stage.top_supplier.as_ref().map(|top| top.share),
            "total": total,
            "unit": total.map(|_| stage.total.unit),
            "hhi": stage.hhi.map(|hhi| object(&hhi)).transpose()?.unwrap_or_default(),
            "source": stage.source,
            "note": stage.no_concentration,
        }))
    }

    /// What is bought from a country (`trade`), or is of its output (`traced`).
    fn origin(
        &self,
        table: &'static str,
        origin: &TracedOrigin,
        (tons, share): (f64, f64),
    ) -> Result<Map<String, Value>, serde_json::Error> {
        let mut row = object(&About { table, of: origin.stage, period: origin.year })?;
        row.insert("mineral".to_owned(), self.score.mineral.clone().into());
        row.insert("country".to_owned(), origin.country.clone().into());
        row.insert("name".to_owned(), origin.name.clone().into());
        row.insert("quantity".to_owned(), tons.into());
        row.insert("unit".to_owned(), "t".into());
        row.insert("share".to_owned(), share.into());
        Ok(row)
    }

    fn quoted(&self, table: &str, figure: &Quoted) -> Result<Map<String, Value>, serde_json::Error> {
        let mut row = object(figure)?;
        row.insert("mineral".to_owned(), self.score.mineral.clone().into());
        row.insert("table".to_owned(), table.into());
        let value = row.remove("value");
        let column = if figure.unit.starts_with("share") { "share" } else { "quantity" };
        row.extend(value.map(|v| (column.to_owned(), v)));
        Ok(row)
    }
}
