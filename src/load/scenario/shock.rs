//! The keys of a shock.

use crate::diag::Code;
use crate::load::document::{Fields, Node, Reader, Value};
use crate::load::number::Sign;
use crate::model::scenario::{Client, Kind, Limit, Much, Need, Quantity, Shock};
use crate::model::{CountryCode, Origin, Publisher, Unit};

/// Keys of every shock.
pub const COMMON: &[(&str, &str)] = &[
    ("kind", "what happens"),
    ("mineral", "to which mineral, family, or list of them"),
    ("stage", "`mine` or `refinery`"),
    ("start", "from which year on"),
    ("end", "until which year"),
    ("source", "who says so"),
    ("note", "what a reader must know"),
];

/// The kinds, with the keys that each has besides.
pub const KINDS: &[(&str, &[&str])] = &[
    ("outage", &["country", "reduction", "quantity", "unit", "ramp", "use"]),
    ("export-restriction", &["country", "to", "share", "quota", "unit", "exports", "own_use", "use", "ramp"]),
    ("new-capacity", &["country", "capacity", "unit", "utilisation", "offtake", "displaces", "use"]),
    ("demand-growth", &["country", "growth"]),
    ("stock-release", &["country", "quantity", "unit"]),
    ("parameter", &["name", "value", "country"]),
    ("reallocation", &["from", "to", "share", "quantity", "unit", "for"]),
];

/// What each key of a kind is.
pub const MEANINGS: &[(&str, &str)] = &[
    ("country", "whose supply it is: a country, a group, or a list of them"),
    ("reduction", "the part of its output that is gone, 0 to 1"),
    ("quantity", "a quantity a year, in `unit`"),
    ("unit", "the unit of the quantities: `t`, `kt`, `kg`"),
    ("ramp", "the part of the spare capacity elsewhere that starts up in time, 0 to 1; 1 without it"),
    ("use", "what those who are cut off use a year, in `unit`; by consumer: `{ USA = 19 }`"),
    ("to", "who is cut off, or who supplies instead"),
    ("share", "the part that is stopped, or that moves, 0 to 1"),
    ("quota", "what is still let through a year, in `unit`"),
    ("exports", "what it exports a year before, in `unit`"),
    ("own_use", "what it uses itself a year, in `unit`"),
    ("capacity", "what can be put out a year, in `unit`"),
    ("utilisation", "the part of the capacity that is put out, 0 to 1; 1 without it"),
    ("offtake", "who takes which part of the output: `{ USA = 0.5 }`"),
    ("displaces", "whose deliveries the offtake takes the place of; all sources pro rata without it"),
    ("growth", "by which part use grows: 0.2 for 20 percent"),
    ("name", "one of `eol_rir`, `si_sr`, `si_ei`, `trade_factor`, `import_reliance`"),
    ("value", "the parameter's value"),
    ("from", "which supplier gives way"),
    ("for", "whose imports move; without it, output moves"),
];

const PARAMETERS: &[&str] = &["eol_rir", "si_sr", "si_ei", "trade_factor", "import_reliance"];

