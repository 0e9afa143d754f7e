//! What each kind of shock does to one mineral at one stage: a method a kind.

use super::apply::Applying;
use super::consumers::{At, Client, Cut, Delivered, cut, deliver, grow, reallocate, use_of};
use super::refusal::refusal;
use super::supply::{By, Problem, World};
use super::tally::{Exports, Tally};
use super::{Kind, Limit, Much, Need, Quantity, Shock};
use crate::diag::{Code, Diagnostic};
use crate::model::{CountryCode, MineralInfo, Party, Unit};

/// Whether anything changed, or why the shock cannot be applied.
type Done = Result<bool, Box<Diagnostic>>;

/// Where a shock strikes.
struct Site<'s> {
    info: &'s MineralInfo,
    at: At<'s>,
    world: World,
    by: By<'s>,
}

impl Site<'_> {
    fn shock(&self) -> &Shock {
        self.by.shock
    }
}

impl Applying<'_> {
    /// One shock on one mineral and stage.
    pub(super) fn strike(&mut self, shock: &Shock, at: At<'_>) -> Done {
        let Some(info) = self.before.minerals.get(at.0) else { return Ok(false) };
        let world = World::of(&self.applied.dataset, info, at.1, self.asked);
        let site = Site { info, at, world, by: By { scenario: self.scenario, shock } };
        let stated = shock.kind.used_by().iter();
        let stated = stated.map(|(client, used)| (at.0.clone(), at.1, client.clone(), used.amount));
        self.applied.stated.extend(stated);
        match &shock.kind {
            Kind::Outage { countries, loss, need } => self.outage(&site, countries, *loss, need),
            Kind::ExportRestriction { .. } => self.restriction(&site),
            Kind::NewCapacity { .. } => self.capacity(&site),
            Kind::DemandGrowth { client, growth } => Ok(self.growth(&site, client.as_ref(), *growth)),
            Kind::StockRelease { quantity, .. } => {
                let tally = self.tally(at);
                tally.stocks += quantity.amount;
                tally.unit = Some(quantity.unit);
                Ok(quantity.amount > 0.0)
            }
            Kind::Reallocation { from, to, much, client: Some(client) } => match much {
                Much::Part(part) if *part <= 0.0 => Ok(false),
                Much::Part(part) => {
                    Ok(reallocate(&mut self.applied.dataset, at, (*from, to, *part), client, &site.by))
                }
                Much::Of(_) => Err(self.refuse(
                    &site,
                    &Problem::NeedsQuantity("shares in imports move by a part"),
                    &[*from],
                )),
            },
            Kind::Reallocation { from, to, much, client: None } => self.moves(&site, *from, to, *much),
            Kind::Parameter { .. } => Ok(false),
        }
    }

    /// Suppliers put out less, and deliver so much less to everybody.
    fn outage(&mut self, site: &Site<'_>, countries: &[CountryCode], loss: Much, need: &Need) -> Done {
        let (mut found, mut changed) = (false, false);
        for country in countries {
            match site.world.lose(&mut self.applied.dataset, *country, loss, &site.by) {
                Ok(shift) => {
                    found = true;
                    changed |= shift.part > 0.0;
                    self.cut(site, *country, None, shift.part);
                    // a study's shares beside the quantities speak of the same supply
                    if let (World::Quantities(_), true) = (&site.world, shift.part > 0.0) {
                        let study = World::studied(&self.applied.dataset, site.info, site.at.1);
                        let part = Much::Part(shift.part);
                        study.lose(&mut self.applied.dataset, *country, part, &site.by).ok();
                    }
                    let tally = self.tally(site.at);
                    tally.need(need);
                    tally.outage += shift.quantity.unwrap_or(0.0);
                    tally.outages.extend((shift.part > 0.0).then_some(*country));
                }
                // of a group, not every member need supply something
                Err(Problem::NotASupplier) => {}
                Err(problem) => return Err(self.refuse(site, &problem, &[*country])),
            }
        }
        if found { Ok(changed) } else { Err(self.refuse(site, &Problem::NotASupplier, countries)) }
    }

    /// Suppliers keep back what they sold; their output and their own use stay.
    fn restriction(&mut self, site: &Site<'_>) -> Done {
        let Kind::ExportRestriction { countries, to, limit, exports, own_use, need } = &site.shock().kind
        else {
            return Ok(false);
        };
        let to: Option<Vec<CountryCode>> =
            to.as_ref().map(|all| all.iter().flat_map(|c| c.members.iter().copied()).collect());
        let sell: Vec<CountryCode> = countries.iter().copied().filter(|c| self.supplies(site, *c)).collect();
        if sell.is_empty() {
            return Err(self.refuse(site, &Problem::NotASupplier, countries));
        }
        let counted = self.unit(&site.world);
        let mut changed = false;
        for country in sell {
            let output = self.output(&site.world, country);
            let own = own_use.map(|q| q.amount).or_else(|| self.own_use(site.at, country));
            // what it keeps for itself tells nothing of what it sells to some of the others
            let own = own.filter(|_| to.is_none());
            let before = exports.map(|q| q.amount).or(output.zip(own).map(|(o, u)| (o - u).max(0.0)));
            let part = match limit {
                Limit::Stopped(part) => *part,
                Limit::Quota(quota) => {
                    if let Some(unit) = counted.filter(|unit| *unit != quota.unit) {
                        return Err(self.refuse(site, &Problem::Unit(unit), &[country]));
                    }
                    let Some(before) = before else {
                        let why = if to.is_some() {
                            "how much it sells to those cut off is not known: give `exports`"
                        } else {
                            "how much it exports is not known: give `exports`, or `own_use`"
                        };
                        return Err(self.refuse(site, &Problem::NeedsQuantity(why), &[country]));
                    };
                    if before > 0.0 { (1.0 - quota.amount / before).max(0.0) } else { 0.0 }
                }
            };
            changed |= part > 0.0;
            self.cut(site, country, to.clone(), part);
            if part > 0.0 && (before.is_some() || counted.is_some()) {
                let tally = self.tally(site.at);
                tally.need(need);
                tally.unit = exports.map(|q| q.unit).or(tally.unit);
                tally.exports.push(Exports { country, output, before, part, to_some: to.is_some() });
            }
        }
        if matches!(limit, Limit::Quota(_)) && !changed {
            let message = format!("the quota lets through all that is exported of `{}`", site.at.0);
            self.warn(
                site.shock(),
                Code::NoEffect,
                message,
                "a quota bites where it is less than the exports",
            );
        }
        Ok(changed)
    }

    /// A supplier puts out more, and those who take of it buy less from others.
    fn capacity(&mut self, site: &Site<'_>) -> Done {
        let Kind::NewCapacity { country, capacity, utilisation, offtake, displaces, used_by } =
            &site.shock().kind
        else {
            return Ok(false);
        };
        let (mineral, stage) = site.at;
        let more = Quantity { amount: capacity.amount * utilisation, unit: capacity.unit };
        let gained = site.world.gain(&mut self.applied.dataset, *country, more, &site.by);
        gained.map_err(|problem| self.refuse(site, &problem, &[*country]))?;
        if more.amount <= 0.0 {
            return Ok(false);
        }
        let held = !matches!(site.world, World::Nothing);
        if !held {
            let message = format!(
                "no output of `{mineral}` at the stage `{stage}` is held, so that no shares of the world change"
            );
            self.warn(site.shock(), Code::NoEffect, message, "only what an offtake displaces is computed");
        }
        let tally = self.tally(site.at);
        tally.added += more.amount;
        tally.unit = Some(more.unit);
        self.assume(format!("`{country}` uses {} % of its new capacity of `{mineral}`", 100.0 * utilisation));
        if let World::Shares(rows) = World::studied(&self.applied.dataset, site.info, stage)
            && held
            && !rows.is_empty()
        {
            self.assume(format!(
                "the EU study's shares of `{mineral}`, and its supply risk, take in no new tonnes: they have no total"
            ));
        }
        let mut changed = held;
        for (client, part) in offtake.iter().filter(|(_, part)| *part > 0.0) {
            let stated = used_by.iter().find(|(c, _)| c == client).map(|(_, q)| q.amount);
            let used = stated.or_else(|| use_of(&self.applied.dataset, site.at, client, self.asked));
            let what = (*country, client, more.amount * part);
            let way = (used, displaces.as_deref());
            let done = deliver(&mut self.applied.dataset, site.at, what, way, self.asked, &site.by);
            changed |= matches!(done, Delivered::Moved | Delivered::NotFromThese | Delivered::Exceeds);
            self.delivered(site, client, done)?;
        }
        Ok(changed)
    }

    /// More is used, and what is used besides is imported.
    fn growth(&mut self, site: &Site<'_>, client: Option<&Client>, growth: f64) -> bool {
        if growth <= 0.0 {
            return false;
        }
        let used = match client {
            // what all put out is what all use
            None => site.world.output(&self.applied.dataset, |_| true).map(|(all, _)| all),
            Some(client) => use_of(&self.applied.dataset, site.at, client, self.asked),
        };
        let rows = grow(&mut self.applied.dataset, site.at, client, growth, &site.by);
        self.tally(site.at).grown += used.unwrap_or(0.0) * growth;
        if used.is_none() {
            let message =
                format!("what is used of `{}` is not known, so that its growth is no quantity", site.at.0);
            self.warn(site.shock(), Code::NeedsQuantity, message, "give it in a table `consumption`");
        }
        rows > 0 || used.is_some()
    }

    /// Output moves from one supplier to others.
    fn moves(&mut self, site: &Site<'_>, from: CountryCode, to: &[(CountryCode, f64)], much: Much) -> Done {
        if let World::Shares(_) = site.world {
            let why = "its publisher gives only shares of the supply, no quantities";
            return Err(self.refuse(site, &Problem::NeedsQuantity(why), &[from]));
        }
        let unit = self.unit(&site.world).unwrap_or(Unit::T);
        let shift = site.world.lose(&mut self.applied.dataset, from, much, &site.by);
        let shift = shift.map_err(|problem| self.refuse(site, &problem, &[from]))?;
        for (country, part) in to {
            let amount = shift.quantity.unwrap_or_default() * part;
            // one that is new has a row now
            let world = World::of(&self.applied.dataset, site.info, site.at.1, self.asked);
            let gained = world.gain(&mut self.applied.dataset, *country, Quantity { amount, unit }, &site.by);
            gained.map_err(|problem| self.refuse(site, &problem, &[*country]))?;
        }
        Ok(shift.part > 0.0)
    }

    fn refuse(&self, site: &Site<'_>, problem: &Problem, who: &[CountryCode]) -> Box<Diagnostic> {
        refusal(site.shock(), site.at, problem, who, &site.world.suppliers(&self.applied.dataset))
    }

    fn tally(&mut self, (mineral, stage): At<'_>) -> &mut Tally {
        self.tallies.entry((mineral.clone(), stage)).or_default()
    }

    fn cut(&mut self, site: &Site<'_>, exporter: CountryCode, to: Option<Vec<CountryCode>>, part: f64) {
        if part > 0.0 {
            let one = Cut { mineral: site.at.0.clone(), stage: site.at.1, exporter, to, part };
            cut(&mut self.applied.dataset, &one, &site.by);
            self.applied.cuts.push(one);
        }
    }

    /// Says what an offtake came to, where that must be said.
    fn delivered(
        &mut self,
        site: &Site<'_>,
        client: &Client,
        done: Delivered,
    ) -> Result<(), Box<Diagnostic>> {
        let (who, (mineral, stage)) = (&client.id, site.at);
        let (message, help) = match done {
            Delivered::Moved => return Ok(()),
            Delivered::NoUse => {
                let message = format!(
                    "what `{who}` uses of `{mineral}` at the stage `{stage}` is not known, so that its offtake has no share in it"
                );
                let error = Diagnostic::error(Code::NeedsQuantity, message);
                let help =
                    format!("say it in the shock: `use = {{ {who} = 1000 }}`, or in a table `consumption`");
                return Err(Box::new(error.at(site.shock().place.clone(), "this offtake").help(help)));
            }
            Delivered::NetExporter => {
                self.assume(format!(
                    "`{who}` sells more `{mineral}` than it buys at the stage `{stage}`: its offtake there displaces no imports"
                ));
                return Ok(());
            }
            Delivered::NotFromThese => (
                format!(
                    "`{who}` buys no `{mineral}` at the stage `{stage}` from those in `displaces`: the offtake takes the place of all sources pro rata"
                ),
                "name a source of the consumer, or leave `displaces` out",
            ),
            Delivered::Exceeds => (
                format!("`{who}` takes more of `{mineral}` than it imports: what is beyond displaces nobody"),
                "lower the offtake, or say in a shock `demand-growth` that more is used",
            ),
            Delivered::NoImports => (
                format!(
                    "the tables of this run hold no imports of `{mineral}` by `{who}` at the stage `{stage}`, so that its offtake displaces nobody"
                ),
                "ask about it: `--for`",
            ),
            Delivered::Bounded => (
                format!(
                    "the reliance of `{who}` on imports of `{mineral}` is only bounded, so that its imports have no size: the offtake changes no shares"
                ),
                "give a reliance: `--reliance FILE`",
            ),
        };
        self.warn(site.shock(), Code::NoEffect, message, help);
        Ok(())
    }

    /// The country puts something out, or somebody buys from it.
    fn supplies(&self, site: &Site<'_>, country: CountryCode) -> bool {
        let data = &self.applied.dataset;
        let (mineral, stage) = site.at;
        let party = Party::Country(country);
        site.world.suppliers(data).binary_search(&country).is_ok()
            || data
                .import_sources
                .iter()
                .any(|r| r.mineral == *mineral && r.stage == stage && r.exporter == party)
            || data
                .supply_shares
                .iter()
                .any(|r| r.mineral == *mineral && r.stage == stage && r.party == party)
            || data.trade.iter().any(|r| r.mineral == *mineral && r.stage == stage && r.exporter == party)
    }

    /// What a country puts out, in the common unit.
    fn output(&self, world: &World, country: CountryCode) -> Option<f64> {
        let World::Quantities(rows) = world else { return None };
        let mut its = rows.iter().filter_map(|i| self.applied.dataset.production.get(*i));
        let row = its.find(|r| r.party == Party::Country(country))?;
        row.amount.value.map(|v| row.unit.to_common(v))
    }

    fn own_use(&self, at: At<'_>, country: CountryCode) -> Option<f64> {
        let client = Client { id: country.as_str().into(), members: vec![country] };
        use_of(&self.applied.dataset, at, &client, self.asked)
    }

    /// The unit of a supply of quantities.
    fn unit(&self, world: &World) -> Option<Unit> {
        let World::Quantities(rows) = world else { return None };
        rows.first().and_then(|i| self.applied.dataset.production.get(*i)).map(|r| r.unit.common())
    }
}
