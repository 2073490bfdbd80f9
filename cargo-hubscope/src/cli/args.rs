//! The arguments of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::report;
use crate::workspace::{self, Include};

/// `cargo`, of which this tool is a subcommand.
#[derive(Debug, Parser)]
#[command(name = "cargo", bin_name = "cargo", disable_help_subcommand = true, styles = clap_cargo::style::CLAP_STYLING)]
pub(super) enum Cargo {
    /// Find every HubSpot API call of a Rust project and derive the minimal scope set of its app
    #[command(about, long_about = LONG_ABOUT, after_help = AFTER_HELP)]
    Hubscope(Box<Hubscope>),
}

const LONG_ABOUT: &str = "\
Find every HubSpot API call of a Rust project and derive the minimal scope set of its app.

Reads the source of the project and the app manifest; builds, runs and fetches nothing. Only `fix`, `lock`, `init` and
options that name a file write anything.
Without a command it runs `check`.";

const AFTER_HELP: &str = "\
Exit codes: 0 nothing at or above the failing severity, 1 findings, 2 the tool could not do its work.";

/// Arguments of `cargo hubscope`.
#[derive(Debug, Clone, Args)]
pub(super) struct Hubscope {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Print the version; with `--verbose` that of the catalog too
    #[arg(short = 'V', long)]
    pub version: bool,
    /// Say more
    #[arg(short, long, requires = "version")]
    pub verbose: bool,
    #[command(flatten)]
    pub project: ProjectArgs,
    #[command(flatten)]
    pub app: AppArgs,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub check: CheckArgs,
}

/// What to do.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum Command {
    /// Compare the calls with the app manifest (the default)
    Check,
    /// Check again whenever a file changes, until Ctrl-C; the exit code is that of the last check
    Watch,
    /// List the HubSpot calls: method, path, what they need, and where they are
    Calls {
        /// Show the steps from each call to its request
        #[arg(long)]
        evidence: bool,
    },
    /// Print the minimal scope set, and which calls each scope serves
    Scopes {
        /// Print the minimal set of each part on its own too
        #[arg(long, value_name = "PART")]
        per: Option<Per>,
        /// How the set is chosen
        #[arg(long, value_name = "STRATEGY", default_value = "minimal")]
        strategy: Strategy,
        /// Say why a scope is in the minimal set, or why it is not
        #[arg(long, value_name = "SCOPE", conflicts_with_all = ["per", "strategy", "without"])]
        why: Option<String>,
        /// Say what would be refused without a scope
        #[arg(long, value_name = "SCOPE", conflicts_with_all = ["per", "strategy"])]
        without: Option<String>,
    },
    /// Change the app manifest so that it requests what the code needs
    Fix(super::fix::FixArgs),
    /// Write the derived scopes to `hubscope.lock`, for the macros of `scope-macros`
    Lock {
        /// Write nothing, and end with 1 where the lock is not current
        #[arg(long)]
        check: bool,
    },
    /// Print the page that a reviewer wants: why each scope is there, what is missing, what can go
    Report,
    /// Explain a rule, a scope or an operation
    Explain {
        /// The name of a rule, a scope, or a call such as "GET /crm/v3/objects/contacts"
        topic: String,
    },
    /// Say what changed between two dates for the calls and scopes of this project
    Drift {
        /// The first date, YYYY-MM-DD
        #[arg(long, value_name = "DATE", visible_alias = "since")]
        from: String,
        /// The second date; that of the catalog where nothing is given
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
    },
    /// Look at the catalog of operations, or make a new one
    Catalog {
        #[command(subcommand)]
        command: CatalogCommand,
    },
    /// Write a commented `hubscope.toml` for this project; an existing one is left alone
    Init,
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or that of a command
    Man {
        /// The command, such as `check`
        command: Option<String>,
    },
}