/// Reads a shock; none after what is wrong with it was told.
pub fn read(reader: &mut Reader<'_>, node: &Node) -> Option<Shock> {
    let all = reader.table(node)?;
    let kinds: Vec<&str> = KINDS.iter().map(|(kind, _)| *kind).collect();
    let kind = reader.needs(&all, "kind", &format!("one of {}", listed(&kinds)));
    let kind = kind.and_then(|node| reader.word(node, &kinds))?;
    let own = KINDS.iter().find(|(name, _)| *name == kind).map_or(&[][..], |(_, keys)| keys);
    let known: Vec<&str> = COMMON.iter().map(|(key, _)| *key).chain(own.iter().copied()).collect();
    let fields = reader.fields(node, &known);
    let (fields, keys_are_known) = fields.map_or((all, false), |fields| (fields, true));
    let minerals = reader.needs(&fields, "mineral", "a mineral, a family, or a list of them");
    let minerals = minerals.and_then(|node| reader.minerals(node));
    let stage = match fields.get("stage") {
        Some(node) => Some(reader.stage(node)?),
        None if kind == "parameter" => None,
        None => {
            reader.needs(&fields, "stage", "`mine` for extraction, `refinery` for processing");
            return None;
        }
    };
    let start = fields.get("start").and_then(|node| reader.year(node));
    let end = fields.get("end").and_then(|node| reader.year(node));
    if let (Some(start), Some(last), Some(node)) = (start, end, fields.get("end"))
        && last < start
    {
        reader.bad(
            node,
            &format!("the end {last} comes before the start {start}"),
            "before the start",
            "swap them",
        );
    }
    let mut text =
        |key: &str| fields.get(key).and_then(|node| reader.text(node)).unwrap_or_default().to_owned();
    let (source, note) = (text("source"), text("note"));
    let kind = Of { reader, fields: &fields }.kind(kind);
    let place = reader.place(fields.entry("kind").map_or_else(|| fields.head(), |e| e.node.range.clone()));
    let origin = Origin {
        file: reader.source.listed().clone(),
        line: place.line,
        publisher: Publisher { id: "".into(), line: None },
    };
    if !keys_are_known {
        return None;
    }
    Some(Shock { kind: kind?, minerals: minerals?, stage, start, end, source, note, origin, place })
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// A shock's own keys.
struct Of<'f, 'r, 'd> {
    reader: &'f mut Reader<'r>,
    fields: &'f Fields<'d>,
}

impl<'d> Of<'_, '_, 'd> {
    fn kind(&mut self, kind: &str) -> Option<Kind> {
        match kind {
            "outage" => {
                let (countries, need) = (self.countries("country"), self.need());
                let loss = self.much("reduction");
                if let (Some(Much::Of(_)), Some([_, _, ..]), Some(node)) =
                    (loss, countries.as_deref(), self.fields.get("quantity"))
                {
                    let help = "write a shock for each, or a `reduction` for all";
                    self.reader.bad(
                        node,
                        "a quantity is one country's to lose",
                        "of several countries",
                        help,
                    );
                    return None;
                }
                Some(Kind::Outage { countries: countries?, loss: loss?, need: need? })
            }
            "export-restriction" => {
                let (countries, need) = (self.countries("country"), self.need());
                let to = self.optional("to", Self::clients);
                let limit = self.limit();
                let exports = self.optional("exports", Self::quantity);
                let own_use = self.optional("own_use", Self::quantity);
                Some(Kind::ExportRestriction {
                    countries: countries?,
                    to: to?,
                    limit: limit?,
                    exports: exports?,
                    own_use: own_use?,
                    need: need?,
                })
            }
            "new-capacity" => {
                let country = self.country("country");
                let capacity = self.needed("capacity").and_then(|node| self.quantity(node));
                let utilisation = self.optional("utilisation", |of, node| of.reader.part(node));
                let offtake = self.optional("offtake", Self::parts);
                let displaces = self.optional("displaces", |of, node| of.reader.countries(node));
                let used_by = self.optional("use", Self::by_client);
                let offtake = offtake?
                    .unwrap_or_default()
                    .into_iter()
                    .map(|(client, part, _)| (client, part))
                    .collect();
                Some(Kind::NewCapacity {
                    country: country?,
                    capacity: capacity?,
                    utilisation: utilisation?.unwrap_or(1.0),
                    offtake,
                    displaces: displaces?,
                    used_by: used_by?.unwrap_or_default(),
                })
            }
            "demand-growth" => {
                let growth =
                    self.needed("growth").and_then(|node| self.reader.number(node, Sign::NotNegative));
                let client = self.optional("country", Self::client);
                Some(Kind::DemandGrowth { client: client?, growth: growth? })
            }
            "stock-release" => {
                let holder = self.country("country");
                let quantity = self.needed("quantity").and_then(|node| self.quantity(node));
                Some(Kind::StockRelease { holder: holder?, quantity: quantity? })
            }
            "parameter" => {
                let name = self.needed("name").and_then(|node| self.reader.word(node, PARAMETERS));
                let value = self.needed("value").and_then(|node| match name {
                    Some("trade_factor") => self.reader.number(node, Sign::NotNegative),
                    _ => self.reader.part(node),
                });
                let countries = self.optional("country", |of, node| of.reader.countries(node));
                Some(Kind::Parameter { name: name?.to_owned(), value: value?, countries: countries? })
            }
            _ => {
                let from = self.country("from");
                let to = self.needed("to").and_then(|node| self.parts(node));
                let much = self.much("share");
                let client = self.optional("for", Self::client);
                let to = self.whole(to?);
                Some(Kind::Reallocation { from: from?, to: to?, much: much?, client: client? })
            }
        }
    }

