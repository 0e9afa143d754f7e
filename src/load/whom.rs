//! Whom a question is for: a country or a group, by its code, id, name or alias.

use crate::diag::{Code, Diagnostic, quote};
use crate::load::names::Names;
use crate::model::{Consumer, Dataset};

/// The consumer that a text names; with `intra` the trade between its members counts.
///
/// # Errors
/// If it names nobody, or `intra` is asked of one country.
pub fn consumer(
    text: &str,
    intra: bool,
    names: &Names,
    dataset: &Dataset,
) -> Result<Consumer, Box<Diagnostic>> {
    if let Some(code) = names.country(text) {
        if intra {
            let message = format!("`intra` is about a group, and `{code}` is one country");
            return Err(Box::new(Diagnostic::error(Code::NoData, message).help("name a group, as `EU27`")));
        }
        let name = dataset.countries.get(&code).map_or(code.as_str(), |c| c.name.as_str());
        return Ok(Consumer::country(code, name));
    }
    if let Some(group) = names.find_group(text) {
        return Ok(Consumer::group(&group.id, &group.name, group.members.clone(), intra));
    }
    let error = Diagnostic::error(Code::UnknownCountry, format!("unknown country `{}`", quote(text)));
    let groups = || names.groups().map(|g| format!("`{}`", g.id)).collect::<Vec<_>>().join(", ");
    let advice = names.country_advice(text).unwrap_or_else(|| {
        format!("write an ISO 3166 code, a name, a known alias, or a group: {}", groups())
    });
    Err(Box::new(error.help(advice)))
}
