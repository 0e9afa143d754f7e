//! What the dialects of SQL write differently.

/// A dialect that the query is written in. Each is held by a test that runs the query on the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// DuckDB.
    DuckDb,
    /// Apache Spark.
    Spark,
    /// ClickHouse.
    ClickHouse,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::DuckDb, Self::Spark, Self::ClickHouse];

    /// Its name for people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::DuckDb => "DuckDB",
            Self::Spark => "Apache Spark",
            Self::ClickHouse => "ClickHouse",
        }
    }

    /// A value as text.
    pub(super) fn text(self, value: &str) -> String {
        match self {
            Self::DuckDb => format!("CAST({value} AS VARCHAR)"),
            Self::Spark => format!("CAST({value} AS STRING)"),
            Self::ClickHouse => format!("toString({value})"),
        }
    }

    /// A number or a text as a whole number, whose leading zeros do not count; what is none stops the query.
    pub(super) fn whole(self, value: &str) -> String {
        format!("CAST({value} AS INTEGER)")
    }

    /// The same, and nothing where it is none: a total among the codes, or a name for a number. Trimmed also
    /// where the cast would do that, for DuckDB would have its reader of CSV do the cast and stop there.
    pub(super) fn whole_or_null(self, value: &str) -> String {
        let word = format!("TRIM({})", self.text(value));
        match self {
            Self::DuckDb | Self::Spark => format!("TRY_CAST({word} AS BIGINT)"),
            Self::ClickHouse => format!("toInt64OrNull({word})"),
        }
    }

    /// A number or a text in whole thousandths: nothing where it is empty or says that there is none, and
    /// another word stops the query.
    pub(super) fn thousandths(self, value: &str) -> String {
        let word = self.text(value);
        let there = format!("UPPER(TRIM({word})) NOT IN ('', 'NA', 'NAN')");
        match self {
            Self::DuckDb => format!(
                "CAST(ROUND(1000 * CAST(\n            \
                     CASE WHEN {there} THEN {value} END\n        \
                 AS DOUBLE)) AS BIGINT)"
            ),
            // a cast that fails stops the query only in Spark's ANSI mode, which a warehouse may have turned off
            Self::Spark => format!(
                "CASE WHEN {there}\n            \
                     THEN COALESCE(CAST(ROUND(1000 * TRY_CAST({value} AS DOUBLE)) AS BIGINT),\n                \
                         RAISE_ERROR(CONCAT('not a number: ', {value}))) END"
            ),
            // what may be null becomes null here where it is no number: only a text that is there stops the query
            Self::ClickHouse => format!(
                "CASE WHEN {there}\n            \
                     THEN toInt64(round(1000 * toFloat64(assumeNotNull(\n                \
                         if({there}, TRIM({word}), '0')\n            \
                     )))) END"
            ),
        }
    }

    /// What stands behind the query.
    pub(super) fn settings(self) -> &'static str {
        match self {
            Self::DuckDb | Self::Spark => "",
            // else what a left join does not find is an empty text, and what is unknown is written as `\N`
            Self::ClickHouse => "\nSETTINGS join_use_nulls = 1, format_csv_null_representation = ''",
        }
    }
}
