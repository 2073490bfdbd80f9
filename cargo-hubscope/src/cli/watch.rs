//! The command `watch`: checks again whenever a file changes that can change the answer.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use ignore::WalkBuilder;
use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use super::args::Hubscope;
use super::check::check;
use super::output::Printer;
use super::session::absolute;
use super::{Failure, Verdict};
use crate::program::Lowered;
use crate::report::repository_of;

/// For how long nothing may happen before a change counts as done: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(80);
/// After what time a change counts as done though more keeps happening, as while a branch is switched.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often to look for a directory that is gone as a whole.
const AGAIN: Duration = Duration::from_millis(500);
/// Directories in which nothing is that the answer depends on.
const SKIPPED: [&str; 2] = ["node_modules", "target"];
/// What cargo puts into a directory for what it builds, whatever the directory is called.
const CACHE_MARK: &str = "CACHEDIR.TAG";
/// Endings of the files that the answer depends on: source, manifests, configuration, and the components' scripts.
const ENDINGS: [&str; 11] = ["rs", "toml", "lock", "json", "js", "jsx", "mjs", "cjs", "ts", "tsx", "mts"];

enum Event {
    /// Ctrl-C, or another request to end.
    Stop,
    Changed(notify::Result<notify::Event>),
    Checked(Result<Verdict, Failure>),
}

/// Checks, and checks again after each change of a file, until it is told to end; then the verdict is that of the last
/// check. A check that fails, as for a manifest that is half written, is said and waits for the next change like others.
pub(super) fn watch(args: &Hubscope, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    if args.check.write_baseline.is_some() {
        return Err(
            Failure::new("`watch` writes no baseline").help("`cargo hubscope check --write-baseline FILE` does")
        );
    }
    let (sender, events) = channel();
    let stop = sender.clone();
    ctrlc::set_handler(move || {
        // Nobody listens any more where the program is ending already.
        let _ = stop.send(Event::Stop);
    })
    .map_err(|error| Failure::new(format!("Ctrl-C cannot be listened for: {error}")))?;
    let changed = sender.clone();
    let watcher = notify::recommended_watcher(move |event| {
        let _ = changed.send(Event::Changed(event));
    })
    .map_err(|error| Failure::new(format!("changes of files cannot be seen: {error}")))?;
    let lowered = Arc::new(Lowered::default());
    let folders = Folders::new(args, watcher, Arc::clone(&lowered))?;
    let args = Arc::new(args.clone());
    Watch { args, printer, sender, events, lowered, folders, last: Verdict::Clean }.run()
}

struct Watch<'a> {
    args: Arc<Hubscope>,
    printer: &'a Printer<'a>,
    sender: Sender<Event>,
    events: Receiver<Event>,
    lowered: Arc<Lowered>,
    folders: Folders,
    /// How the last check ended.
    last: Verdict,
}

/// Whether to go on.
#[derive(PartialEq, Eq)]
enum Next {
    Check,
    End,
}

impl Watch<'_> {
    fn run(mut self) -> Result<Verdict, Failure> {
        loop {
            // Before the check, so that a change while it runs is not missed.
            self.folders.follow(self.printer);
            if self.check() == Next::End {
                return Ok(self.last);
            }
            // What the check has read may lie elsewhere.
            self.folders.follow(self.printer);
            if self.wait() == Next::End {
                return Ok(self.last);
            }
        }
    }

    /// Checks in a thread of its own, so that Ctrl-C ends the program at once.
    fn check(&mut self) -> Next {
        let (args, lowered, done) = (Arc::clone(&self.args), Arc::clone(&self.lowered), self.sender.clone());
        std::thread::spawn(move || {
            let printer = Printer::clearing(&args.output);
            let result = check(&args, &printer, lowered);
            if let Err(failure) = &result {
                printer.failure(failure);
            }
            let _ = done.send(Event::Checked(result));
        });
        loop {
            match self.events.recv() {
                Ok(Event::Changed(event)) => self.folders.take(event, self.printer),
                Ok(Event::Checked(result)) => {
                    self.last = result.unwrap_or(Verdict::Unable);
                    let root = self.folders.root.display();
                    // A printer says a note once, and this is to be said behind each result.
                    Printer::new(&self.args.output).note(&format!("waiting for changes below `{root}`; Ctrl-C ends"));
                    return Next::Check;
                }
                Ok(Event::Stop) | Err(_) => return Next::End,
            }
        }
    }

    /// Waits for a change of what a file holds, and until it is done.
    fn wait(&mut self) -> Next {
        loop {
            let since = Instant::now();
            loop {
                let patience = match (self.folders.pending.is_empty(), self.folders.root.is_dir()) {
                    (false, _) => Some(QUIET.min(PATIENCE.saturating_sub(since.elapsed()))),
                    (true, false) => Some(AGAIN),
                    (true, true) => None,
                };
                let event = match patience {
                    Some(patience) => self.events.recv_timeout(patience),
                    None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                };
                match event {
                    Ok(Event::Changed(event)) => self.folders.take(event, self.printer),
                    Ok(Event::Checked(_)) => {}
                    Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::End,
                    Err(RecvTimeoutError::Timeout) => break,
                }
            }
            if self.folders.has_changed() {
                return Next::Check;
            }
        }
    }
}

