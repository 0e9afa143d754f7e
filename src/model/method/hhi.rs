//! Method `hhi`: concentration of supply alone.

use super::Method;

/// Ranks by the sum of squared shares.
pub(super) const METHOD: Method = Method {
    name: "hhi",
    summary: "how concentrated supply is, whoever the suppliers are",
    metric: "stages.hhi",
    needs: &["production"],
    of_consumer: false,
    citation: "Hirschman 1964, American Economic Review 54(5), 761; Herfindahl 1950",
    blind_to: "firms and their owners, governance, trade, stocks; squares make shares below 5 % vanish",
};