impl Hubscope {
    /// The arguments that choose code and app, each as a shell takes it.
    pub fn selection(&self) -> Vec<String> {
        let (project, app) = (&self.project, &self.app);
        let path = |path: &Option<PathBuf>| path.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
        let include: Vec<String> = project
            .include
            .iter()
            .filter_map(ValueEnum::to_possible_value)
            .map(|value| value.get_name().to_owned())
            .collect();
        let values = [
            ("--manifest-path", path(&project.manifest_path)),
            ("--package", project.package.clone()),
            ("--exclude", project.exclude.clone()),
            ("--features", project.features.clone()),
            ("--include", include),
            ("--app-manifest", path(&app.app_manifest)),
            ("--app", app.app.iter().cloned().collect()),
            ("--profile", app.profile.iter().cloned().collect()),
            ("--config", path(&app.config)),
        ];
        let flags = [
            ("--workspace", project.workspace),
            ("--all-features", project.all_features),
            ("--no-default-features", project.no_default_features),
        ];
        let mut selection: Vec<String> =
            flags.into_iter().filter(|(_, given)| *given).map(|(flag, _)| flag.to_owned()).collect();
        for (flag, values) in values {
            selection.extend(values.iter().flat_map(|value| [flag.to_owned(), report::quoted(value)]));
        }
        selection
    }
}

/// A part of a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Per {
    /// A package
    Package,
    /// A program, with the libraries of the workspace that it is built from
    Binary,
}

/// How a scope set is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Strategy {
    /// The least that satisfies all calls together
    Minimal,
    /// The union of what one would request for each call alone, as its page of documentation says
    Preferred,
}

/// What to do with the catalog.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum CatalogCommand {
    /// Say what an operation needs and why
    Show {
        /// Method and path, such as "GET /crm/v3/objects/contacts"
        call: String,
    },
    /// Say what changed between two dates
    Diff {
        /// The first date, YYYY-MM-DD
        #[arg(long, value_name = "DATE")]
        from: String,
        /// The second date
        #[arg(long, value_name = "DATE")]
        to: String,
    },
    /// Say how well the catalog knows what it has
    Stats,
    /// Take API descriptions of a date into the catalog's sources (for those who maintain cargo-hubscope)
    Import {
        /// The folder of the descriptions
        folder: PathBuf,
        /// Their date, YYYY-MM-DD
        #[arg(long, value_name = "DATE")]
        as_of: String,
        /// Take what would be refused: unknown scope names, or too much that is narrower or gone
        #[arg(long)]
        accept: bool,
        /// The folder of the catalog's sources
        #[arg(long, value_name = "DIR", default_value = "cargo-hubscope/data")]
        data: PathBuf,
    },
}

/// Which code is read; cargo's options of the same names.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Project")]
pub(super) struct ProjectArgs {
    /// Path to Cargo.toml
    #[arg(long, value_name = "PATH", global = true)]
    pub manifest_path: Option<PathBuf>,
    /// Package to analyse; may be given more than once
    #[arg(short, long, value_name = "SPEC", global = true)]
    pub package: Vec<String>,
    /// Analyse all packages of the workspace
    #[arg(long, global = true)]
    pub workspace: bool,
    /// Leave a package out; means `--workspace`
    #[arg(long, value_name = "SPEC", global = true)]
    pub exclude: Vec<String>,
    /// Space or comma separated list of features to switch on
    #[arg(short = 'F', long, value_name = "FEATURES", global = true)]
    pub features: Vec<String>,
    /// Switch all features on
    #[arg(long, global = true)]
    pub all_features: bool,
    /// Do not switch the `default` feature on
    #[arg(long, global = true)]
    pub no_default_features: bool,
    /// Accepted for cargo's sake: nothing is ever fetched and no lock file written
    #[arg(long, hide = true, global = true)]
    pub offline: bool,
    /// As `--offline`
    #[arg(long, hide = true, global = true)]
    pub locked: bool,
    /// As `--offline`
    #[arg(long, hide = true, global = true)]
    pub frozen: bool,
    /// Count the calls of these targets too
    #[arg(long, value_name = "TARGETS", value_delimiter = ',', global = true)]
    pub include: Vec<IncludeKind>,
}

