//! The CSV of `score`.

use serde_json::{Map, Value};

use super::{CsvRows, object};
use crate::output::{
    Dependency, EuImportance, EuRisk, GeoPolRisk, Headline, Reserves, Score, SectorShare, Stage,
};

/// A mineral's CSV row: its identity and headline, one stage, its reserves, one dependency.
#[derive(serde::Serialize)]
struct Row<'a> {
    mineral: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a Headline>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    members: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    stages: Option<&'a Stage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reserves: Option<&'a Reserves>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dependency: Option<&'a Dependency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geopolrisk: Option<&'a GeoPolRisk>,
    #[serde(skip_serializing_if = "Option::is_none")]
    eu_sr: Option<&'a EuRisk>,
    #[serde(skip_serializing_if = "Option::is_none")]
    eu_ei: Option<&'a EuImportance>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sector: Option<&'a SectorShare>,
}

impl CsvRows for Score {
    #[rustfmt::skip]
    const COLUMNS: &'static [&'static str] = &[
        "mineral", "name",
        "headline.method", "headline.stage", "headline.value", "headline.low", "headline.high",
        "headline.net_exporter", "members",
        "stages.stage", "stages.year", "stages.period", "stages.source",
        "stages.total.quantity", "stages.total.at_least", "stages.total.published", "stages.total.published_low",
        "stages.total.published_high", "stages.total.unit", "stages.total.basis",
        "stages.suppliers", "stages.top_supplier.country", "stages.top_supplier.name",
        "stages.top_supplier.share", "stages.cr3",
        "stages.hhi.value", "stages.hhi.low", "stages.hhi.high",
        "stages.effective_suppliers.value", "stages.effective_suppliers.low", "stages.effective_suppliers.high",
        "stages.hhi_wgi.value", "stages.hhi_wgi.low", "stages.hhi_wgi.high",
        "stages.unknown_share", "stages.estimated_share", "stages.supply_without_largest",
        "stages.incomplete", "stages.untold", "stages.bounded", "stages.no_concentration",
        "reserves.year", "reserves.source", "reserves.quantity", "reserves.at_least", "reserves.published", "reserves.published_low",
        "reserves.published_high", "reserves.unit", "reserves.basis",
        "reserves.years.value", "reserves.years.low", "reserves.years.high", "reserves.no_years",
        "reserves.hhi.value", "reserves.hhi.low", "reserves.hhi.high", "reserves.incomplete",
        "reserves.no_concentration",
        "dependency.consumer", "dependency.stage", "dependency.product", "dependency.year", "dependency.period",
        "dependency.source", "dependency.shares_of", "dependency.domestic", "dependency.confidence",
        "dependency.imports_usd",
        "dependency.import_reliance.value", "dependency.import_reliance.low", "dependency.import_reliance.high",
        "dependency.computed", "dependency.coverage", "dependency.no_reliance", "dependency.net_exporter",
        "dependency.import_hhi.value", "dependency.import_hhi.low", "dependency.import_hhi.high",
        "dependency.top_source.country", "dependency.top_source.name", "dependency.top_source.share",
        "dependency.intra_share", "dependency.top_source_with_intra.country",
        "dependency.top_source_with_intra.name", "dependency.top_source_with_intra.share",
        "dependency.exposure.value", "dependency.exposure.low", "dependency.exposure.high",
        "dependency.lost.value", "dependency.lost.low", "dependency.lost.high",
        "dependency.traced.year", "dependency.traced.source", "dependency.traced.quantity",
        "dependency.traced.domestic", "dependency.traced.coverage", "dependency.traced.top_source.country",
        "dependency.traced.top_source.name", "dependency.traced.top_source.share",
        "dependency.traced.exposure.value", "dependency.traced.exposure.low", "dependency.traced.exposure.high",
        "dependency.no_traced",
        "geopolrisk.stage", "geopolrisk.year", "geopolrisk.output_year",
        "geopolrisk.score.value", "geopolrisk.score.low", "geopolrisk.score.high",
        "geopolrisk.cf.value", "geopolrisk.cf.low", "geopolrisk.cf.high",
        "geopolrisk.hhi.value", "geopolrisk.hhi.low", "geopolrisk.hhi.high",
        "geopolrisk.import_risk.value", "geopolrisk.import_risk.low", "geopolrisk.import_risk.high",
        "geopolrisk.imports", "geopolrisk.output.value", "geopolrisk.output.low", "geopolrisk.output.high",
        "geopolrisk.price", "geopolrisk.coverage", "geopolrisk.top_seller.country", "geopolrisk.top_seller.name",
        "geopolrisk.top_seller.share",
        "eu_sr.value", "eu_sr.low", "eu_sr.high", "eu_sr.net_exporter", "eu_sr.edition", "eu_sr.stage", "eu_sr.scope", "eu_sr.band",
        "eu_sr.published", "eu_sr.difference", "eu_sr.likely_cause.term", "eu_sr.likely_cause.cause",
        "eu_sr.import_reliance.value", "eu_sr.import_reliance.low", "eu_sr.import_reliance.high",
        "eu_sr.eol_rir", "eu_sr.si_sr", "eu_sr.lacks", "eu_sr.outside_guidelines", "eu_sr.members",
        "eu_ei.value", "eu_ei.low", "eu_ei.high", "eu_ei.edition", "eu_ei.published", "eu_ei.difference",
        "eu_ei.likely_cause.term", "eu_ei.likely_cause.cause", "eu_ei.absent",
        "sector.names", "sector.nace", "sector.share", "sector.low", "sector.high", "sector.region",
        "sector.period", "sector.before", "sector.age", "sector.source", "sector.notes", "sector.places",
        "sector.sources",
    ];

    /// A row for each stage, with the dependency at that stage if there is just one; every other
    /// dependency has a row of its own without a stage, and so has GeoPolRisk of another stage. Reserves
    /// and the EU's scores stand in the first row only, and of the sector's shares one in each. So no figure stands twice, and a
    /// column can be summed; the headline tells which mineral each row is of.
    fn rows(&self) -> Result<Vec<Map<String, Value>>, serde_json::Error> {
        let dependencies: Vec<&Dependency> = self.dependency.iter().chain(&self.other_dependencies).collect();
        let at = |stage: &str| dependencies.iter().filter(|d| d.stage == stage).count();
        let mut pairs: Vec<(Option<&Stage>, Option<&Dependency>)> = Vec::new();
        for stage in &self.stages {
            let only = dependencies.iter().find(|d| d.stage == stage.stage).filter(|_| at(stage.stage) == 1);
            pairs.push((Some(stage), only.copied()));
        }
        let joined = |d: &Dependency| at(d.stage) == 1 && self.stages.iter().any(|s| s.stage == d.stage);
        pairs.extend(dependencies.iter().filter(|d| !joined(d)).map(|d| (None, Some(*d))));
        let risk_at = |stage: &Stage| self.geopolrisk.iter().find(|g| g.stage == stage.stage);
        let mut rows: Vec<_> = pairs.into_iter().map(|(s, d)| (s, d, s.and_then(risk_at))).collect();
        let alone = self.geopolrisk.iter().filter(|g| !self.stages.iter().any(|s| s.stage == g.stage));
        rows.extend(alone.map(|g| (None, None, Some(g))));
        let sectors: Vec<&SectorShare> = self.sector.iter().chain(&self.other_sectors).collect();
        rows.resize(rows.len().max(sectors.len()).max(1), (None, None, None));
        rows.into_iter()
            .enumerate()
            .map(|(i, (stages, dependency, geopolrisk))| {
                object(&Row {
                    mineral: &self.mineral,
                    name: &self.name,
                    headline: self.headline.as_ref(),
                    members: &self.members,
                    stages,
                    reserves: self.reserves.as_ref().filter(|_| i == 0),
                    dependency,
                    geopolrisk,
                    eu_sr: self.eu_sr.as_ref().filter(|_| i == 0),
                    eu_ei: self.eu_ei.as_ref().filter(|_| i == 0),
                    sector: sectors.get(i).copied(),
                })
            })
            .collect()
    }
}
