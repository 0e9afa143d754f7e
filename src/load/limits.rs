//! What is read at most. Beyond it is an error, so that no file makes the program hang or run out of memory.

/// Bytes of a file, unpacked, and of all files of a run together: 256 MB.
pub const BYTES: usize = 256_000_000;

/// Rows of the user's tables in a run.
pub const ROWS: usize = 1_000_000;

/// Columns of a CSV table, and different keys of the rows of a JSON table.
pub const COLUMNS: usize = 200;

/// Tables in a JSON file.
pub const TABLES: usize = 100;

/// Arrays and objects within one another in a JSON file.
pub const LEVELS: usize = 128;

/// Bytes of a cell.
pub const CELL: usize = 10_000;

/// Errors of a file after which the rest of it is not read.
pub const ERRORS: usize = 200;

/// Parts that a gzip file may be put together from. Programs that pack in blocks make one of each 64 kB, and a
/// part may hold nothing and still take its time.
pub const PARTS: usize = 10_000;
