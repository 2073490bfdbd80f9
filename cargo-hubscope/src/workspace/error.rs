//! Why a workspace could not be read.

use std::fmt;
use std::path::PathBuf;

/// Why a workspace could not be read. Each names the place and the remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The working directory is gone or not readable.
    NoWorkingDirectory(String),
    /// No `Cargo.toml` in the working directory or above it.
    NoManifest {
        /// Where the search began.
        from: PathBuf,
    },
    /// The given manifest does not exist.
    NoSuchManifest {
        /// As given.
        given: PathBuf,
    },
    /// The given manifest is a directory.
    Directory {
        /// As given.
        given: PathBuf,
        /// Whether it holds a `Cargo.toml`.
        inside: bool,
    },
    /// The given manifest is not called `Cargo.toml`.
    NotAManifest {
        /// As given.
        given: PathBuf,
    },
    /// Cargo could not be started.
    NoCargo {
        /// What was started.
        program: String,
        /// What the system said.
        reason: String,
    },
    /// Cargo refused the manifest.
    Cargo {
        /// The manifest.
        manifest: PathBuf,
        /// What cargo said.
        message: String,
    },
    /// A selected package is not a member.
    UnknownPackage {
        /// As given.
        given: String,
        /// A member with a similar name.
        similar: Option<String>,
        /// All members.
        members: Vec<String>,
    },
    /// Every package was left out.
    NothingSelected,
    /// No selected package has the feature.
    UnknownFeature {
        /// As given.
        given: String,
        /// A feature with a similar name.
        similar: Option<String>,
        /// Where it was looked for.
        packages: Vec<String>,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWorkingDirectory(reason) => write!(f, "the working directory cannot be read: {reason}"),
            Self::NoManifest { from } => {
                write!(f, "could not find `Cargo.toml` in `{}` or any directory above it", from.display())
            }
            Self::NoSuchManifest { given } => write!(f, "`{}` does not exist", given.display()),
            Self::Directory { given, .. } => write!(f, "`{}` is a directory, not a `Cargo.toml`", given.display()),
            Self::NotAManifest { given } => write!(f, "`{}` is not a `Cargo.toml`", given.display()),
            Self::NoCargo { program, reason } => write!(f, "`{program}` could not be run: {reason}"),
            Self::Cargo { manifest, message } => {
                write!(f, "cargo could not read `{}`\n{message}", manifest.display())
            }
            Self::UnknownPackage { given, .. } => write!(f, "no package of the workspace matches `{given}`"),
            Self::NothingSelected => write!(f, "`--exclude` leaves no package to analyse"),
            Self::UnknownFeature { given, packages, .. } => {
                write!(f, "the selected packages ({}) have no feature `{given}`", packages.join(", "))
            }
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    /// What to do about it, where there is more to say than the message.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NoManifest { .. } => {
                Some("run it inside a Rust project, or name one with `--manifest-path PATH/Cargo.toml`".to_owned())
            }
            Self::NoSuchManifest { .. } | Self::NotAManifest { .. } => {
                Some("`--manifest-path` takes the path of a project's `Cargo.toml`".to_owned())
            }
            Self::Directory { given, inside } => Some(if *inside {
                format!("did you mean `--manifest-path {}`?", given.join("Cargo.toml").display())
            } else {
                "`--manifest-path` takes the path of a project's `Cargo.toml`".to_owned()
            }),
            Self::NoCargo { .. } => Some("install Rust's cargo, or put it on the PATH".to_owned()),
            Self::UnknownPackage { similar: Some(similar), .. }
            | Self::UnknownFeature { similar: Some(similar), .. } => Some(format!("did you mean `{similar}`?")),
            Self::UnknownPackage { members, .. } => Some(format!("the members are: {}", members.join(", "))),
            Self::NoWorkingDirectory(_) | Self::Cargo { .. } | Self::NothingSelected | Self::UnknownFeature { .. } => {
                None
            }
        }
    }
}

/// The candidate most similar to a mistyped name, if one is similar enough to be meant.
pub(crate) fn similar<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let limit = wrong.chars().count().max(3) / 3;
    let scored = candidates.into_iter().map(|candidate| (strsim::damerau_levenshtein(wrong, candidate), candidate));
    let best = scored.filter(|(distance, _)| *distance <= limit).min()?;
    Some(best.1.to_owned())
}
