//! That something is going on, on a terminal and only when it takes long.

use std::io::IsTerminal;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use indicatif::ProgressBar;

/// How long work goes on before anything is shown.
const PATIENCE: Duration = Duration::from_millis(500);

/// Does the work, and shows a spinner with the message while it takes longer than half a second, where standard error
/// is a terminal and it is not to be quiet.
pub(super) fn shown_while<T>(quiet: bool, message: &'static str, work: impl FnOnce() -> T) -> T {
    if quiet || !std::io::stderr().is_terminal() {
        return work();
    }
    let (done, waiting) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                let spinner = ProgressBar::new_spinner().with_message(message);
                spinner.enable_steady_tick(Duration::from_millis(100));
                // Ends when the sender is gone.
                let _ = waiting.recv();
                spinner.finish_and_clear();
            }
        });
        let result = work();
        drop(done);
        result
    })
}
