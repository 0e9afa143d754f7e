//! The list of everything that the program can say, by its stable code.

use std::fmt;

macro_rules! codes {
    ($($variant:ident $name:literal $meaning:literal;)*) => {
        /// A kind of diagnostic. The name is stable: scripts and policies may rely on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every code, in alphabetical order of their names.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The kebab-case name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it means, in a sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    AmbiguousName "ambiguous-name" "The name means several things: a mineral, a country or a group.";
    BadCharacter "bad-character" "The cell holds a character that nobody sees, or that steers a terminal.";
    BadDimension "bad-dimension" "The cell is not one of the six dimensions of governance.";
    BadEncoding "bad-encoding" "The file is not UTF-8 text.";
    BadJson "bad-json" "The file is not JSON, or not of a shape that holds a table.";
    BadNumber "bad-number" "The cell is not a plain decimal number.";
    BadParty "bad-party" "The cell names a total, or the row's own country, where another country is wanted.";
    BadPeriod "bad-period" "The cell is not a year or a period of years.";
    BadQuote "bad-quote" "A quoted cell is not closed, or text follows its closing quote.";
    BadRow "bad-row" "The row has another number of cells than the header.";
    BadSeparator "bad-separator" "The cells of the file are not separated by commas.";
    BadStage "bad-stage" "The cell is neither `mine` nor `refinery`.";
    BadStatus "bad-status" "The cell is not a status, or the row's numbers do not fit its status.";
    BadToml "bad-toml" "The file is not TOML.";
    BadUnit "bad-unit" "The cell is not a unit that we know.";
    BadValue "bad-value" "The key of a scenario or policy file has a value that it does not take.";
    BadWord "bad-word" "The cell is not one of the words that its column takes.";
    BasketCode "basket-code" "Trade is counted under codes that several minerals share.";
    CutRun "cut-run" "A run that is compared holds only the first of its results: others may have gone or come unseen.";
    DoubtfulNumber "doubtful-number" "Every number of a table may be read in two ways.";
    DuplicateColumn "duplicate-column" "Two columns have the same name.";
    DuplicateRow "duplicate-row" "Two rows speak of the same thing.";
    DuplicateTable "duplicate-table" "Two files hold the same table.";
    EmptyTable "empty-table" "The file has no rows: nothing can be computed from it.";
    ExpiredAllow "expired-allow" "An exception of a policy is past its day.";
    ImplausibleReserves "implausible-reserves" "Reserves over production lie outside 5 to 2 000 years: a unit is wrong.";
    Incomplete "incomplete" "A producer has no figure of its own and is in no total: what it holds is unknown.";
    IntraTrade "intra-trade" "Trade between the members of a group is left out, and would change the largest source.";
    LimitBroken "limit-broken" "A number is beyond the limit that a policy sets it.";
    LimitUndecided "limit-undecided" "A limit lies within what is not known of a number: it may be broken.";
    LimitUnknown "limit-unknown" "A mineral that a limit names has no such number.";
    MergeConflict "merge-conflict" "The file holds both sides of a merge that was not finished.";
    MirrorFlow "mirror-flow" "Two sources report one flow of trade: the exporter's and the importer's word for it.";
    MissingCell "missing-cell" "A cell that the row needs is empty.";
    MissingColumn "missing-column" "The table lacks a column that it needs.";
    MissingKey "missing-key" "A table of a scenario or policy file lacks a key that it needs.";
    MixedBases "mixed-bases" "Figures that are compared are weighed in different ways.";
    MixedEditions "mixed-editions" "The table has two editions of what must come from one.";
    MixedUnits "mixed-units" "Figures of one mix stand in different units.";
    MixedVintage "mixed-vintage" "The numbers compared are of different years.";
    NeedsQuantity "needs-quantity" "A shock of tonnes meets a supply of which only shares are known.";
    NoConcentration "no-concentration" "The source does not allow a concentration to be computed.";
    NoData "no-data" "The tables hold nothing that answers the question.";
    NoEffect "no-effect" "A shock changes nothing in the tables of the run.";
    NoGovernance "no-governance" "A supplier has no governance estimate: its weight is unknown.";
    NoSplit "no-split" "No publisher splits a mineral's use so that the sector has a share of its own.";
    NoValue "no-value" "No row of the trade has a value, so that shares are by quantity.";
    NotARun "not-a-run" "The file is not the whole JSON of an answer about minerals, which could be compared.";
    NotATable "not-a-table" "The file is not a text that holds a table.";
    OtherFormat "other-format" "The file is of another major version of our JSON than the one that is read.";
    OutputIsInput "output-is-input" "The answer would be written over a file that it is computed from.";
    OverlappingShocks "overlapping-shocks" "Two shocks of a scenario change the same supply.";
    PriceOutOfLine "price-out-of-line" "A price is far from those beside it.";
    ReExportHub "re-export-hub" "A country sells what no table says that it puts out.";
    RepeatedFlow "repeated-flow" "Several rows of a trade file tell one flow: they are added up.";
    SetAside "set-aside" "A row of the input is not used, for a stated reason.";
    SeveralCodes "several-codes" "A trade file has one country under several codes: each counts by itself.";
    SeveralSources "several-sources" "Rows of several sources speak of the same supplier in one mix.";
    SharesAboveOne "shares-above-one" "The shares of one whole add up to more than 1.";
    SharesBelowOne "shares-below-one" "The shares of one whole leave a rest that no row names.";
    TableByColumns "table-by-columns" "The columns of a file had to tell which table it holds.";
    TestFailed "test-failed" "A number is not what a test of a policy expects.";
    TooLarge "too-large" "The file is larger than what is read.";
    TooManyErrors "too-many-errors" "The file has so many errors that reading it was stopped.";
    TotalMismatch "total-mismatch" "The rows add up to something else than the published total.";
    UnexplainedMove "unexplained-move" "Figures moved between two runs of the same inputs, parameters and version.";
    UnknownColumn "unknown-column" "The table has a column that is not used.";
    UnknownCountry "unknown-country" "The cell is not an ISO 3166 code, name or alias of a country.";
    UnknownKey "unknown-key" "The scenario or policy file has a key that is not used there.";
    UnknownLabel "unknown-label" "A publisher's file has a row that the importer has no rule for.";
    UnknownList "unknown-list" "No mineral stands on an official list of this name.";
    UnknownMetric "unknown-metric" "There is no metric of this name.";
    UnknownMineral "unknown-mineral" "The name is not the id, name or alias of a mineral.";
    UnknownName "unknown-name" "The name is that of no mineral, country or group.";
    UnknownPolicy "unknown-policy" "There is no policy file of this name, in the folder or compiled in.";
    UnknownScenario "unknown-scenario" "There is no scenario file of this name, in the folder or compiled in.";
    UnknownSector "unknown-sector" "No row of the end uses has this sector, application or NACE code.";
    UnknownSupplier "unknown-supplier" "The country supplies nothing of the mineral at that stage.";
    UnknownTable "unknown-table" "The file cannot be told to be one of the tables.";
    UnlikeRuns "unlike-runs" "The two runs are answers of different commands.";
    UnmatchedAllow "unmatched-allow" "An exception of a policy matches nothing that breaks it.";
    Unreadable "unreadable" "The file cannot be read.";
    WrongTable "wrong-table" "The file holds another table, or is laid out in another way.";
    YearGap "year-gap" "A supplier had output before and has no row in the year of its mix.";
    YearTooEarly "year-too-early" "The first figure is of a year after the one asked for.";
    YearTooOld "year-too-old" "The newest figure is more than five years older than the year asked for.";
    ZeroTotal "zero-total" "The suppliers of a mix add up to nothing.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn codes_are_sorted_and_unique() {
        let names: Vec<_> = Code::ALL.iter().map(|c| c.name()).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(names, sorted);
    }
}