    fn needed(&mut self, key: &str) -> Option<&'d Node> {
        let meaning = MEANINGS.iter().find(|(name, _)| *name == key).map_or("", |(_, meaning)| meaning);
        self.reader.needs(self.fields, key, meaning)
    }

    /// `None` after a complaint; `Some(None)` where the key is not there.
    fn optional<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&mut Self, &'d Node) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.fields.get(key) {
            None => Some(None),
            Some(node) => read(self, node).map(Some),
        }
    }

    fn countries(&mut self, key: &str) -> Option<Vec<CountryCode>> {
        let node = self.needed(key)?;
        self.reader.countries(node)
    }

    /// A single country.
    fn country(&mut self, key: &str) -> Option<CountryCode> {
        let node = self.needed(key)?;
        match self.reader.countries(node)?.as_slice() {
            [one] => Some(*one),
            _ => {
                self.reader.bad(node, "one country is wanted here", "several", "write a shock for each");
                None
            }
        }
    }

    /// A quantity in the shock's `unit`, taken to the common one.
    fn quantity(&mut self, node: &'d Node) -> Option<Quantity> {
        let unit = self.unit()?;
        let number = self.reader.number(node, Sign::NotNegative)?;
        Some(Quantity { amount: unit.to_common(number), unit: unit.common() })
    }

    fn unit(&mut self) -> Option<Unit> {
        let node = self.needed("unit")?;
        self.reader.unit(node)
    }

    /// A part under its key, or a `quantity`.
    fn much(&mut self, part: &str) -> Option<Much> {
        match (self.fields.get(part), self.fields.get("quantity")) {
            (Some(node), None) => self.reader.part(node).map(Much::Part),
            (None, Some(node)) => self.quantity(node).map(Much::Of),
            (Some(_), Some(node)) => {
                let message = format!("`{part}` and `quantity` say the same thing twice");
                self.reader.bad(node, &message, "one of them is enough", "leave one of them out");
                None
            }
            (None, None) => {
                let help =
                    format!("`{part}` is a part from 0 to 1, `quantity` with `unit` a quantity a year");
                let message = format!("neither `{part}` nor `quantity` says how much");
                self.reader.complain(Code::MissingKey, self.fields.head(), message, "here", help);
                None
            }
        }
    }

    fn limit(&mut self) -> Option<Limit> {
        match (self.fields.get("share"), self.fields.get("quota")) {
            (None, None) => Some(Limit::Stopped(1.0)),
            (Some(node), None) => self.reader.part(node).map(Limit::Stopped),
            (None, Some(node)) => self.quantity(node).map(Limit::Quota),
            (Some(_), Some(node)) => {
                let help = "`share` is the part that is stopped, `quota` what is still let through";
                self.reader.bad(
                    node,
                    "`share` and `quota` contradict each other",
                    "one of them is enough",
                    help,
                );
                None
            }
        }
    }

    fn need(&mut self) -> Option<Need> {
        let ramp = self.optional("ramp", |of, node| of.reader.part(node))?;
        let (mut used, mut used_by) = (None, Vec::new());
        if let Some(node) = self.fields.get("use") {
            if matches!(node.value, Value::Table(_)) {
                used_by = self.by_client(node)?;
            } else {
                used = Some(self.quantity(node)?);
            }
        }
        Some(Need { used, used_by, ramp: ramp.unwrap_or(1.0) })
    }

    /// A country or a group, under the name that tables use.
    fn client_named(&mut self, text: &str, range: std::ops::Range<usize>) -> Option<Client> {
        let names = self.reader.names;
        if let Some(group) = names.find_group(text).filter(|_| names.country(text).is_none()) {
            return Some(Client { id: group.id.as_str().into(), members: group.members.clone() });
        }
        let members = self.reader.place_named(text, range)?;
        let id = members.first().map(|code| code.as_str().into())?;
        Some(Client { id, members })
    }

    fn client(&mut self, node: &'d Node) -> Option<Client> {
        let text = self.reader.text(node)?;
        self.client_named(text, node.range.clone())
    }

    fn clients(&mut self, node: &'d Node) -> Option<Vec<Client>> {
        let texts = self.reader.texts(node)?;
        let read: Vec<_> =
            texts.into_iter().map(|(text, item)| self.client_named(text, item.range.clone())).collect();
        read.into_iter().collect()
    }

    /// `{ USA = 27000 }`, in the shock's `unit`.
    fn by_client(&mut self, node: &'d Node) -> Option<Vec<(Client, Quantity)>> {
        let table = self.reader.table(node)?;
        let mut all = Some(Vec::new());
        for entry in table.iter() {
            let client = self.client_named(&entry.key, entry.place.clone());
            let quantity = self.quantity(&entry.node);
            match (client.zip(quantity), &mut all) {
                (Some(pair), Some(all)) => all.push(pair),
                _ => all = None,
            }
        }
        all
    }

    /// Who gets which part: `{ USA = 0.5 }`; a text alone gets all.
    fn parts(&mut self, node: &'d Node) -> Option<Vec<(Client, f64, &'d Node)>> {
        if matches!(node.value, Value::Text(_)) {
            return Some(vec![(self.client(node)?, 1.0, node)]);
        }
        let table = self.reader.table(node)?;
        let mut all = Some(Vec::new());
        for entry in table.iter() {
            let client = self.client_named(&entry.key, entry.place.clone());
            let part = self.reader.part(&entry.node);
            match (client.zip(part), &mut all) {
                (Some((client, part)), Some(all)) => all.push((client, part, &entry.node)),
                _ => all = None,
            }
        }
        let all = all?;
        let sum: f64 = all.iter().map(|(_, part, _)| part).sum();
        if sum > 1.0 + 1e-9 {
            self.reader.bad(
                node,
                &format!("the parts add up to {sum}, more than the whole"),
                "above 1",
                "they may add up to 1 at most",
            );
            return None;
        }
        Some(all)
    }

    /// Single countries whose parts add up to the whole.
    fn whole(&mut self, parts: Vec<(Client, f64, &'d Node)>) -> Option<Vec<(CountryCode, f64)>> {
        let sum: f64 = parts.iter().map(|(_, part, _)| part).sum();
        let mut all = Vec::new();
        for (client, part, node) in &parts {
            let [one] = client.members.as_slice() else {
                self.reader.bad(
                    node,
                    "a single country is wanted here",
                    "a group",
                    "name its members, each with its part",
                );
                return None;
            };
            all.push((*one, *part));
        }
        if (sum - 1.0).abs() > 1e-9 {
            let node = self.fields.get("to")?;
            let help = "what moves must arrive: let the parts add up to 1";
            self.reader.bad(node, &format!("the parts add up to {sum}"), "not 1", help);
            return None;
        }
        Some(all)
    }
}
