//! `score` as a table: a line a mineral, worst first, with what the marks mean below.

use super::grid::{Column, grid};
use super::text::{heading, paragraph};
use super::{Look, Render};
use crate::model::{Measure, Metric};
use crate::output::{Bounded, Dependency, Envelope, Score, Stage, Top};
use crate::render::number::{plain, reading};

/// The scores of a question.
#[derive(Debug)]
pub struct Scores<'a> {
    /// The answer.
    pub answer: &'a Envelope<Score>,
    /// Results that `--top` left out.
    pub hidden: usize,
}

impl Render for Scores<'_> {
    fn render(&self, look: Look) -> String {
        let p = &self.answer.parameters;
        let method = p.method.as_deref().unwrap_or_default();
        let by = p.sort.as_deref().unwrap_or(method);
        let mut title = match &p.consumer {
            Some(consumer) => format!("What {consumer} depends on, worst first by {by}"),
            None => format!("World supply{}, worst first by {by}", self.one_year()),
        };
        if let Some(year) = p.year {
            title.push_str(&format!(", {year} or up to five years before"));
        }
        let mut text = heading(&title, look);
        let of_consumer = p.consumer.is_some() && method == "exposure";
        text.push_str(&if of_consumer { self.consumer(look) } else { self.world(look) });
        text.push_str(&self.foot(of_consumer, look));
        text
    }
}

impl Scores<'_> {
    /// ` in 2025`, if all figures are of one year.
    fn one_year(&self) -> String {
        let mut years: Vec<u16> =
            self.answer.results.iter().flat_map(|r| &r.stages).map(|s| s.year).collect();
        years.sort_unstable();
        years.dedup();
        if let [year] = years.as_slice() { format!(" in {year}") } else { String::new() }
    }

    fn world(&self, look: Look) -> String {
        let title = |path| Metric::named(path).map_or("", |m| m.title);
        let columns = [
            Column::number("#"),
            Column::text("Mineral"),
            Column::text("Stage"),
            Column::number(title("stages.year")).optional(2),
            Column::text("Largest supplier"),
            Column::number("Share %"),
            Column::number("CR3 %").optional(3),
            Column::number(title("stages.suppliers")).optional(7),
            Column::number(title("stages.hhi")),
            Column::number(title("stages.hhi_wgi")),
            Column::number("Unnamed %").optional(4),
            Column::number("Life, years").optional(5),
            Column::text("Source").optional(6),
        ];
        let rows: Vec<Vec<String>> = self
            .answer
            .results
            .iter()
            .enumerate()
            .map(|(i, r)| {
                let stage = headline_stage(r);
                let mut row = vec![rank(i, r), r.name.clone()];
                row.extend(stage.map_or_else(|| vec![String::new(); 11], |s| world_cells(s, r)));
                row
            })
            .collect();
        grid(&columns, &rows, look)
    }

    fn consumer(&self, look: Look) -> String {
        let title = |path| Metric::named(path).map_or("", |m| m.title);
        let columns = [
            Column::number("#"),
            Column::text("Mineral and product"),
            Column::text("Stage").optional(3),
            Column::number("Reliance %"),
            Column::text("Largest source"),
            Column::number("Share %"),
            Column::number("Exposure %"),
            Column::number(title("dependency.import_hhi")).optional(2),
            Column::number("Year").optional(4),
            Column::text("Shares of").optional(5),
            Column::text("Source").optional(6),
        ];
        let mut rows = Vec::new();
        for (i, r) in self.answer.results.iter().enumerate() {
            let named = |d: &Dependency| match d.product.as_str() {
                "" => r.name.clone(),
                product => format!("{}: {product}", r.name),
            };
            let first = r.dependency.iter().map(|d| (rank(i, r), named(d), d));
            let others = r.other_dependencies.iter().map(|d| {
                let of = if d.product.is_empty() { d.stage } else { &d.product };
                (String::new(), format!("   {of}"), d)
            });
            let before = rows.len();
            rows.extend(first.chain(others).map(|(rank, name, d)| {
                let mut row = vec![rank, name];
                row.extend(consumer_cells(d));
                row
            }));
            if rows.len() == before {
                rows.push(vec![String::new(), r.name.clone()]);
            }
        }
        grid(&columns, &rows, look)
    }

    /// What the marks mean, and where to go from here.
    fn foot(&self, of_consumer: bool, look: Look) -> String {
        let mut notes = Vec::new();
        if self.hidden > 0 {
            notes.push(format!("{} more: leave `--top` out to see them", self.hidden));
        }
        let named = |code: &str| {
            let mut names: Vec<String> = Vec::new();
            for w in self.answer.warnings.iter().filter(|w| w.code == code) {
                let name = match (&w.mineral, w.stage) {
                    (Some(m), Some("refinery")) => format!("{m} (refinery)"),
                    (Some(m), _) => m.clone(),
                    (None, _) => continue,
                };
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names.join(", ")
        };
        let incomplete = named("incomplete");
        if !of_consumer && !incomplete.is_empty() {
            notes.push(format!("? incomplete, a producer is withheld or not known: {incomplete}"));
        }
        let unscored = named("no-concentration");
        if !of_consumer && !unscored.is_empty() {
            notes.push(format!("no concentration, the source does not allow one: {unscored}"));
        }
        let ungoverned = named("no-governance");
        if !of_consumer && !ungoverned.is_empty() {
            notes.push(format!("bounds only, a supplier has no governance estimate: {ungoverned}"));
        }
        if of_consumer {
            notes.push("≥ the publisher gives only a bound. Reliance x share = exposure".to_owned());
        } else {
            notes.push("a–b: between these, depending on who the unnamed suppliers are".to_owned());
        }
        for w in self.answer.warnings.iter().filter(|w| w.mineral.is_none()) {
            notes.push(w.message.clone());
        }
        let mut text = String::from("\n");
        for note in notes {
            text.push_str(&paragraph(&note, 2, look));
        }
        text
    }
}

