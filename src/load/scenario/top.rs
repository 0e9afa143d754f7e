//! The keys of a scenario file, but for those of its shocks.

use std::ops::Range;

use super::shock;
use crate::diag::Code;
use crate::load::document::{Node, Reader, Value};
use crate::load::number::Sign;
use crate::model::scenario::{Elasticity, Scenario};

/// Keys, and what each is, for help and documentation.
pub const KEYS: &[(&str, &str)] = &[
    ("name", "a name for people"),
    ("description", "what it supposes, in a sentence or two"),
    ("source", "who says so: publisher, title, date, address"),
    ("base_year", "the year whose figures it starts from; without it, each mix's newest"),
    ("year", "its horizon: shocks that start later do not apply"),
    ("include", "other scenario files of its folder, whose shocks come first"),
    ("elasticity", "how demand and supply answer to prices: mildest, middle and strongest answer"),
    ("shock", "what happens"),
];

/// What a file says, and which it includes.
pub struct Top {
    pub scenario: Scenario,
    pub include: Vec<(String, Range<usize>)>,
}

/// Reads a file's tree.
pub fn read(reader: &mut Reader<'_>, root: &Node, id: &str) -> Option<Top> {
    let known: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
    let fields = reader.fields(root, &known);
    // a slip of a key hides nothing else that is wrong
    let fields = match fields {
        Some(fields) => fields,
        None => reader.table(root)?,
    };
    let name = reader.needs(&fields, "name", "a name for people").and_then(|node| reader.text(node));
    let mut text =
        |key: &str| fields.get(key).and_then(|node| reader.text(node)).unwrap_or_default().to_owned();
    let (description, source) = (text("description"), text("source"));
    let base_year = fields.get("base_year").and_then(|node| reader.year(node));
    let year = fields.get("year").and_then(|node| reader.year(node));
    if let (Some(base), Some(horizon), Some(node)) = (base_year, year, fields.get("year"))
        && horizon < base
    {
        let message = format!("the horizon {horizon} comes before the base year {base}");
        reader.bad(
            node,
            &message,
            "before the base year",
            "the horizon is the year that the shocks are looked at in",
        );
    }
    let elasticity = match fields.get("elasticity") {
        Some(node) => elasticity(reader, node)?,
        None => Elasticity::default(),
    };
    let include = fields.get("include").and_then(|node| reader.texts(node)).unwrap_or_default();
    let include: Vec<_> =
        include.into_iter().map(|(name, node)| (name.to_owned(), node.range.clone())).collect();
    let shocks = match fields.get("shock") {
        Some(node) => {
            let tables = reader.tables(node, "shock");
            tables.iter().filter_map(|node| shock::read(reader, node)).collect()
        }
        None => Vec::new(),
    };
    let none = match fields.get("shock").map(|node| &node.value) {
        None => true,
        Some(Value::List(items)) => items.is_empty(),
        Some(_) => false,
    };
    if none && include.is_empty() {
        let message = "the scenario has no shock";
        let help = "write `[[shock]]`, and below it `kind`, `mineral`, `stage` and what happens";
        reader.complain(Code::MissingKey, fields.head(), message, "nothing happens", help);
    }
    let scenario = Scenario {
        id: id.into(),
        name: name?.to_owned(),
        description,
        source,
        base_year,
        year,
        elasticity,
        shocks,
    };
    Some(Top { scenario, include })
}

fn elasticity(reader: &mut Reader<'_>, node: &Node) -> Option<Elasticity> {
    let fields = reader.fields(node, &["demand", "supply"])?;
    let usual = Elasticity::default();
    let demand = match fields.get("demand") {
        Some(node) => three(reader, node, true)?,
        None => usual.demand,
    };
    let supply = match fields.get("supply") {
        Some(node) => three(reader, node, false)?,
        None => usual.supply,
    };
    Some(Elasticity { demand, supply, stated: true })
}

fn three(reader: &mut Reader<'_>, node: &Node, above_zero: bool) -> Option<[f64; 3]> {
    let help =
        "write the elasticities of the mildest, the middle and the strongest answer: `[0.5, 0.3, 0.1]`";
    let Value::List(items) = &node.value else {
        reader.bad(node, "three elasticities are wanted", "not a list", help);
        return None;
    };
    let numbers: Vec<f64> = items.iter().filter_map(|item| reader.number(item, Sign::NotNegative)).collect();
    if numbers.len() < items.len() {
        return None;
    }
    let falls = numbers.windows(2).all(|w| matches!(w, [a, b] if a >= b));
    match numbers.as_slice() {
        [a, b, c] if falls && (!above_zero || *c > 0.0) => Some([*a, *b, *c]),
        _ => {
            let message = if above_zero {
                "three elasticities above 0 are wanted, the largest first"
            } else {
                "three elasticities are wanted, the largest first"
            };
            reader.bad(node, message, "not such", help);
            None
        }
    }
}
