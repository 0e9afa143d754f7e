//! The `minerals` program.

fn main() {}