/// The directories that are watched, and what has happened in them.
struct Folders {
    watcher: RecommendedWatcher,
    /// The directory of the repository, or of the project where it is in none.
    root: PathBuf,
    /// Files that the arguments name.
    named: BTreeSet<PathBuf>,
    /// What the program writes itself.
    written: Option<PathBuf>,
    lowered: Arc<Lowered>,
    watched: BTreeSet<PathBuf>,
    /// Changed paths that have not been looked at.
    pending: BTreeSet<PathBuf>,
    /// The text of changed files when they were last looked at.
    known: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// Whether the root was there when it was last looked for.
    is_there: bool,
}

impl Folders {
    fn new(args: &Hubscope, watcher: RecommendedWatcher, lowered: Arc<Lowered>) -> Result<Self, Failure> {
        let manifest = args.project.manifest_path.as_deref();
        let start = match manifest.and_then(Path::parent) {
            Some(dir) => absolute(if dir.as_os_str().is_empty() { Path::new(".") } else { dir })?,
            None => std::env::current_dir().map_err(|error| Failure::new(format!("the working directory: {error}")))?,
        };
        let project = start.ancestors().filter(|dir| dir.join("Cargo.toml").is_file()).last().unwrap_or(&start);
        let root = repository_of(project);
        let given =
            [manifest, args.app.app_manifest.as_deref(), args.app.config.as_deref(), args.check.baseline.as_deref()];
        let named = given.into_iter().flatten().map(absolute).collect::<Result<_, _>>()?;
        let written = args.output.output.as_deref().map(absolute).transpose()?;
        Ok(Self {
            watcher,
            root,
            named,
            written,
            lowered,
            watched: BTreeSet::new(),
            pending: BTreeSet::new(),
            known: BTreeMap::new(),
            is_there: true,
        })
    }

    /// Watches every directory that holds something the answer depends on. A directory that was made anew under the same
    /// name has to be watched anew too, so all are asked for again; that costs next to nothing.
    fn follow(&mut self, printer: &Printer<'_>) {
        let read = self.lowered.paths();
        let beside = read.iter().chain(&self.named).filter_map(|file| file.parent()).map(Path::to_path_buf);
        let mut wanted: BTreeSet<PathBuf> = beside.filter(|dir| dir.is_dir()).collect();
        wanted.extend(below(&self.root));
        for dir in self.watched.difference(&wanted) {
            // It is gone, and with it the watch.
            let _ = self.watcher.unwatch(dir);
        }
        let mut unseen = None;
        for dir in &wanted {
            if let Err(error) = self.watcher.watch(dir, RecursiveMode::NonRecursive)
                && dir.is_dir()
            {
                unseen.get_or_insert((dir, error));
            }
        }
        if let Some((dir, error)) = unseen {
            printer.note(&format!("changes in `{}` are not seen: {error}", dir.display()));
        }
        self.watched = wanted;
    }

    /// Keeps what has happened, as far as the answer can depend on it.
    fn take(&mut self, event: notify::Result<notify::Event>, printer: &Printer<'_>) {
        match event {
            Ok(event) => {
                let of_content =
                    !matches!(event.kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)));
                if of_content || event.need_rescan() {
                    let paths = event.paths.into_iter().filter(|path| self.matters(path));
                    self.pending.extend(paths.collect::<Vec<_>>());
                }
            }
            Err(error) => printer.note(&format!("a change may not have been seen: {error}")),
        }
    }

    fn matters(&self, path: &Path) -> bool {
        if self.written.as_deref() == Some(path) {
            return false;
        }
        let ending = path.extension().and_then(OsStr::to_str);
        // A directory that was made, moved or removed has no ending, and what is in it is not told.
        ending.is_some_and(|ending| ENDINGS.contains(&ending))
            || self.named.contains(path)
            || self.watched.contains(path)
            || path.is_dir()
            || self.lowered.paths().iter().any(|read| read == path)
    }

    /// Whether what has happened makes a difference: a file that was saved as it was makes none.
    fn has_changed(&mut self) -> bool {
        let is_there = self.root.is_dir();
        let mut changed = std::mem::replace(&mut self.is_there, is_there) != is_there;
        let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|path| path.is_dir() || self.watched.contains(path));
        for path in files {
            let text = std::fs::read(&path).ok();
            changed |= self.known.get(&path) != Some(&text);
            self.known.insert(path, text);
        }
        if !folders.is_empty() {
            let entered = below(&self.root);
            changed |= folders.iter().any(|folder| self.watched.contains(folder) || entered.contains(folder));
        }
        changed
    }
}

/// A directory and those below it, without those that version control ignores or that cargo builds in.
fn below(root: &Path) -> Vec<PathBuf> {
    let walk = WalkBuilder::new(root)
        .require_git(false)
        .git_global(false)
        .filter_entry(|entry| {
            let is_dir = entry.file_type().is_some_and(|kind| kind.is_dir());
            let skipped = SKIPPED.iter().any(|name| entry.file_name() == *name);
            is_dir && (entry.depth() == 0 || !(skipped || entry.path().join(CACHE_MARK).exists()))
        })
        .build();
    walk.flatten().map(ignore::DirEntry::into_path).collect()
}
