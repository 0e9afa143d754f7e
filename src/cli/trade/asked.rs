//! What is asked of the trade files, in the terms of the scan.

use super::super::ask::mineral;
use super::super::exit::Refused;
use super::Trade;
use crate::diag::{Code, Diagnostic, quote, shell};
use crate::load::{Loaded, whom};
use crate::model::{Consumer, MineralId, Period};
use crate::scan::{Filter, Groups, Importers, Layout};

/// The question.
pub(super) struct Question {
    pub(super) filter: Filter,
    /// The consumer as results repeat it.
    pub(super) named: Option<String>,
    /// The group that is asked for as one importer.
    pub(super) group: Option<Consumer>,
}

impl Trade {
    /// The question in the terms of the scan.
    pub(super) fn asked(&self, loaded: &Loaded) -> anyhow::Result<Question> {
        let mut wrong = Vec::new();
        let minerals = self.mineral.iter().filter_map(|m| mineral(m, &loaded.names, &mut wrong)).collect();
        let products = self.product.iter().map(|code| product(code)).collect();
        let years = self.year.as_deref().and_then(|text| period(text, &mut wrong));
        let mut question = Question {
            filter: Filter { importers: None, products, minerals, years },
            named: None,
            group: None,
        };
        if let Some(text) = &self.consumer {
            question.importer(text, loaded, &mut wrong);
        }
        if wrong.is_empty() { Ok(question) } else { Err(Refused(wrong).into()) }
    }
}

impl Question {
    fn importer(&mut self, text: &str, loaded: &Loaded, wrong: &mut Vec<Diagnostic>) {
        let code = Some(text).filter(|t| t.len() <= 3).and_then(|t| t.parse::<u16>().ok());
        if let Some(code) = code {
            self.filter.importers = Some(Importers::Code(code));
            self.named = Some(code.to_string());
            return;
        }
        match whom::consumer(text, false, &loaded.names, &loaded.dataset) {
            Err(error) => wrong.push(*error),
            Ok(consumer) => {
                self.named = Some(consumer.id.to_string());
                self.filter.importers = Some(match consumer.only() {
                    Some(country) => Importers::Country(country),
                    None => Importers::Together(consumer.members.iter().copied().collect()),
                });
                self.group = Some(consumer).filter(Consumer::is_group);
            }
        }
    }

    /// Why there is no answer.
    pub(super) fn nothing(&self, groups: &Groups, loaded: &Loaded) -> Diagnostic {
        let uncounted = |m: &&MineralId| !loaded.dataset.hs_codes.iter().any(|row| row.mineral == **m);
        let codeless: Vec<String> =
            self.filter.minerals.iter().filter(uncounted).map(|m| format!("`{m}`")).collect();
        if groups.layout == Layout::Baci && !codeless.is_empty() {
            let message = format!("no code of the Harmonized System is known for {}", codeless.join(", "));
            return Diagnostic::error(Code::NoData, message)
                .help("name the goods by their code: `--product 283691`");
        }
        let rows: u64 = groups.accounts.iter().map(|account| account.rows).sum();
        let mut asked = Vec::new();
        asked.extend(self.named.as_ref().map(|consumer| format!("imports of `{}`", quote(consumer))));
        asked.extend(list("the product", self.filter.products.iter()));
        asked.extend(list("the mineral", self.filter.minerals.iter()));
        asked.extend(self.filter.years.map(|years| format!("the year {years}")));
        let message = match asked.as_slice() {
            [] => format!("none of the {rows} rows is a flow between countries"),
            all => format!("none of the {rows} rows is of {}", all.join(" and ")),
        };
        let meant = self.filter.products.iter().find(|product| loaded.names.mineral(product).is_some());
        let help = match meant {
            Some(mineral) => format!("did you mean `--mineral {}`?", shell(mineral)),
            None if groups.layout == Layout::Baci && self.filter.products.iter().any(|p| p.len() != 6) => {
                "a product is a code of six digits, as `283691`".to_owned()
            }
            None => "`minerals trade FILE` without filters shows what there is".to_owned(),
        };
        Diagnostic::error(Code::NoData, message).help(help)
    }
}

fn list<T: ToString>(what: &str, all: impl ExactSizeIterator<Item = T>) -> Option<String> {
    let plural = if all.len() > 1 { "s" } else { "" };
    let names: Vec<String> = all.map(|name| format!("`{}`", quote(&name.to_string()))).collect();
    (!names.is_empty()).then(|| format!("{what}{plural} {}", names.join(", ")))
}

/// A code with the leading zero that spreadsheets drop.
fn product(code: &str) -> String {
    let digits = code.bytes().all(|b| b.is_ascii_digit());
    if digits && code.len() == 5 { format!("0{code}") } else { code.to_owned() }
}

pub(super) fn period(text: &str, wrong: &mut Vec<Diagnostic>) -> Option<Period> {
    let period = Period::parse(text).ok();
    if period.is_none() {
        let message = format!("`{}` is not a year or a period of years", quote(text));
        let error = Diagnostic::error(Code::BadPeriod, message);
        wrong.push(error.help("write `2022` or `2018-2022`, the earlier year first"));
    }
    period
}
