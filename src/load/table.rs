//! The list of tables.

use super::record::TableSpec;
use super::tables::{
    bilateral, end_uses, governance, hs_codes, import_sources, minerals, parameters, places, prices,
    published_scores, quantities, reliance, reserves, sources, stocks, supply_shares, trade,
};

macro_rules! tables {
    ($($variant:ident $spec:path, $meaning:literal;)*) => {
        /// A table that we read.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Table {
            $(#[doc = $meaning] $variant,)*
        }

        impl Table {
            /// Every table, by name.
            pub const ALL: [Self; [$(Self::$variant),*].len()] = [$(Self::$variant),*];

            /// Its columns.
            #[must_use]
            pub fn spec(self) -> &'static TableSpec {
                match self { $(Self::$variant => { static SPEC: TableSpec = $spec; &SPEC })* }
            }

            /// What stands in it, in a few words.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

tables! {
    Bilateral bilateral::SPEC, "What two countries trade in all, as one of them reports it.";
    Capacity quantities::CAPACITY, "What could be put out in a year, by country.";
    Consumption quantities::CONSUMPTION, "Use of a year, by country.";
    Countries places::COUNTRIES, "Countries and their codes.";
    CountryAliases places::ALIASES, "Other names of countries.";
    EndUses end_uses::SPEC, "What minerals are used for.";
    Governance governance::SPEC, "Worldwide Governance Indicators of one edition.";
    Groups places::GROUPS, "Groups of countries.";
    HsCodes hs_codes::SPEC, "Under which codes of the Harmonized System minerals are traded.";
    ImportSources import_sources::SPEC, "Published shares in a country's imports.";
    Minerals minerals::SPEC, "Minerals, what is weighed of them, and whose figures are used.";
    Parameters parameters::SPEC, "Published parameters of methods.";
    Prices prices::SPEC, "Prices.";
    Production quantities::PRODUCTION, "Output of a year, by country.";
    PublishedScores published_scores::SPEC, "Scores as their publishers printed them.";
    Reliance reliance::SPEC, "Published net import reliance.";
    Reserves reserves::SPEC, "What could be mined, by country.";
    Sources sources::SPEC, "Publications that the other tables cite.";
    Stocks stocks::SPEC, "What lies in store at the end of a year.";
    SupplyShares supply_shares::SPEC, "Shares in a supply, where only shares are published.";
    Trade trade::SPEC, "What went from whom to whom in a year.";
}

impl Table {
    /// Its name: `production`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.spec().name
    }

    /// The table of this name; case counts not, and a hyphen or blank is an underscore.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace(['-', ' '], "_");
        Self::ALL.into_iter().find(|table| table.name() == name)
    }

    /// It is used by every other table to tell names.
    #[must_use]
    pub fn is_reference(self) -> bool {
        matches!(self, Self::Countries | Self::CountryAliases | Self::Groups | Self::Minerals)
    }

    /// It stays compiled in beside a user's own tables.
    #[must_use]
    pub fn stays(self) -> bool {
        self.is_reference()
            || matches!(self, Self::Governance | Self::HsCodes | Self::Parameters | Self::Sources)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn tables_are_listed_by_name() {
        assert!(Table::ALL.is_sorted_by_key(|table| table.name()));
        assert_eq!(Table::named("Import-Sources"), Some(Table::ImportSources));
    }
}
