//! Threads whose stacks hold what the parser's recursion needs.
//!
//! syn descends one frame or more for each level of nesting, and dropping its trees recurses again. The nesting that
//! is let through (see [`nesting`](super::nesting)) fits the stacks made here, so nothing else may parse.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes of stack for a thread that parses. Only what is used is ever backed by memory. Frames of unoptimized code are
/// several times larger: up to 40 KiB a level.
const STACK: usize = if cfg!(debug_assertions) { 512 << 20 } else { 256 << 20 };

thread_local! {
    static IS_BIG: Cell<bool> = const { Cell::new(false) };
}

/// What is reported where [`parsing`] gives nothing.
pub(crate) const FAILED: &str = "the parser failed on this";

/// Runs something that parses once, on a stack that is big enough, and forgets the positions it made. `None` when the
/// system gives no thread, and when the parser panics: it is not known to, but input that proves otherwise must not
/// take everything else with it.
pub(super) fn parsing<R: Send>(work: impl FnOnce() -> R + Send) -> Option<R> {
    with_big_stack(|| {
        let result = catch_unwind(AssertUnwindSafe(work)).ok();
        proc_macro2::extra::invalidate_current_thread_spans();
        result
    })?
}

/// A pool whose threads parse without starting others. `threads` of 0 means one for each core.
///
/// # Errors
/// When the system gives no threads.
pub fn pool(threads: usize) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .stack_size(STACK)
        .thread_name(|index| format!("worker {index}"))
        .start_handler(|_| IS_BIG.set(true))
        .build()
}

/// Runs something that parses or expands many times: on this thread where its stack is big enough, else on one made
/// for it. `None` when the system gives no thread.
pub fn with_big_stack<R: Send>(work: impl FnOnce() -> R + Send) -> Option<R> {
    if IS_BIG.get() {
        return Some(work());
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
            IS_BIG.set(true);
            work()
        });
        match thread.ok()?.join() {
            Ok(result) => Some(result),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
