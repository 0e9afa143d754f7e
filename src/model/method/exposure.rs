//! Method `exposure`: what a consumer hangs on, the headline of `--for`.

use super::Method;

/// Ranks by net import reliance times the share of the largest foreign source in imports.
pub(super) const METHOD: Method = Method {
    name: "exposure",
    summary: "how much of a consumer's use hangs on its largest foreign source",
    metric: "dependency.exposure",
    needs: &["reliance", "import_sources"],
    of_consumer: true,
    citation: "the product of two figures of USGS, Mineral Commodity Summaries: net import reliance and import sources",
    blind_to: "where the source itself buys (re-exports), stocks, how fast another source could step in",
};
