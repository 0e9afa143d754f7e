//! `[[allow]]`: what may break the policy, why, and until when.

use super::Reading;
use crate::diag::{Code, quote};
use crate::load::document::Node;
use crate::load::whom;
use crate::model::policy::{Allow, Day};

/// The keys of an exception, with what each is.
pub const KEYS: &[(&str, &str)] = &[
    ("mineral", "of which mineral, or of which of a list"),
    ("metric", "on which number; or `code`"),
    ("code", "which findings, as `limit-unknown`; or `metric`"),
    ("reason", "why it is allowed"),
    ("until", "the last day on which it is, as `2027-06-30`"),
    ("stage", "at this stage alone"),
    ("for", "for this consumer alone"),
    ("scenario", "after this scenario alone"),
];

/// The findings that an exception can be made of.
pub(super) const CODES: [Code; 4] =
    [Code::LimitBroken, Code::LimitUndecided, Code::LimitUnknown, Code::TestFailed];

impl Reading<'_, '_> {
    /// Reads one exception.
    pub(super) fn allow(&mut self, node: &Node) -> Option<Allow> {
        let keys: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        let known = self.reader.fields(node, &keys).is_some();
        let fields = self.reader.table(node)?;
        let mineral = self.reader.needs(&fields, "mineral", "whose number is allowed");
        let minerals = mineral.and_then(|node| self.reader.minerals(node));
        let before = self.reader.faults.errors();
        let path = fields.get("metric").and_then(|node| self.path(node));
        let code = fields.get("code").and_then(|node| {
            let word = self.reader.word(node, &CODES.map(Code::name))?;
            CODES.into_iter().find(|code| code.name() == word)
        });
        if fields.get("metric").or(fields.get("code")).is_none() {
            let message = "neither `metric` nor `code` says what is allowed";
            let help = "`metric` is the path of the number, as in the limit that it breaks";
            self.reader.complain(Code::MissingKey, fields.head(), message, "here", help);
        }
        let reason = self.reader.needs(&fields, "reason", "why it is allowed: who reads the policy will ask");
        let reason = reason.and_then(|node| self.reader.text(node));
        let until = fields.get("until").and_then(|node| self.day(node));
        let stage = fields.get("stage").and_then(|node| self.reader.stage(node));
        let consumer = fields.get("for").and_then(|node| {
            let text = self.reader.text(node)?;
            match whom::consumer(text, false, self.known.names, self.known.dataset) {
                Ok(consumer) => Some(consumer.id.to_string()),
                Err(error) => {
                    let error = error.at(self.reader.place(node.range.clone()), "no such consumer");
                    self.reader.faults.push(error);
                    None
                }
            }
        });
        let scenario = fields.get("scenario").and_then(|node| self.scenarios(node)?.first()?.clone());
        let place = self.reader.place(fields.head());
        let sound = known && self.reader.faults.errors() == before;
        let (minerals, reason) = (minerals?.into_iter().collect(), reason?.to_owned());
        let scenario = scenario.map(|(at, _)| at);
        sound.then_some(Allow { minerals, path, code, stage, consumer, scenario, reason, until, place })
    }

    fn day(&mut self, node: &Node) -> Option<Day> {
        let text = self.reader.text(node)?;
        let day = Day::parse(text).ok();
        if day.is_none() {
            let message = format!("`{}` is no day of the calendar", quote(text));
            self.reader.bad(node, &message, "not a day", "write year, month and day: `2027-06-30`");
        }
        day
    }
}
