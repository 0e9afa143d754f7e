//! Applying a scenario: each shock in the order of the file, on what the ones before have left.

use std::collections::{BTreeMap, BTreeSet};

use super::consumers::{Client, Cut, Delivered, cut, deliver, grow, reallocate, use_of};
use super::gap::{Gap, balance};
use super::overlap::overlaps;
use super::parameters::set;
use super::supply::{By, Problem, World};
use super::{Kind, Limit, Much, Need, Quantity, Scenario, Shock};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{CountryCode, Dataset, MineralId, MineralInfo, Party, Scope, Stage, Unit, Year};

/// The tables after a scenario, and what it did.
#[derive(Debug)]
pub struct Applied {
    /// The tables.
    pub dataset: Dataset,
    /// The minerals that the shocks speak of and that it changed anything of.
    pub minerals: BTreeSet<MineralId>,
    /// Lost supply and what fills it, by mineral and stage.
    pub gaps: Vec<Gap>,
    /// Deliveries that are cut.
    pub cuts: Vec<Cut>,
    /// What consumers use a year, where a shock says so.
    pub stated: Vec<(MineralId, Stage, Client, f64)>,
    /// Shocks that do not apply at the horizon.
    pub left: Vec<Left>,
    /// What was taken for granted, in words.
    pub assumptions: Vec<String>,
    /// What a reader must know.
    pub warnings: Vec<Diagnostic>,
}

/// A shock that does not apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Which, from 1.
    pub number: usize,
    /// Its kind.
    pub kind: &'static str,
    /// Why.
    pub reason: String,
}

/// Exports that a shock restricts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Exports {
    pub country: CountryCode,
    /// What it puts out, where that is known.
    pub output: Option<f64>,
    /// What it sold to those cut off.
    pub before: Option<f64>,
    /// Part of that which is stopped.
    pub part: f64,
}

/// What the shocks do to the market of one mineral and stage.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tally {
    pub unit: Option<Unit>,
    pub outage: f64,
    pub outages: Vec<CountryCode>,
    pub exports: Vec<Exports>,
    pub added: f64,
    pub grown: f64,
    pub stocks: f64,
    pub used: Option<f64>,
    pub ramp: f64,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            unit: None,
            outage: 0.0,
            outages: Vec::new(),
            exports: Vec::new(),
            added: 0.0,
            grown: 0.0,
            stocks: 0.0,
            used: None,
            ramp: 1.0,
        }
    }
}

impl Tally {
    fn is_loss(&self) -> bool {
        self.outage > 0.0 || !self.exports.is_empty() || self.grown > 0.0
    }

    fn need(&mut self, need: &Need) {
        self.ramp = self.ramp.min(need.ramp);
        self.used = need.used.map(|q| q.amount).or(self.used);
        self.unit = need.used.map(|q| q.unit).or(self.unit);
    }
}

