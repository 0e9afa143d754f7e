//! The question to a warehouse: one query whose result is the table `trade`.

/// A dialect of SQL that the query is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// DuckDB.
    DuckDb,
    /// Apache Spark.
    Spark,
}
