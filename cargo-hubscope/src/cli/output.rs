//! Where output goes: the result to standard output or a file, everything else to standard error.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};

use super::Failure;
use super::args::{Format, MessageFormat, OutputArgs};
use crate::report::{visible, wrapped, wrapped_page};

/// Prints results and notes the way the arguments want it.
pub(super) struct Printer<'a> {
    args: &'a OutputArgs,
    /// Notes that were said already: the same code can be looked at more than once.
    said: RefCell<BTreeSet<String>>,
    /// Whether the screen is to be cleared before anything is printed.
    clears: Cell<bool>,
}

/// Clears the screen and goes to its first line; what has scrolled out of it stays.
const CLEAR: &[u8] = b"\x1b[2J\x1b[H";

impl<'a> Printer<'a> {
    pub fn new(args: &'a OutputArgs) -> Self {
        Self { args, said: RefCell::default(), clears: Cell::new(false) }
    }

    /// A printer that clears the screen before it prints for the first time, where it prints on a terminal.
    pub fn clearing(args: &'a OutputArgs) -> Self {
        let screen = std::io::stdout().is_terminal() && args.output.is_none() && !is_dumb();
        Self { clears: Cell::new(screen), ..Self::new(args) }
    }

    fn clear(&self) {
        if self.clears.replace(false) {
            let mut out = std::io::stdout();
            // A screen that cannot be cleared can be printed on. What follows may be on standard error.
            let _ = out.write_all(CLEAR).and_then(|()| out.flush());
        }
    }

    /// Whether notes and progress are not wanted.
    pub fn is_quiet(&self) -> bool {
        self.args.quiet
    }

    /// Prints a result. That nobody reads it any more is no failure.
    pub fn result(&self, text: &str) -> Result<(), Failure> {
        self.print(text, wrapped)
    }

    /// Prints a result that is prose throughout, without styles.
    pub fn page(&self, text: &str) -> Result<(), Failure> {
        if self.is_for_people() {
            self.print(&visible_lines(text), wrapped_page)
        } else {
            self.print(text, wrapped_page)
        }
    }

    /// Prints lines of files: as they are for a program, and with what would steer a terminal shown on one.
    pub fn lines(&self, text: &str) -> Result<(), Failure> {
        let plain = |text: &str, _| text.to_owned();
        if std::io::stdout().is_terminal() && self.args.output.is_none() {
            self.print(&visible_lines(text), plain)
        } else {
            self.print(text, plain)
        }
    }

    fn print(&self, text: &str, wrap: fn(&str, usize) -> String) -> Result<(), Failure> {
        match &self.args.output {
            Some(path) => {
                let plain = anstream::adapter::strip_str(text).to_string();
                write_file(path, &plain)
            }
            None => {
                self.clear();
                let out = std::io::stdout();
                let text = match width(out.is_terminal()) {
                    Some(width) if self.is_for_people() => Cow::Owned(wrap(text, width)),
                    _ => Cow::Borrowed(text),
                };
                let mut stream = AutoStream::new(out.lock(), self.choice(&out));
                match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
                    Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                        Err(Failure::new(format!("standard output cannot be written: {error}")))
                    }
                    _ => Ok(()),
                }
            }
        }
    }

    /// Says something on standard error, unless it is to be quiet.
    pub fn note(&self, message: &str) {
        if !self.args.quiet && self.said.borrow_mut().insert(message.to_owned()) {
            self.say("note", anstyle::AnsiColor::BrightGreen.on_default().bold(), message);
        }
    }

    /// Says on standard error why there is no result.
    pub fn failure(&self, failure: &Failure) {
        let red = anstyle::AnsiColor::BrightRed.on_default().bold();
        self.say("error", red, &failure.message);
        for line in &failure.quoted {
            // The bar keeps the runner of a workflow from taking a quoted line for a command: it looks behind blanks.
            self.aside(&format!("  | {}\n", visible(line)));
        }
        for message in &failure.also {
            self.say("error", red, message);
        }
        for help in &failure.help {
            self.say("  help", anstyle::AnsiColor::BrightCyan.on_default().bold(), help);
        }
    }

    /// Whether results are text for people and not for programs.
    fn is_for_people(&self) -> bool {
        let plain = matches!(self.args.message_format, None | Some(MessageFormat::Human));
        plain && matches!(self.args.format, None | Some(Format::Human))
    }

    fn say(&self, word: &str, style: anstyle::Style, message: &str) {
        let line = format!("{style}{word}{style:#}: {}\n", visible(message));
        let line = width(std::io::stderr().is_terminal()).map(|width| wrapped(&line, width)).unwrap_or(line);
        self.aside(&line);
    }

    fn aside(&self, line: &str) {
        self.clear();
        let err = std::io::stderr();
        let mut stream = AutoStream::new(err.lock(), self.choice(&err));
        // Nowhere is left to report that standard error cannot be written.
        let _ = stream.write_all(line.as_bytes());
    }

    /// `--color`, then cargo's variable, then what the terminal and its variables say.
    fn choice(&self, stream: &impl anstream::stream::RawStream) -> ColorChoice {
        match self.args.color {
            Some(clap::ColorChoice::Always) => ColorChoice::Always,
            Some(clap::ColorChoice::Never) => ColorChoice::Never,
            Some(clap::ColorChoice::Auto) => AutoStream::choice(stream),
            None => match std::env::var("CARGO_TERM_COLOR").as_deref() {
                Ok("always") => ColorChoice::Always,
                Ok("never") => ColorChoice::Never,
                // By the convention 0 forces nothing, but the library looks only whether the variable is set.
                _ if std::env::var_os("CLICOLOR_FORCE").is_some_and(|force| force == "0") && !stream.is_terminal() => {
                    ColorChoice::Never
                }
                _ => AutoStream::choice(stream),
            },
        }
    }
}

/// The columns of the terminal, where there is one that says so.
fn width(is_terminal: bool) -> Option<usize> {
    let (width, _) = is_terminal.then(terminal_size::terminal_size)??;
    // Narrower than this, nothing reads well.
    Some(usize::from(width.0).max(40))
}

/// [`visible`] of each line.
fn visible_lines(text: &str) -> String {
    text.split_inclusive('\n')
        .flat_map(|line| match line.strip_suffix('\n') {
            Some(line) => [visible(line), Cow::Borrowed("\n")],
            None => [visible(line), Cow::Borrowed("")],
        })
        .collect()
}

/// Whether the terminal says that it understands no commands.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// Writes a file, or says why that is not possible.
pub(super) fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| Failure::new(format!("`{}` cannot be written: {error}", path.display())))
}
