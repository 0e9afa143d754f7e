//! EU criticality: supply risk (SR) and economic importance (EI) as the European Commission's guidelines
//! of 2017 define them, made from the published inputs of one edition of the study.
//!
//! Source: European Commission 2017, Methodology for establishing the EU list of critical raw materials,
//! doi:10.2873/769526; inputs: Study on the critical raw materials for the EU 2023, doi:10.2873/725585.

mod causes;
mod edition;
mod importance;
mod own;
mod risk;
mod sourcing;
mod span;
mod study;

use self::causes::{of_importance, of_risk};
use super::concentration::sum;
use super::{Dataset, MineralId, MineralInfo, PublishedScoreRow, Question, Reading, Stage};

pub use causes::{Cause, ROUNDING};
pub use edition::{EDITION, SCHEME, UNION, editions, window};
pub use importance::Importance;
pub use own::{Own, own};
pub use risk::{Risk, Sides};
pub use sourcing::{Source, Sourcing};
pub use span::Span;
pub use study::{Study, View};

/// A mineral's score.
#[derive(Debug, Clone)]
pub struct EuScore<'a> {
    /// The mineral.
    pub info: &'a MineralInfo,
    /// The stage that the study scores: the worse of the two.
    pub stage: Stage,
    /// From whose supply.
    pub sides: Sides,
    /// How the supply risk is made.
    pub made: Made<'a>,
    /// Economic importance in the Union, or why there is none; not asked for in other views.
    pub importance: Option<Result<Importance<'a>, String>>,
    /// What the study printed.
    pub published: Published<'a>,
    /// It is made as the study makes it, and can be held against what was printed.
    pub union: bool,
    /// It is made for a consumer that the guidelines do not know.
    pub outside: bool,
}

/// How a score is made.
#[derive(Debug, Clone)]
pub enum Made<'a> {
    /// From shares and parameters of its own.
    Own(Box<Risk<'a>>),
    /// As the mean of a family's members, by id.
    Mean(Vec<EuScore<'a>>),
}

/// The scores as printed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Published<'a> {
    /// Supply risk.
    pub risk: Option<&'a PublishedScoreRow>,
    /// Economic importance.
    pub importance: Option<&'a PublishedScoreRow>,
}

/// Where a score stands to the thresholds of the guidelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Band {
    /// Supply risk below 1.0.
    Below,
    /// Supply risk of 1.0 or more.
    AtOrAbove,
    /// That, and an economic importance of 2.8 or more.
    Critical,
}

/// Whether a question has to do with the study: it stands beside the world's numbers and is the EU's own;
/// other consumers must ask for it.
#[must_use]
pub fn is_asked(question: &Question) -> bool {
    let union = question.consumer.as_ref().is_some_and(|consumer| *consumer.id == *UNION);
    union || question.method.is_eu() || !question.method.of_consumer
}

/// The minerals that the study scores.
pub fn scored(dataset: &Dataset) -> impl Iterator<Item = &MineralId> {
    dataset
        .published_scores
        .iter()
        .filter(|r| *r.scheme == *SCHEME && *r.edition == *EDITION)
        .map(|r| &r.mineral)
}

impl Band {
    /// As it stands in the JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Below => "below-threshold",
            Self::AtOrAbove => "at-or-above-threshold",
            Self::Critical => "critical",
        }
    }
}

impl<'a> EuScore<'a> {
    /// Supply risk.
    #[must_use]
    pub fn risk(&self) -> Option<Reading> {
        self.risk_span().map(Span::reading)
    }

    /// Economic importance.
    #[must_use]
    pub fn importance(&self) -> Option<Reading> {
        self.importance_span().map(Span::reading)
    }

