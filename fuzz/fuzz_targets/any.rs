//! Any bytes as a file whose name tells nothing: packed, another format, another encoding. The first
//! byte picks the table.
#![no_main]

use libfuzzer_sys::fuzz_target;
use minerals_fuzz::hold;

fuzz_target!(|bytes: &[u8]| hold("x", bytes));
