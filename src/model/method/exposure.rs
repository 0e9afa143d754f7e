//! Method `exposure`: what a consumer hangs on, the headline of `--for`.

use super::Method;

/// Ranks by net import reliance times the share of the largest foreign source in imports.
pub(super) const METHOD: Method = Method {
    name: "exposure",
    summary: "how much of a consumer's use hangs on its largest foreign source",
    metric: "dependency.exposure",
    needs: &["reliance", "import_sources", "supply_shares", "trade", "production"],
    of_consumer: true,
    citation: "as defined here: the product of net import reliance and a source's share of imports, as published (USGS, \
               Mineral Commodity Summaries) or from trade; for the EU the share in its supply (doi:10.2873/725585)",
    blind_to: "where the source itself buys (re-exports), stocks, how fast another source could step in",
};