    /// The parts of its supply risk; none where it is the mean of members.
    #[must_use]
    pub fn own_risk(&self) -> Option<&Risk<'a>> {
        match &self.made {
            Made::Own(risk) => Some(risk),
            Made::Mean(_) => None,
        }
    }

    /// The consumer exports more than it imports: there is no supply risk to put a number on.
    #[must_use]
    pub fn is_net_exporter(&self) -> bool {
        self.own_risk().is_some_and(|risk| risk.net_exporter)
    }

    /// The members that it is the mean of.
    #[must_use]
    pub fn members(&self) -> &[Self] {
        match &self.made {
            Made::Own(_) => &[],
            Made::Mean(members) => members,
        }
    }

    pub(super) fn risk_span(&self) -> Option<Span> {
        match &self.made {
            Made::Own(risk) => (!risk.net_exporter).then(|| risk.span()),
            Made::Mean(members) => mean(members, EuScore::risk_span),
        }
    }

    pub(super) fn importance_span(&self) -> Option<Span> {
        match &self.made {
            Made::Own(_) => self.importance.as_ref()?.as_ref().ok().map(Importance::span),
            Made::Mean(members) => mean(members, EuScore::importance_span),
        }
    }

    /// Why there is no economic importance, where it is asked for.
    #[must_use]
    pub fn no_importance(&self) -> Option<String> {
        match (&self.made, &self.importance) {
            (Made::Own(_), Some(Err(reason))) => Some(reason.clone()),
            (Made::Mean(members), _) if self.union => {
                let lack = members.iter().filter(|m| m.importance_span().is_none());
                let lack: Vec<&str> = lack.map(|m| m.info.id.as_str()).collect();
                (!lack.is_empty()).then(|| format!("none of its members {}", lack.join(", ")))
            }
            _ => None,
        }
    }

    /// Where it stands to the thresholds, after rounding to one decimal as the guidelines do; none where
    /// the supply risk has no value.
    #[must_use]
    pub fn band(&self) -> Option<Band> {
        let tenths = |x: f64| (x * 10.0).round();
        let risk = self.risk_span()?.value?;
        let importance = self.importance_span().and_then(|s| s.value);
        Some(if tenths(risk) < 10.0 {
            Band::Below
        } else if importance.is_some_and(|ei| tenths(ei) >= 28.0) {
            Band::Critical
        } else {
            Band::AtOrAbove
        })
    }

    /// By how much our supply risk is above the printed one.
    #[must_use]
    pub fn risk_difference(&self) -> Option<f64> {
        difference(self.risk_span()?, self.published.risk.filter(|_| self.union)?)
    }

    /// By how much our economic importance is above the printed one.
    #[must_use]
    pub fn importance_difference(&self) -> Option<f64> {
        difference(self.importance_span()?, self.published.importance.filter(|_| self.union)?)
    }

    /// The likely cause of a difference in supply risk that is more than rounding.
    #[must_use]
    pub fn risk_cause(&self) -> Option<Cause> {
        beyond_rounding(self.risk_difference()?).then(|| match &self.made {
            Made::Own(_) => of_risk(&self.info.id),
            Made::Mean(_) => Cause { term: "members", cause: "see its members" },
        })
    }

    /// The likely cause of a difference in economic importance that is more than rounding.
    #[must_use]
    pub fn importance_cause(&self) -> Option<Cause> {
        beyond_rounding(self.importance_difference()?).then(|| match &self.importance {
            Some(Ok(importance)) => of_importance(importance.without_sector()),
            _ => Cause { term: "members", cause: "see its members" },
        })
    }
}

/// The mean of the members; none where one has no number at all.
fn mean<'m, 'a>(members: &'m [EuScore<'a>], span: fn(&EuScore<'a>) -> Option<Span>) -> Option<Span> {
    let spans: Vec<Span> = members.iter().map(span).collect::<Option<_>>()?;
    let count = spans.iter().fold(0.0, |n, _| n + 1.0);
    let of = |end: fn(&Span) -> f64| sum(spans.iter().map(end)) / count;
    let values: Option<Vec<f64>> = spans.iter().map(|s| s.value).collect();
    Some(Span { low: of(|s| s.low), value: values.map(|v| sum(v) / count), high: of(|s| s.high) })
}

fn difference(ours: Span, printed: &PublishedScoreRow) -> Option<f64> {
    Some(ours.value? - printed.value)
}

fn beyond_rounding(difference: f64) -> bool {
    difference.abs() > ROUNDING + 1e-9
}
