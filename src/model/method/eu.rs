//! Method `eu`: the EU's criticality, as its study scores it.

use super::Method;

/// Ranks by supply risk; economic importance stands beside it.
pub(super) const METHOD: Method = Method {
    name: "eu",
    summary: "how likely supply to the EU is to fail, as the EU's list of critical raw materials measures it",
    metric: "eu_sr",
    needs: &["supply_shares", "parameters", "published_scores", "governance", "end_uses"],
    of_consumer: false,
    citation: "European Commission 2017, doi:10.2873/769526; inputs: Study on the critical raw materials for \
               the EU 2023, doi:10.2873/725585",
    blind_to: "shocks, which means of five years hide; a well-governed monopolist, which scores low; by-products, \
               stocks, time; trade factors, substitution and scope are experts' choices",
};
