//! On which scale a figure of a run moves: what it counts, its whole, and which way risk lies.

use crate::model::{Direction, Measure, Method, Metric};

/// The scale of a figure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub measure: Measure,
    /// The largest that it can be, where that is fixed; what has none moves by ratio.
    pub whole: Option<f64>,
    pub direction: Direction,
    /// The metric that a headline is.
    pub ranks_by: Option<&'static str>,
}

impl Scale {
    /// That of a metric, or of any other number by the words of its path.
    pub fn of(path: &str) -> Self {
        let metric = Metric::all().find(|m| m.path == path);
        metric.map_or_else(|| Self::new(by_words(path), Direction::Neutral), Self::of_metric)
    }

    /// That of what a method ranks by.
    pub fn of_headline(method: &str) -> Self {
        let metric = Method::named(method).and_then(Method::headline);
        let scale =
            metric.map_or_else(|| Self::new(Measure::Ratio, Direction::HigherIsWorse), Self::of_metric);
        Self { ranks_by: metric.map(|m| m.path), ..scale }
    }

    fn of_metric(metric: &Metric) -> Self {
        let scale = Self::new(metric.measure, metric.direction);
        let (_, to) = metric.range;
        Self { whole: scale.whole.or(to.filter(|_| metric.measure == Measure::Ratio)), ..scale }
    }

    fn new(measure: Measure, direction: Direction) -> Self {
        let whole = match measure {
            Measure::Share | Measure::Hhi => Some(1.0),
            Measure::Weighted => Some(10.0),
            _ => None,
        };
        Self { measure, whole, direction, ranks_by: None }
    }

    /// A number of a unit: what publishers give as shares are no quantities.
    pub fn in_unit(self, unit: &str) -> Self {
        match self.measure {
            Measure::Quantity if unit.starts_with("share") => Self::new(Measure::Share, self.direction),
            _ => self,
        }
    }
}

fn by_words(path: &str) -> Measure {
    let last = path.rsplit('.').next().unwrap_or(path);
    match last {
        "share" | "domestic" | "coverage" | "bought_share" | "traced_share" | "import_reliance"
        | "exposure" => Measure::Share,
        "hhi" => Measure::Hhi,
        "wgi" => Measure::Weighted,
        "years" => Measure::Years,
        "year" | "output_year" | "before" => Measure::Year,
        "suppliers" | "rank" | "ranked" | "age" | "estimates" | "months" | "rows" | "more_partners"
        | "export_codes" | "import_codes" => Measure::Count,
        "quantity" | "published" | "imports" | "output" | "bought" | "traced" | "capacity"
        | "consumption" | "stocks" | "prices" | "import_sources" | "value" => Measure::Quantity,
        usd if usd.ends_with("_usd") => Measure::Quantity,
        _ => Measure::Ratio,
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;
    use crate::model::{Measure, Metric};

    #[test]
    fn a_metric_has_its_own_scale_and_other_numbers_that_of_their_words() {
        for metric in Metric::all() {
            assert_eq!(Scale::of(metric.path).measure, metric.measure, "{}", metric.path);
        }
        assert_eq!(Scale::of("supply.rows.share").whole, Some(1.0));
        assert_eq!(Scale::of("geopolrisk.score").whole, Some(1.0));
        assert_eq!(Scale::of("geopolrisk.cf").whole, None);
        assert_eq!(Scale::of_headline("hhi-wgi").whole, Some(10.0));
        assert_eq!(Scale::of("import_sources").in_unit("share").measure, Measure::Share);
    }
}
