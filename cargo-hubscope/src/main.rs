//! The `cargo-hubscope` binary: all work is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    cargo_hubscope::cli::main()
}
