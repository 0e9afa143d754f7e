//! Which minerals a limit holds: those named, the members of a family, those on an official list.

use std::collections::BTreeSet;

use super::Reading;
use crate::diag::{Code, did_you_mean, quote};
use crate::load::document::{Fields, Node};
use crate::model::MineralId;

impl Reading<'_, '_> {
    /// All that the keys name together; `Some(None)` where they name none, so that all are meant.
    pub(super) fn minerals(&mut self, fields: &Fields<'_>) -> Option<Option<BTreeSet<MineralId>>> {
        let mut all = BTreeSet::new();
        let mut sound = true;
        let mut named = false;
        for key in ["mineral", "minerals", "family", "list"] {
            let Some(node) = fields.get(key) else { continue };
            named = true;
            let found = match key {
                "family" => self.families(node),
                "list" => self.lists(node),
                _ => self.reader.minerals(node),
            };
            match found {
                Some(found) => all.extend(found),
                None => sound = false,
            }
        }
        sound.then_some(named.then_some(all))
    }

    /// Families with their members, and the members of these.
    fn families(&mut self, node: &Node) -> Option<Vec<MineralId>> {
        let mut all = self.reader.minerals(node)?;
        let mut at = 0;
        while let Some(family) = all.get(at).cloned() {
            let members = self.known.dataset.minerals.values();
            let members = members.filter(|info| info.family.as_ref() == Some(&family)).map(|info| &info.id);
            let new: Vec<MineralId> = members.filter(|id| !all.contains(id)).cloned().collect();
            all.extend(new);
            at += 1;
        }
        Some(all)
    }

    /// What stands on official lists.
    fn lists(&mut self, node: &Node) -> Option<Vec<MineralId>> {
        let texts = self.reader.texts(node)?;
        let minerals = &self.known.dataset.minerals;
        let mut all = Some(Vec::new());
        for (text, item) in texts {
            let on_it = minerals.values().filter(|info| info.lists.iter().any(|list| list == text));
            let on_it: Vec<MineralId> = on_it.map(|info| info.id.clone()).collect();
            if on_it.is_empty() {
                let lists: BTreeSet<&str> =
                    minerals.values().flat_map(|info| &info.lists).map(String::as_str).collect();
                let near = did_you_mean(text, lists.iter().copied());
                let names = lists.iter().map(|list| format!("`{list}`")).collect::<Vec<_>>().join(", ");
                let help = near.map_or(format!("one of {names}"), |near| format!("did you mean `{near}`?"));
                let message = format!("unknown list `{}`", quote(text));
                self.reader.complain(
                    Code::UnknownList,
                    item.range.clone(),
                    message,
                    "no mineral is on it",
                    help,
                );
                all = None;
            }
            if let Some(all) = &mut all {
                all.extend(on_it);
            }
        }
        all
    }
}
