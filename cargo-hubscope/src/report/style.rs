//! The colours of human output: those of rustc.

use std::io;

use anstyle::{AnsiColor, Style};
use codespan_reporting::diagnostic::{LabelStyle, Severity as Level};
use codespan_reporting::term::WriteStyle;

use crate::rules::Severity;

/// For words that stand out.
pub(super) const STRONG: Style = Style::new().bold();
/// For names: scopes, operations.
pub(super) const NAME: Style = AnsiColor::Cyan.on_default();
/// For what is beside the point: places, punctuation.
pub(super) const FAINT: Style = Style::new().dimmed();
/// For a good verdict.
pub(super) const GOOD: Style = AnsiColor::BrightGreen.on_default().bold();

/// The style of a severity's word.
pub(super) fn of(severity: Severity) -> Style {
    match severity {
        Severity::Error => AnsiColor::BrightRed.on_default().bold(),
        Severity::Warning => AnsiColor::Yellow.on_default().bold(),
        Severity::Note => AnsiColor::BrightGreen.on_default().bold(),
    }
}

/// The text in a style.
pub(super) fn paint(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}

/// Writes what codespan renders with ANSI styles.
pub(super) struct Ansi<'a> {
    pub out: &'a mut Vec<u8>,
}

impl Ansi<'_> {
    fn set(&mut self, style: Style) -> io::Result<()> {
        self.out.extend_from_slice(style.render().to_string().as_bytes());
        Ok(())
    }
}

impl io::Write for Ansi<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WriteStyle for Ansi<'_> {
    fn set_header(&mut self, severity: Level) -> io::Result<()> {
        self.set(level(severity).bold())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.set(STRONG)
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.set(AnsiColor::BrightBlue.on_default().bold())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.set(AnsiColor::BrightBlue.on_default().bold())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.set(AnsiColor::BrightBlue.on_default().bold())
    }

    fn set_label(&mut self, severity: Level, label: LabelStyle) -> io::Result<()> {
        self.set(match label {
            LabelStyle::Primary => level(severity).bold(),
            LabelStyle::Secondary => AnsiColor::BrightBlue.on_default().bold(),
        })
    }

    fn reset(&mut self) -> io::Result<()> {
        self.out.extend_from_slice(anstyle::Reset.render().to_string().as_bytes());
        Ok(())
    }
}

fn level(severity: Level) -> Style {
    of(match severity {
        Level::Bug | Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note | Level::Help => Severity::Note,
    })
}
