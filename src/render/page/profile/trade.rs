//! What a country or a group sells and buys, by code, with the largest partners.

use super::first_rows;
use crate::model::Measure;
use crate::output::{GoodsOf, TradeOf};
use crate::render::document::{Column, Document};
use crate::render::number::{millions, plain};

/// How many partners are named.
const PARTNERS: usize = 2;

pub(super) fn both_ways(trade: &TradeOf, top: usize, document: &mut Document) {
    for (way, to, goods) in [("sells", "To", &trade.sells), ("buys", "From", &trade.buys)] {
        if goods.is_empty() {
            continue;
        }
        document.gap();
        document.heading(&format!("What it {way}, {}, in million USD", trade.year));
        list(goods, to, top, document);
    }
    let shared = |g: &GoodsOf| g.minerals.iter().any(|m| m.confidence == Some("basket"));
    if trade.sells.iter().take(top).chain(trade.buys.iter().take(top)).any(shared) {
        document.paragraph(2, "* a basket: the code covers several minerals, and is counted once");
    }
}

fn list(goods: &[GoodsOf], to: &'static str, top: usize, document: &mut Document) {
    let columns = [
        Column::text("Minerals"),
        Column::text("Stage").optional(1),
        Column::text("Code"),
        Column::text("Goods").optional(2),
        Column::number("Million USD"),
        Column::text(to),
        Column::text("Lines of the largest").optional(4),
        Column::text("Publisher and its line").optional(3),
    ];
    let rows = goods
        .iter()
        .map(|g| {
            let first = g.partners.first();
            vec![
                minerals(g),
                stages(g),
                g.product.clone(),
                g.minerals.first().map(|m| m.goods.clone()).unwrap_or_default(),
                if g.value_usd > 0.0 { millions(g.value_usd) } else { "?".to_owned() },
                partners(g),
                first.map(|p| p.places.join(", ")).unwrap_or_default(),
                first.map(|p| p.sources.join(", ")).unwrap_or_default(),
            ]
        })
        .collect();
    first_rows(&columns, rows, top, document);
}

fn minerals(g: &GoodsOf) -> String {
    let mut names: Vec<String> = Vec::new();
    for m in &g.minerals {
        let mark = if m.confidence == Some("basket") { "*" } else { "" };
        let name = format!("{}{mark}", m.name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

fn stages(g: &GoodsOf) -> String {
    let mut all: Vec<&str> = g.minerals.iter().map(|m| m.stage).collect();
    all.dedup();
    all.join(", ")
}

/// `China 55.1 %, Russia 20.0 %, Italy 9.3 %`.
fn partners(g: &GoodsOf) -> String {
    let one = |p: &crate::output::PartnerOf| {
        let share = p.share.map(|s| format!(" {} %", plain(s, Measure::Share))).unwrap_or_default();
        format!("{}{share}", p.name)
    };
    g.partners.iter().take(PARTNERS).map(one).collect::<Vec<_>>().join(", ")
}
