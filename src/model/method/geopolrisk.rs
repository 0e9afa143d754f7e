//! Method `geopolrisk`: concentration of world output times the instability of a consumer's sources.

use super::Method;

/// Ranks by the GeoPolRisk score.
pub(super) const METHOD: Method = Method {
    name: "geopolrisk",
    summary: "how concentrated world output is, and how unstable the countries are that the consumer buys from",
    metric: "geopolrisk.score",
    needs: &["production", "trade", "governance"],
    of_consumer: true,
    citation: "Gemechu et al. 2016, doi:10.1111/jiec.12279; Koyamparambath et al. 2024, \
               doi:10.1016/j.resconrec.2024.107801",
    blind_to: "where a source itself buys (re-exports); goods of another weight than output, which are added \
               to it all the same; recycling, substitutes, stocks",
};