fn rank(i: usize, r: &Score) -> String {
    if r.headline.is_some() { (i + 1).to_string() } else { String::new() }
}

/// The stage that the headline is of, else the first.
fn headline_stage(r: &Score) -> Option<&Stage> {
    let stage = r.headline.as_ref().map(|h| h.stage);
    r.stages.iter().find(|s| Some(s.stage) == stage).or_else(|| r.stages.first())
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

fn world_cells(s: &Stage, r: &Score) -> Vec<String> {
    let [largest, its_share] = top(s.top_supplier.as_ref());
    let mark =
        |text: String| if s.incomplete.is_empty() || text.is_empty() { text } else { format!("{text}?") };
    let years = r.reserves.as_ref().and_then(|x| x.years.as_ref());
    vec![
        s.stage.to_owned(),
        s.year.to_string(),
        if s.no_concentration.is_some() { "no concentration".to_owned() } else { largest },
        mark(its_share),
        mark(share(s.cr3)),
        s.suppliers.map(|n| n.to_string()).unwrap_or_default(),
        bounded(s.hhi.as_ref(), Measure::Hhi),
        bounded(s.hhi_wgi.as_ref(), Measure::Weighted),
        share(s.unknown_share),
        bounded(years, Measure::Years),
        s.source.clone(),
    ]
}

fn consumer_cells(d: &Dependency) -> Vec<String> {
    let [source, its_share] = top(d.top_source.as_ref());
    vec![
        d.stage.to_owned(),
        if d.net_exporter {
            "net exporter".to_owned()
        } else {
            bounded(d.import_reliance.as_ref(), Measure::Share)
        },
        source,
        its_share,
        bounded(d.exposure.as_ref(), Measure::Share),
        bounded(d.import_hhi.as_ref(), Measure::Hhi),
        d.year.map(|y| y.to_string()).unwrap_or_default(),
        d.period.clone().unwrap_or_default(),
        d.source.clone(),
    ]
}
