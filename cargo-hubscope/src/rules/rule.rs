//! What a rule is: its id, its severity, and its page.

use std::fmt;

use super::Severity;

/// A rule with everything that is said of it in `explain`, in the documentation and in SARIF.
#[derive(Debug)]
pub struct Rule {
    /// Its name in outputs, configuration and documentation: words joined by hyphens.
    pub name: &'static str,
    /// How serious its findings are where nothing else is configured.
    pub severity: Severity,
    /// What it finds, in one line without final stop.
    pub summary: &'static str,
    /// What it checks, in Markdown.
    pub checks: &'static str,
    /// Why that matters, in Markdown.
    pub matters: &'static str,
    /// An example that fires, in Markdown.
    pub example: &'static str,
    /// What to do about it, in Markdown.
    pub mend: &'static str,
    /// How it can be configured beyond what every rule has, in Markdown; may be empty.
    pub configuration: &'static str,
}

macro_rules! rules {
    ($($id:ident => $module:ident,)+) => {
        /// Names a rule. The order is that of outputs: what breaks an app first, what is only good to know last.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RuleId {
            $(#[doc = concat!("See the module `", stringify!($module), "`.")] $id,)+
        }

        impl RuleId {
            /// Every rule, in the order of outputs.
            pub const ALL: &[Self] = &[$(Self::$id),+];

            /// What is said of the rule.
            pub fn rule(self) -> &'static Rule {
                match self {
                    $(Self::$id => &super::$module::RULE,)+
                }
            }
        }
    };
}

rules! {
    MalformedManifest => malformed_manifest,
    MissingScope => missing_scope,
    UnknownScope => unknown_scope,
    ComponentScope => component_scope,
    InstallUrl => install_url,
    AnnotationMismatch => annotation_mismatch,
    UnneededScope => unneeded_scope,
    BroadScope => broad_scope,
    RetiredScope => retired_scope,
    ScopeList => scope_list,
    RetiredEndpoint => retired_endpoint,
    UnresolvedCall => unresolved_call,
    OpenObjectType => open_object_type,
    UnknownEndpoint => unknown_endpoint,
    UnparsedFile => unparsed_file,
    DeveloperEndpoint => developer_endpoint,
    UnexplainedSuppression => unexplained_suppression,
    UnusedSuppression => unused_suppression,
}

impl RuleId {
    /// The name in outputs, configuration and documentation.
    pub fn name(self) -> &'static str {
        self.rule().name
    }

    /// The rule of a name; `_` may stand for `-`.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.replace('_', "-");
        Self::ALL.iter().copied().find(|id| id.name() == name)
    }

    /// The rule that a mistyped name most likely means.
    pub fn suggest(wrong: &str) -> Option<Self> {
        let wrong = wrong.to_lowercase().replace('_', "-");
        let scored = Self::ALL.iter().map(|id| (strsim::damerau_levenshtein(&wrong, id.name()), *id));
        scored.min().filter(|(distance, id)| *distance * 3 <= id.name().len()).map(|(_, id)| id)
    }

    /// Where the rule's page stands in the project's documentation.
    pub fn page_path(self) -> String {
        format!("docs/rules/{}.md", self.name())
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Rule {
    /// The rule's page in Markdown, as `explain` prints it and as it stands under `docs/rules/`.
    pub fn page(&self) -> String {
        let severity = self.severity.as_str();
        let mut page = format!("# {}\n\n{}.\n\nSeverity: {severity}.\n", self.name, capitalised(self.summary));
        let sections = [
            ("What it checks", self.checks),
            ("Why it matters", self.matters),
            ("Example", self.example),
            ("Mend", self.mend),
        ];
        for (title, text) in sections {
            page.push_str(&format!("\n## {title}\n\n{}\n", text.trim()));
        }
        page.push_str(&format!("\n## Configuration\n\n{}", common_configuration(self.name)));
        if !self.configuration.is_empty() {
            page.push_str(&format!("\n{}\n", self.configuration.trim()));
        }
        page
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn common_configuration(name: &str) -> String {
    format!(
        "Level: `-A {name}` (allow), `-W {name}` (warn), `-D {name}` (deny) on the command line, or in `hubscope.toml`:\n\n\
         ```toml\n[rules]\n{name} = \"allow\"\n```\n\n\
         One place: `// hubscope: allow({name}) reason` on the line or above the statement; in the code of a function or \
         module `#[scopes(allow({word}, reason = \"..\"))]` of `scope-macros`; or in `hubscope.toml`:\n\n\
         ```toml\n[[allow]]\nrule = \"{name}\"\nreason = \"why this is right here\"\n```\n",
        word = name.replace('-', "_"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_and_unique_and_parse() {
        let mut names: Vec<_> = RuleId::ALL.iter().map(|id| id.name()).collect();
        for id in RuleId::ALL {
            assert_eq!(RuleId::parse(id.name()), Some(*id));
            assert!(id.name().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{id}");
            // The variant, the module and the name are the same words.
            let words: String =
                format!("{id:?}").chars().flat_map(|c| if c.is_uppercase() { vec!['-', c] } else { vec![c] }).collect();
            assert_eq!(words.trim_start_matches('-').to_lowercase(), id.name());
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RuleId::ALL.len());
        assert_eq!(RuleId::parse("missing_scope"), Some(RuleId::MissingScope));
    }

    #[test]
    fn a_mistyped_name_finds_its_rule_and_nonsense_finds_none() {
        assert_eq!(RuleId::suggest("mising-scope"), Some(RuleId::MissingScope));
        assert_eq!(RuleId::suggest("Unresolved_Calls"), Some(RuleId::UnresolvedCall));
        assert_eq!(RuleId::suggest("zzzzzz"), None);
    }
}
