//! `score`: a line a mineral, worst first, with what the marks mean below.

mod consumer;
mod eu;
mod notes;
mod sector;
mod sorted;
mod world;

use super::Page;
use crate::model::{Direction, Measure, Method, Metric};
use crate::output::{Bounded, Envelope, Score, Top};
use crate::render::document::{Column, Document};
use crate::render::number::{plain, reading};

/// The scores of a question.
#[derive(Debug)]
pub struct Scores<'a> {
    /// The answer.
    pub answer: &'a Envelope<Score>,
    /// Results that `--top` left out.
    pub hidden: usize,
    /// Commands to try next.
    pub next: &'static [&'static str],
}

/// A table in the making.
struct Laid {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Page for Scores<'_> {
    fn document(&self) -> Document {
        let of_consumer = self.of_consumer();
        let laid = if self.by_eu() {
            eu::lay(self)
        } else if of_consumer {
            consumer::lay(self)
        } else {
            world::lay(self)
        };
        let mut document = Document::default();
        document.title(&self.title(of_consumer));
        if laid.rows.is_empty() {
            document.paragraph(0, "nothing to show");
        } else {
            document.grid(&laid.columns, &laid.rows);
        }
        document.gap();
        let notes = if self.by_eu() {
            notes::hidden(self).into_iter().chain(eu::notes(self, &laid.rows)).collect()
        } else {
            notes::of(self, &laid.rows, of_consumer)
        };
        for note in notes {
            document.item((0, 2), &note);
        }
        if !self.next.is_empty() {
            document.gap();
            document.paragraph(0, "Next:");
            document.commands(self.next);
        }
        document
    }
}

impl Scores<'_> {
    /// The EU's own method ranks.
    fn by_eu(&self) -> bool {
        let method = self.answer.parameters.method.as_deref().and_then(Method::named);
        method.is_some_and(Method::is_eu)
    }

    fn of_consumer(&self) -> bool {
        let p = &self.answer.parameters;
        let method = p.method.as_deref().and_then(Method::named);
        p.consumer.is_some() && method.is_some_and(|m| m.of_consumer)
    }

    /// The metric that the answer is sorted by, where it is not the headline.
    fn sort(&self) -> Option<&'static Metric> {
        self.answer.parameters.sort.as_deref().and_then(Metric::named)
    }

    /// The metric that ranks.
    fn headline(&self) -> Option<&'static Metric> {
        self.answer.parameters.method.as_deref().and_then(Method::named)?.headline()
    }

    fn title(&self, of_consumer: bool) -> String {
        let p = &self.answer.parameters;
        let what = match &p.consumer {
            _ if self.by_eu() => format!(
                "Criticality for {} by the EU's study of {}",
                p.consumer.as_deref().unwrap_or("the world"),
                p.edition.as_deref().unwrap_or_default()
            ),
            Some(consumer) if of_consumer && p.intra => {
                format!("What {consumer} depends on, trade between its members counted")
            }
            Some(consumer) if of_consumer => format!("What {consumer} depends on"),
            _ => format!("World supply{}", self.years()),
        };
        let order = match self.sort() {
            Some(metric) => {
                let first = match metric.direction {
                    Direction::LowerIsWorse => "lowest",
                    Direction::HigherIsWorse | Direction::Neutral => "highest",
                };
                format!("{first} {} first", metric.path)
            }
            None => format!("worst first by {}", p.method.as_deref().unwrap_or_default()),
        };
        let used = p.sector.as_ref().map(|s| format!(", used in `{s}`")).unwrap_or_default();
        format!("{what}{used}, {order}")
    }

    /// ` in 2025`, if all figures are of one year; else what was asked for.
    fn years(&self) -> String {
        let mut years: Vec<u16> =
            self.answer.results.iter().flat_map(|r| &r.stages).map(|s| s.year).collect();
        years.sort_unstable();
        years.dedup();
        match (years.as_slice(), self.answer.parameters.year) {
            ([year], _) => format!(" in {year}"),
            (_, Some(asked)) => format!(" as known up to {asked}"),
            (_, None) => String::new(),
        }
    }
}

/// The place in the order, for what has a number to be ordered by.
fn rank(i: usize, r: &Score, sort: Option<&Metric>) -> String {
    let ranked = match sort {
        Some(metric) => !sorted::cell(r, metric).is_empty(),
        None => r.headline.as_ref().is_some_and(|h| !h.net_exporter),
    };
    if ranked { (i + 1).to_string() } else { String::new() }
}

fn bounded(b: Option<&Bounded>, measure: Measure) -> String {
    b.map(|b| reading(b, measure)).unwrap_or_default()
}

fn share(x: Option<f64>) -> String {
    x.map(|x| plain(x, Measure::Share)).unwrap_or_default()
}

fn top(t: Option<&Top>) -> [String; 2] {
    t.map(|t| [t.name.clone(), share(Some(t.share))]).unwrap_or_default()
}