/// Applies a scenario to tables; `asked` is the year that the question is of.
///
/// A scenario that changes nothing leaves the tables as they are, to the last bit.
///
/// # Errors
/// Every shock that cannot be applied: suppliers that supply nothing, more taken than there is, quantities where
/// only shares are known, shocks that contradict each other.
pub fn apply(
    dataset: &Dataset,
    scenario: &Scenario,
    asked: Option<Year>,
) -> Result<Applied, Vec<Diagnostic>> {
    let asked = asked.or(scenario.base_year);
    let (mut errors, warnings): (Vec<_>, Vec<_>) =
        overlaps(scenario).into_iter().partition(|d| d.severity == Severity::Error);
    let applied = Applied {
        dataset: dataset.clone(),
        minerals: BTreeSet::new(),
        gaps: Vec::new(),
        cuts: Vec::new(),
        stated: Vec::new(),
        left: Vec::new(),
        assumptions: Vec::new(),
        warnings,
    };
    let mut applying = Applying { before: dataset, applied, scenario, asked, tallies: BTreeMap::new() };
    for (i, shock) in scenario.shocks.iter().enumerate() {
        if shock.applies(scenario.year) {
            errors.extend(applying.shock(shock));
        } else {
            let reason = match (shock.start, shock.end, scenario.year) {
                (Some(start), _, Some(year)) if start > year => {
                    format!("it starts in {start}, after the horizon {year}")
                }
                (_, Some(end), Some(year)) => format!("it ends in {end}, before the horizon {year}"),
                _ => String::new(),
            };
            applying.applied.left.push(Left { number: i + 1, kind: shock.kind.as_str(), reason });
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(applying.finish())
}

struct Applying<'d> {
    before: &'d Dataset,
    applied: Applied,
    scenario: &'d Scenario,
    asked: Option<Year>,
    tallies: BTreeMap<(MineralId, Stage), Tally>,
}

impl Applying<'_> {
    fn finish(mut self) -> Applied {
        for ((mineral, stage), tally) in &self.tallies {
            let Some(info) = self.before.minerals.get(mineral).filter(|_| tally.is_loss()) else { continue };
            let tables = (self.before, &self.applied.dataset);
            let gap = balance(tables, (info, *stage), tally, &self.scenario.elasticity, self.asked);
            self.applied.gaps.push(gap);
        }
        self.applied
    }

    /// Applies one shock; tells why it cannot be.
    fn shock(&mut self, shock: &Shock) -> Vec<Diagnostic> {
        let stages: Vec<Stage> = shock.stage.map_or(Stage::ALL.to_vec(), |stage| vec![stage]);
        let mut errors = Vec::new();
        for named in &shock.minerals {
            let before = errors.len();
            let mut changed = false;
            if let Kind::Parameter { name, value, countries } = &shock.kind {
                let by = By { scenario: self.scenario, shock };
                for mineral in self.meant(named, &Stage::ALL) {
                    let of = (name.as_str(), *value, countries.as_deref());
                    let rows = set(&mut self.applied.dataset, (&mineral, shock.stage), of, &by);
                    changed |= rows > 0;
                    if rows > 0 {
                        self.applied.minerals.insert(mineral);
                    }
                }
            } else {
                for stage in &stages {
                    for mineral in self.meant(named, &[*stage]) {
                        match self.one(shock, &mineral, *stage) {
                            Ok(true) => {
                                changed = true;
                                self.applied.minerals.insert(mineral);
                            }
                            Ok(false) => {
                                self.applied.minerals.insert(mineral);
                            }
                            Err(error) => errors.push(*error),
                        }
                    }
                }
            }
            if !changed && errors.len() == before {
                let message = format!("the shock changes nothing of `{named}` in the tables of this run");
                self.warn(
                    shock,
                    Code::NoEffect,
                    message,
                    "say in tonnes a year, or as a part, what happens to whom",
                );
            }
        }
        errors
    }

    /// The mineral itself where the tables speak of it there, else its members of which they do.
    fn meant(&self, named: &MineralId, stages: &[Stage]) -> Vec<MineralId> {
        let data = self.before;
        let has = |id: &MineralId| {
            let at = |mineral: &MineralId, stage: Stage| mineral == id && stages.contains(&stage);
            data.production.iter().any(|r| at(&r.mineral, r.stage))
                || data.supply_shares.iter().any(|r| at(&r.mineral, r.stage) && r.scope == Scope::World)
                || data.import_sources.iter().any(|r| at(&r.mineral, r.stage))
                || data.trade.iter().any(|r| at(&r.mineral, r.stage))
        };
        if has(named) {
            return vec![named.clone()];
        }
        let members: Vec<&MineralInfo> =
            data.minerals.values().filter(|info| info.family.as_ref() == Some(named)).collect();
        if members.is_empty() {
            return vec![named.clone()];
        }
        members.into_iter().flat_map(|info| self.meant(&info.id, stages)).collect()
    }

    /// One shock on one mineral and stage. Tells whether anything changed.
    fn one(&mut self, shock: &Shock, mineral: &MineralId, stage: Stage) -> Result<bool, Box<Diagnostic>> {
        let Some(info) = self.before.minerals.get(mineral) else { return Ok(false) };
        let world = World::of(&self.applied.dataset, info, stage, self.asked);
        let by = By { scenario: self.scenario, shock };
        let at = (mineral, stage);
        self.applied.stated.extend(
            shock
                .kind
                .used_by()
                .iter()
                .map(|(client, used)| (mineral.clone(), stage, client.clone(), used.amount)),
        );
        let refuse = |problem: &Problem, who: &[CountryCode], world: &World, data: &Dataset| {
            Box::new(refusal(shock, at, problem, who, &world.suppliers(data)))
        };
        match &shock.kind {
            Kind::Outage { countries, loss, need } => {
                let mut found = false;
                let mut changed = false;
                for country in countries {
                    match world.lose(&mut self.applied.dataset, *country, *loss, &by) {
                        Ok(shift) => {
                            found = true;
                            changed |= shift.part > 0.0;
                            self.cut(mineral, stage, *country, None, shift.part, &by);
                            let tally = self.tally(mineral, stage);
                            tally.need(need);
                            tally.outage += shift.quantity.unwrap_or(0.0);
                            tally.outages.extend((shift.part > 0.0).then_some(*country));
                        }
                        Err(Problem::NotASupplier) => {}
                        Err(problem) => {
                            return Err(refuse(&problem, &[*country], &world, &self.applied.dataset));
                        }
                    }
                }
                if found {
                    Ok(changed)
                } else {
                    Err(refuse(&Problem::NotASupplier, countries, &world, &self.applied.dataset))
                }
            }
            Kind::ExportRestriction { countries, to, limit, exports, own_use, need } => {
                let mut found = false;
                let mut changed = false;
                let to: Option<Vec<CountryCode>> =
                    to.as_ref().map(|all| all.iter().flat_map(|c| c.members.iter().copied()).collect());
                let sell: Vec<&CountryCode> =
                    countries.iter().filter(|c| self.supplies(&world, at, **c)).collect();
                for country in sell {
                    found = true;
                    let output = self.output(&world, *country);
                    let own = own_use
                        .map(|q| q.amount)
                        .or_else(|| self.own_use(at, *country))
                        .filter(|_| to.is_none());
                    let before = exports.map(|q| q.amount).or(output.zip(own).map(|(o, u)| (o - u).max(0.0)));
                    let part = match limit {
                        Limit::Stopped(part) => *part,
                        Limit::Quota(quota) => {
                            let Some(before) = before else {
                                let why = "how much it exports is not known: give `exports`, or `own_use`";
                                return Err(refuse(
                                    &Problem::NeedsQuantity(why),
                                    &[*country],
                                    &world,
                                    &self.applied.dataset,
                                ));
                            };
                            if before > 0.0 { (1.0 - quota.amount / before).max(0.0) } else { 0.0 }
                        }
                    };
                    changed |= part > 0.0;
                    self.cut(mineral, stage, *country, to.clone(), part, &by);
                    if part > 0.0 && (before.is_some() || matches!(world, World::Quantities(_))) {
                        let unit = exports.map(|q| q.unit);
                        let tally = self.tally(mineral, stage);
                        tally.need(need);
                        tally.unit = unit.or(tally.unit);
                        tally.exports.push(Exports { country: *country, output, before, part });
                    }
                }
                if !found {
                    return Err(refuse(&Problem::NotASupplier, countries, &world, &self.applied.dataset));
                }
                if matches!(limit, Limit::Quota(_)) && !changed {
                    let message = format!("the quota lets through all that is exported of `{mineral}`");
                    self.warn(
                        shock,
                        Code::NoEffect,
                        message,
                        "a quota bites where it is less than the exports",
                    );
                }
                Ok(changed)
            }
            Kind::NewCapacity { country, capacity, utilisation, offtake, displaces, used_by } => {
                let more = Quantity { amount: capacity.amount * utilisation, unit: capacity.unit };
                let gained = world.gain(&mut self.applied.dataset, *country, more, &by);
                gained.map_err(|problem| refuse(&problem, &[*country], &world, &self.applied.dataset))?;
                let mut changed = more.amount > 0.0 && !matches!(world, World::Nothing);
                if matches!(world, World::Nothing) {
                    let message = format!(
                        "no output of `{mineral}` at the stage `{stage}` is held, so that no shares of the world change"
                    );
                    self.warn(shock, Code::NoEffect, message, "only what an offtake displaces is computed");
                }
                let tally = self.tally(mineral, stage);
                tally.added += more.amount;
                tally.unit = Some(more.unit);
                self.assume(format!(
                    "`{country}` uses {} % of its new capacity of `{mineral}`",
                    100.0 * utilisation
                ));
                for (client, part) in offtake {
                    let quantity = more.amount * part;
                    let stated = used_by.iter().find(|(c, _)| c == client).map(|(_, q)| q.amount);
                    let used = stated.or_else(|| use_of(&self.applied.dataset, at, client, self.asked));
                    let way = (used, displaces.as_deref());
                    let done = if quantity > 0.0 {
                        deliver(
                            &mut self.applied.dataset,
                            at,
                            (*country, client, quantity),
                            way,
                            self.asked,
                            &by,
                        )
                    } else {
                        Delivered::NoImports
                    };
                    changed |= matches!(done, Delivered::Moved | Delivered::Exceeds);
                    self.delivered(shock, at, client, done)?;
                }
                Ok(changed)
            }
            Kind::DemandGrowth { client, growth } => {
                if *growth == 0.0 {
                    return Ok(false);
                }
                let used = match client {
                    None => match &world {
                        World::Quantities(_) => self.total(&world),
                        World::Shares(_) | World::Nothing => None,
                    },
                    Some(client) => use_of(&self.applied.dataset, at, client, self.asked),
                };
                let rows = grow(&mut self.applied.dataset, at, client.as_ref(), *growth, &by);
                let tally = self.tally(mineral, stage);
                tally.grown += used.unwrap_or(0.0) * growth;
                if used.is_none() {
                    let message = format!(
                        "what is used of `{mineral}` is not known, so that its growth is no quantity"
                    );
                    self.warn(shock, Code::NeedsQuantity, message, "give it in a table `consumption`");
                }
                Ok(rows > 0 || used.is_some())
            }
            Kind::StockRelease { quantity, .. } => {
                let tally = self.tally(mineral, stage);
                tally.stocks += quantity.amount;
                tally.unit = Some(quantity.unit);
                Ok(quantity.amount > 0.0)
            }
            Kind::Reallocation { from, to, much, client: Some(client) } => {
                let Much::Part(part) = much else {
                    return Err(refuse(
                        &Problem::NeedsQuantity("shares in imports move by a part"),
                        &[*from],
                        &world,
                        &self.applied.dataset,
                    ));
                };
                if *part <= 0.0 {
                    return Ok(false);
                }
                Ok(reallocate(&mut self.applied.dataset, at, (*from, to, *part), client, &by))
            }
            Kind::Reallocation { from, to, much, client: None } => {
                let shift = world.lose(&mut self.applied.dataset, *from, *much, &by);
                let shift = shift.map_err(|p| refuse(&p, &[*from], &world, &self.applied.dataset))?;
                let Some(amount) = shift.quantity else {
                    return Err(refuse(
                        &Problem::NeedsQuantity(
                            "its publisher gives only shares of the supply, no quantities",
                        ),
                        &[*from],
                        &world,
                        &self.applied.dataset,
                    ));
                };
                let unit = self.unit(&world);
                for (country, part) in to {
                    let world = World::of(&self.applied.dataset, info, stage, self.asked);
                    let gained = world.gain(
                        &mut self.applied.dataset,
                        *country,
                        Quantity { amount: amount * part, unit },
                        &by,
                    );
                    gained.map_err(|p| refuse(&p, &[*country], &world, &self.applied.dataset))?;
                }
                Ok(shift.part > 0.0)
            }
            Kind::Parameter { .. } => Ok(false),
        }
    }

    fn tally(&mut self, mineral: &MineralId, stage: Stage) -> &mut Tally {
        self.tallies.entry((mineral.clone(), stage)).or_default()
    }

    fn cut(
        &mut self,
        mineral: &MineralId,
        stage: Stage,
        exporter: CountryCode,
        to: Option<Vec<CountryCode>>,
        part: f64,
        by: &By<'_>,
    ) {
        if part > 0.0 {
            let one = Cut { mineral: mineral.clone(), stage, exporter, to, part };
            cut(&mut self.applied.dataset, &one, by);
            self.applied.cuts.push(one);
        }
    }

    /// What an offtake came to, where that must be said.
    fn delivered(
        &mut self,
        shock: &Shock,
        (mineral, stage): (&MineralId, Stage),
        client: &Client,
        done: Delivered,
    ) -> Result<(), Box<Diagnostic>> {
        let who = &client.id;
        let (message, help) = match done {
            Delivered::Moved => return Ok(()),
            Delivered::NoUse => {
                let message = format!(
                    "what `{who}` uses of `{mineral}` at the stage `{stage}` is not known, so that its offtake has no share in it"
                );
                let error =
                    Diagnostic::error(Code::NeedsQuantity, message).at(shock.place.clone(), "this offtake");
                let help =
                    format!("say it in the shock: `use = {{ {who} = 1000 }}`, or in a table `consumption`");
                return Err(Box::new(error.help(help)));
            }
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
            Delivered::NetExporter => {
                self.assume(format!(
                    "`{who}` sells more `{mineral}` than it buys at the stage `{stage}`: its offtake there displaces no imports"
                ));
                return Ok(());
            }
            Delivered::Bounded => (
                format!(
                    "the reliance of `{who}` on imports of `{mineral}` is only bounded, so that its imports have no size: the offtake changes no shares"
                ),
                "give a reliance: `--reliance FILE`",
            ),
        };
        self.warn(shock, Code::NoEffect, message, help);
        Ok(())
    }

    fn warn(&mut self, shock: &Shock, code: Code, message: String, help: &str) {
        let warning = Diagnostic::warning(code, message).at(shock.place.clone(), "this shock").help(help);
        if !self.applied.warnings.contains(&warning) {
            self.applied.warnings.push(warning);
        }
    }

    fn assume(&mut self, words: String) {
        if !self.applied.assumptions.contains(&words) {
            self.applied.assumptions.push(words);
        }
    }

    /// The country puts something out, or somebody buys from it.
    fn supplies(&self, world: &World, (mineral, stage): (&MineralId, Stage), country: CountryCode) -> bool {
        let data = &self.applied.dataset;
        let party = Party::Country(country);
        world.suppliers(data).binary_search(&country).is_ok()
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

    fn output(&self, world: &World, country: CountryCode) -> Option<f64> {
        let World::Quantities(rows) = world else { return None };
        let mut its = rows.iter().filter_map(|i| self.applied.dataset.production.get(*i));
        let row = its.find(|r| r.party == Party::Country(country))?;
        row.amount.value.map(|v| row.unit.to_common(v))
    }

    fn own_use(&self, at: (&MineralId, Stage), country: CountryCode) -> Option<f64> {
        let client = Client { id: country.as_str().into(), members: vec![country] };
        use_of(&self.applied.dataset, at, &client, self.asked)
    }

    fn total(&self, world: &World) -> Option<f64> {
        let World::Quantities(rows) = world else { return None };
        let all = rows.iter().filter_map(|i| self.applied.dataset.production.get(*i));
        let named = all.filter(|r| r.party != Party::World);
        let mut amounts: Vec<(Party, f64)> = named
            .map(|r| (r.party, r.unit.to_common(r.amount.value.or(r.amount.low).unwrap_or_default())))
            .collect();
        amounts.sort_by_key(|(party, _)| *party);
        Some(amounts.iter().map(|(_, q)| q).sum())
    }

    fn unit(&self, world: &World) -> Unit {
        let World::Quantities(rows) = world else { return Unit::Share };
        let first = rows.first().and_then(|i| self.applied.dataset.production.get(*i));
        first.map_or(Unit::T, |r| r.unit.common())
    }
}

/// Why a shock cannot be applied, at its place.
fn refusal(
    shock: &Shock,
    (mineral, stage): (&MineralId, Stage),
    problem: &Problem,
    who: &[CountryCode],
    suppliers: &[CountryCode],
) -> Diagnostic {
    let names = who.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ");
    let listed = suppliers.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ");
    let (code, message, help) = match problem {
        Problem::NotASupplier => (
            Code::UnknownSupplier,
            format!("{names} supplies no `{mineral}` at the stage `{stage}` in these tables"),
            if listed.is_empty() {
                "nobody is named there: is it the other stage?".to_owned()
            } else {
                format!("these do: {listed}")
            },
        ),
        Problem::NeedsQuantity(why) => (
            Code::NeedsQuantity,
            format!("the shock needs quantities of `{mineral}` at the stage `{stage}`: {why}"),
            "state the shock as a part (`reduction`, `share`), or give quantities in a table".to_owned(),
        ),
        Problem::TooMuch(has, unit) => (
            Code::BadValue,
            format!("the shock takes more `{mineral}` from {names} than it puts out, which is {has} {unit}"),
            "a `reduction` of 1 takes all of it".to_owned(),
        ),
        Problem::Unit(unit) => (
            Code::BadUnit,
            format!("`{mineral}` is counted in `{unit}` at the stage `{stage}`"),
            format!("state the quantity in `{unit}`"),
        ),
        Problem::NothingLeft => (
            Code::BadValue,
            format!("nothing would be left of the supply of `{mineral}` at the stage `{stage}`"),
            "a supply of which only shares are known cannot be emptied".to_owned(),
        ),
    };
    Diagnostic::error(code, message).at(shock.place.clone(), "this shock").help(help)
}
