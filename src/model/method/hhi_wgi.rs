//! Method `hhi-wgi`: concentration of supply weighed by governance, the world view's headline.

use super::Method;

/// Ranks by the sum of squared shares, each times its supplier's governance of 0 to 10.
pub(super) const METHOD: Method = Method {
    name: "hhi-wgi",
    summary: "how concentrated supply is among badly governed suppliers",
    metric: "stages.hhi_wgi",
    needs: &["production", "governance"],
    of_consumer: false,
    citation: "European Commission 2017, doi:10.2873/769526 (HHI_WGI, without the trade factor t); \
               Kaufmann, Kraay and Mastruzzi 2010, World Bank WPS 5430",
    blind_to: "a well-governed monopolist, which scores low; export measures, substitutes, recycling, trade",
};
