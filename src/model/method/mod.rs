//! The list of methods: how a table of minerals is ranked. One file a method.

mod eu;
mod exposure;
mod geopolrisk;
mod hhi;
mod hhi_wgi;

use super::Consumer;
use super::eu::UNION;
use super::metric::Metric;

/// A named way to score a mineral: the metric that is its headline, and what that needs.
#[derive(Debug, Clone, Copy)]
pub struct Method {
    /// Name on the command line: `hhi-wgi`.
    pub name: &'static str,
    /// What it answers, in a sentence.
    pub summary: &'static str,
    /// Path of the metric that ranks.
    pub metric: &'static str,
    /// Tables it needs.
    pub needs: &'static [&'static str],
    /// Whether it speaks of a consumer: it then needs `--for`.
    pub of_consumer: bool,
    /// Author, year, DOI.
    pub citation: &'static str,
    /// What it does not see.
    pub blind_to: &'static str,
}

/// Every method, in the order of `minerals methods`.
pub const METHODS: &[Method] =
    &[hhi_wgi::METHOD, hhi::METHOD, exposure::METHOD, eu::METHOD, geopolrisk::METHOD];

impl Method {
    /// The method of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        METHODS.iter().find(|m| m.name == name)
    }

    /// What ranks when nothing is asked for: `hhi-wgi` for the world, the EU's own method for the EU, exposure
    /// for another consumer.
    #[must_use]
    pub fn default_for(consumer: Option<&Consumer>) -> &'static Self {
        match consumer {
            None => &hhi_wgi::METHOD,
            Some(consumer) if *consumer.id == *UNION => &eu::METHOD,
            Some(_) => &exposure::METHOD,
        }
    }

    /// What ranks for a consumer where the tables hold no study of its own.
    #[must_use]
    pub fn without_study() -> &'static Self {
        &exposure::METHOD
    }

    /// It is the EU's own, which has its own minerals and its own table.
    #[must_use]
    pub fn is_eu(&self) -> bool {
        self.name == eu::METHOD.name
    }

    /// The metric that ranks.
    #[must_use]
    pub fn headline(&self) -> Option<&'static Metric> {
        Metric::named(self.metric)
    }
}

#[cfg(test)]
mod tests {
    use super::METHODS;

    #[test]
    fn every_method_ranks_by_a_metric_of_the_list() {
        for method in METHODS {
            assert_eq!(method.headline().unwrap().path, method.metric);
        }
    }
}
