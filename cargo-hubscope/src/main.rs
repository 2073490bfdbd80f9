//! The `cargo-hubscope` binary: all work is in the library.

use std::process::ExitCode;

/// Syntax trees and values are many small pieces made on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cargo_hubscope::cli::main()
}
