//! Traced origins: where a consumer's supply was put out, through the countries that only sell it on.
//!
//! Kastner et al. 2011, doi:10.1016/j.ecolecon.2011.01.012. With output `P`, flows `Z` and supply
//! `x = P + imports`, a country mixes what it puts out and what it buys, and sells and uses of the mix:
//!
//! ```text
//! A_ij = Z_ij / x_j (flow from j to i)    R = (I - A)^-1 diag(P)    c_i = (x_i - exports_i) / x_i
//! C = diag(c) R: what i uses of j's output; every column sums to P_j
//! ```
//!
//! Tables of trade do not balance: where a country sells more than it puts out and buys, the gap is
//! supply of unknown origin, and no use below zero.

mod select;
mod solve;

use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::Party;
use super::concentration::sum;
use solve::solve;

pub use select::{NoTraced, Traced, TracedSource};

/// Use below this part of a country's supply is the rounding of a country that sells all on.
const ROUNDING: f64 = 1e-12;

/// Output and flows of one good, on one basis.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// What each puts out.
    pub output: BTreeMap<Party, f64>,
    /// What goes from the first to the second.
    pub flows: BTreeMap<(Party, Party), f64>,
}

/// Where a consumer's use was put out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Use {
    /// All that it uses.
    pub quantity: f64,
    /// Of whose output; all of it, but what is below rounding.
    pub of: BTreeMap<Party, f64>,
    /// Of supply that nobody is known to have put out.
    pub unknown: f64,
}

/// These put out what only goes round in a circle of countries that use nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the output of {} is sold on in a circle, and nobody uses it", listed(.0))]
pub struct Circle(pub Vec<Party>);

fn listed(parties: &[Party]) -> String {
    parties.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// One country's balance.
#[derive(Debug, Clone, Copy)]
struct Balance {
    output: f64,
    unknown: f64,
    supply: f64,
    used: f64,
}

impl Network {
    /// Traces what the members of a consumer use together. Sums go by code, so that the last digit does
    /// not hang on the order of the rows.
    ///
    /// `y` of `(I - A)^T y = w`, `w` being `c` of the members and 0 elsewhere, is the part of each
    /// country's supply that the consumer ends up using: one system to solve, whoever asks.
    ///
    /// # Errors
    /// [`Circle`]: the flows leave output that nobody uses.
    pub fn trace(&self, is_consumer: impl Fn(Party) -> bool) -> Result<Use, Circle> {
        let balances = self.balances();
        let ends = self.leads_to_use(&balances);
        let stuck: Vec<Party> = balances
            .iter()
            .filter(|(party, b)| !ends.contains(*party) && b.output + b.unknown > 0.0)
            .map(|(party, _)| *party)
            .collect();
        if !stuck.is_empty() {
            return Err(Circle(stuck));
        }
        // the others are fed by nobody and feed nobody who uses anything
        let nodes: Vec<(Party, Balance)> =
            balances.into_iter().filter(|(party, _)| ends.contains(party)).collect();
        let at: BTreeMap<Party, usize> =
            nodes.iter().enumerate().map(|(i, (party, _))| (*party, i)).collect();
        let one = |i: usize| (0..nodes.len()).map(move |j| if i == j { 1.0 } else { 0.0 }).collect();
        let mut rows: Vec<Vec<f64>> = (0..nodes.len()).map(one).collect();
        for ((from, to), flow) in &self.flows {
            let cell = at.get(from).zip(at.get(to)).and_then(|(i, j)| rows.get_mut(*i)?.get_mut(*j));
            if let Some((cell, balance)) = cell.zip(at.get(from).and_then(|i| nodes.get(*i))) {
                *cell -= flow / balance.1.supply;
            }
        }
        let weight =
            |(party, b): &(Party, Balance)| if is_consumer(*party) { b.used / b.supply } else { 0.0 };
        let right: Vec<f64> = nodes.iter().map(weight).collect();
        let reach = solve(rows, right).ok_or_else(|| Circle(at.keys().copied().collect()))?;
        let parts = || nodes.iter().zip(&reach).map(|((party, b), y)| (*party, b, y.clamp(0.0, 1.0)));
        Ok(Use {
            quantity: sum(nodes.iter().filter(|(party, _)| is_consumer(*party)).map(|(_, b)| b.used)),
            of: parts().map(|(party, b, y)| (party, b.output * y)).filter(|(_, q)| *q > 0.0).collect(),
            unknown: sum(parts().map(|(_, b, y)| b.unknown * y)),
        })
    }

    fn balances(&self) -> BTreeMap<Party, Balance> {
        let mut trade: BTreeMap<Party, (Vec<f64>, Vec<f64>)> = BTreeMap::new();
        for ((from, to), flow) in &self.flows {
            trade.entry(*from).or_default().1.push(*flow);
            trade.entry(*to).or_default().0.push(*flow);
        }
        for party in self.output.keys() {
            trade.entry(*party).or_default();
        }
        let balance = |(party, (imports, exports)): (Party, (Vec<f64>, Vec<f64>))| {
            let output = self.output.get(&party).copied().unwrap_or(0.0);
            let exports = sum(exports);
            let known = sum(imports.into_iter().chain([output]));
            let unknown = if exports - known > ROUNDING * exports { exports - known } else { 0.0 };
            let supply = known.max(exports);
            let used = if supply - exports > ROUNDING * supply { supply - exports } else { 0.0 };
            (party, Balance { output, unknown, supply, used })
        };
        trade.into_iter().map(balance).filter(|(_, b)| b.supply > 0.0).collect()
    }

    /// Who uses something, or sells to somebody from whom it gets there.
    fn leads_to_use(&self, balances: &BTreeMap<Party, Balance>) -> BTreeSet<Party> {
        let mut found: BTreeSet<Party> =
            balances.iter().filter(|(_, b)| b.used > 0.0).map(|(party, _)| *party).collect();
        loop {
            let more: Vec<Party> = self
                .flows
                .iter()
                .filter(|((from, to), flow)| **flow > 0.0 && found.contains(to) && !found.contains(from))
                .map(|((from, _), _)| *from)
                .collect();
            if more.is_empty() {
                return found;
            }
            found.extend(more);
        }
    }
}

#[cfg(test)]
mod tests;
