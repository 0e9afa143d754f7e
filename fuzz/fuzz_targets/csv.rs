//! Any text as the CSV of any table. The first byte picks the table.
#![no_main]

use libfuzzer_sys::fuzz_target;
use minerals_fuzz::hold;

fuzz_target!(|bytes: &[u8]| hold("x.csv", bytes));