impl ProjectArgs {
    /// What the workspace is loaded with.
    pub fn options(&self) -> workspace::Options {
        workspace::Options {
            manifest_path: self.manifest_path.clone(),
            features: self.features.clone(),
            all_features: self.all_features,
            no_default_features: self.no_default_features,
            packages: self.package.clone(),
            workspace: self.workspace,
            exclude: self.exclude.clone(),
            include: Include {
                tests: self.include.contains(&IncludeKind::Tests),
                examples: self.include.contains(&IncludeKind::Examples),
                benches: self.include.contains(&IncludeKind::Benches),
            },
        }
    }
}

/// Targets that count only when asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum IncludeKind {
    /// Integration tests, and code under `#[cfg(test)]`
    Tests,
    /// Examples
    Examples,
    /// Benchmarks
    Benches,
}

/// Which app the code is compared with.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "App")]
pub(super) struct AppArgs {
    /// The app manifest to compare with, such as src/app/app-hsmeta.json
    #[arg(long, value_name = "FILE", global = true)]
    pub app_manifest: Option<PathBuf>,
    /// The app of `hubscope.toml` to look at, where there are several
    #[arg(long, value_name = "NAME", global = true)]
    pub app: Option<String>,
    /// The profile whose variables are put into the manifest (hsprofile.NAME.json)
    #[arg(long, value_name = "NAME", global = true)]
    pub profile: Option<String>,
    /// The configuration file, in place of `hubscope.toml`
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
}

/// How results are printed.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// The form of the result
    #[arg(long, value_name = "FORMAT", global = true)]
    pub format: Option<Format>,
    /// Print cargo's compiler messages, for editors
    #[arg(long, value_name = "FORMAT", global = true, conflicts_with = "format")]
    pub message_format: Option<MessageFormat>,
    /// Write the result to a file in place of standard output
    #[arg(short, long, value_name = "FILE", global = true)]
    pub output: Option<PathBuf>,
    /// Colours
    #[arg(long, value_name = "WHEN", global = true)]
    pub color: Option<clap::ColorChoice>,
    /// Print no notes and no progress
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// The form of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Human,
    /// A documented, versioned JSON object
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
    /// The page of `report` in HTML
    Html,
    /// The page of `report` in Markdown
    Markdown,
}

/// The form of messages for editors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// One JSON object a line, as `cargo check --message-format json` prints them
    Json,
    /// The same, with colours in the text for people that each object carries
    JsonDiagnosticRenderedAnsi,
    /// For people
    Human,
}

/// What counts as a finding, and what makes a run fail.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Findings (check, watch and report)")]
pub(super) struct CheckArgs {
    /// Leave the findings of a rule out; --warn and --deny are stronger, wherever they stand
    #[arg(short = 'A', long, value_name = "RULE", global = true)]
    pub allow: Vec<String>,
    /// Make the findings of a rule warnings; --deny is stronger, wherever it stands
    #[arg(short = 'W', long, value_name = "RULE", global = true)]
    pub warn: Vec<String>,
    /// Make the findings of a rule errors
    #[arg(short = 'D', long, value_name = "RULE", global = true)]
    pub deny: Vec<String>,
    /// The severity from which on a run fails; warning where nothing is given
    #[arg(long, value_name = "SEVERITY", global = true)]
    pub fail_on: Option<FailOn>,
    /// Leave out findings that this file knows
    #[arg(long, value_name = "FILE", global = true)]
    pub baseline: Option<PathBuf>,
    /// Write all findings to this file, to be known from now on
    #[arg(long, value_name = "FILE", global = true, conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,
}

impl CheckArgs {
    /// The first option that is given, by its name on the command line.
    pub fn given(&self) -> Option<&'static str> {
        [
            (!self.allow.is_empty(), "--allow"),
            (!self.warn.is_empty(), "--warn"),
            (!self.deny.is_empty(), "--deny"),
            (self.fail_on.is_some(), "--fail-on"),
            (self.baseline.is_some(), "--baseline"),
            (self.write_baseline.is_some(), "--write-baseline"),
        ]
        .into_iter()
        .find_map(|(given, name)| given.then_some(name))
    }
}

/// The severity from which on a run fails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Errors alone
    Error,
    /// Errors and warnings
    #[default]
    Warning,
    /// Everything
    Note,
    /// Nothing
    Never,
}
