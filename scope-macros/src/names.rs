//! The scope names that HubSpot has, and what to say of one that it has not.

/// One name a line; the file's head describes the format.
const DATA: &str = include_str!("../data/scopes.txt");

/// The most names that a suggestion holds.
const SUGGESTIONS: usize = 3;

/// A line of the data.
struct Entry {
    name: &'static str,
    status: Status,
    /// What to write instead, where the status asks for it.
    instead: Vec<&'static str>,
}

/// Whether an app can request the name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Requestable,
    NotRequestable,
    Retired,
    Mistaken,
}

impl Entry {
    fn parse(line: &'static str) -> Option<Self> {
        let mut words = line.split_ascii_whitespace();
        let name = words.next().filter(|word| !word.starts_with('#'))?;
        let status = match words.next() {
            None => Status::Requestable,
            Some("not-requestable") => Status::NotRequestable,
            Some("retired") => Status::Retired,
            // A unit test holds the data to these four.
            Some(_) => Status::Mistaken,
        };
        Some(Self { name, status, instead: words.collect() })
    }
}

fn entries() -> impl Iterator<Item = Entry> {
    DATA.lines().filter_map(Entry::parse)
}

/// What is wrong with `name` as a scope of HubSpot, with the remedy; `None` when nothing is.
pub(crate) fn problem(name: &str) -> Option<String> {
    if let Some(problem) = misshapen(name) {
        return Some(problem);
    }
    let Some(entry) = entries().find(|entry| entry.name == name) else {
        return Some(match alternatives(&closest(name)) {
            Some(names) => format!("unknown scope `{name}`: did you mean {names}?"),
            None => format!("unknown scope `{name}`: if HubSpot added it lately, write `unchecked(\"{name}\")`"),
        });
    };
    let instead = alternatives(&entry.instead).unwrap_or_else(|| "a scope that exists".to_owned());
    match entry.status {
        Status::Requestable | Status::NotRequestable => None,
        Status::Retired => Some(format!("scope `{name}` is retired: write {instead}")),
        Status::Mistaken => Some(format!("there is no scope `{name}`: write {instead}")),
    }
}

/// What keeps `name` from being a scope's name at all, known or not; `None` when nothing does.
pub(crate) fn misshapen(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split([' ', ',', '\t', '\n']).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [] => return Some("empty scope name: write the scope that is expected".to_owned()),
        [word] if *word == name => {}
        _ => {
            let list: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            return Some(format!("one literal names one scope: write `{}`", list.join(", ")));
        }
    }
    let strange = name.chars().find(|c| !matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '_' | '-'))?;
    Some(format!("a scope's name does not hold {strange:?}: write letters, digits, `.`, `_` and `-`"))
}

/// The requestable names that `name` was most likely meant to be: those that a slip of the fingers away, or else the
/// shortest ones that hold all its words (`crm.contacts.read`), or all but its last (`crm.objects.contacts.delete`).
fn closest(name: &str) -> Vec<&'static str> {
    let name = name.to_ascii_lowercase();
    let requestable =
        || entries().filter(|entry| entry.status == Status::Requestable).map(|entry| entry.name).collect::<Vec<_>>();

    let slips = name.len().div_ceil(12);
    let near =
        least(requestable(), |known| Some(strsim::osa_distance(&name, known)).filter(|distance| *distance <= slips));
    if !near.is_empty() {
        return near;
    }
    let words: Vec<&str> = words(&name).collect();
    let but_last = words.split_last().map_or(&[][..], |(_, rest)| rest);
    [&words[..], but_last]
        .into_iter()
        // One word alone says too little to guess from.
        .filter(|wanted| wanted.len() > 1)
        .map(|wanted| {
            least(requestable(), |known| {
                let held = wanted.iter().all(|word| self::words(known).any(|other| other == *word));
                held.then(|| self::words(known).count())
            })
        })
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(['.', '_', '-'])
}

/// The names of the least cost, in their order; those without a cost are left out.
fn least(names: Vec<&'static str>, cost: impl Fn(&str) -> Option<usize>) -> Vec<&'static str> {
    let costs: Vec<(usize, &str)> = names.into_iter().filter_map(|name| Some((cost(name)?, name))).collect();
    let least = costs.iter().map(|(cost, _)| *cost).min();
    costs.into_iter().filter(|(cost, _)| Some(*cost) == least).map(|(_, name)| name).take(SUGGESTIONS).collect()
}

/// `a`, `b` or `c`; `None` of none.
fn alternatives(names: &[&str]) -> Option<String> {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let (last, rest) = quoted.split_last()?;
    Some(if rest.is_empty() { last.clone() } else { format!("{} or {last}", rest.join(", ")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(name: &str) -> String {
        problem(name).unwrap_or_else(|| "fine".to_owned())
    }

    #[test]
    fn the_data_is_sorted_and_its_replacements_can_be_requested() {
        let all: Vec<Entry> = entries().collect();
        assert!(all.len() > 250, "{}", all.len());
        assert!(all.is_sorted_by(|a, b| a.name < b.name));
        let requestable: Vec<&str> =
            all.iter().filter(|entry| entry.status == Status::Requestable).map(|entry| entry.name).collect();
        for entry in &all {
            assert_eq!(misshapen(entry.name), None);
            assert!(entry.instead.iter().all(|name| requestable.contains(name)), "{}", entry.name);
            let replaced = matches!(entry.status, Status::Retired | Status::Mistaken);
            assert_eq!(replaced, !entry.instead.is_empty(), "{}", entry.name);
        }
        for line in DATA.lines().filter(|line| !line.starts_with('#')) {
            let status = line.split(' ').nth(1);
            let known = [None, Some("not-requestable"), Some("retired"), Some("mistaken")];
            assert!(known.contains(&status), "{line}");
        }
    }

    #[test]
    fn names_that_operations_accept_are_accepted() {
        for name in [
            "crm.objects.contacts.read",
            "crm.objects.contacts.sensitive.read.v2",
            "crm.objects.tickets.write",
            "tickets",
            "hubdb.rows.write",
            "developer.webhooks_journal.read",
            "oauth",
            "crm.objects.calls.read",
        ] {
            assert_eq!(message(name), "fine");
        }
    }

    #[test]
    fn a_slip_is_answered_with_the_name() {
        for (written, meant) in [
            ("crm.objects.contact.read", "`crm.objects.contacts.read`"),
            ("CRM.Objects.Contacts.Read", "`crm.objects.contacts.read`"),
            ("crm.objects.partner_clients.write", "`crm.objects.partner-clients.write`"),
            ("settings.users.team.read", "`settings.users.teams.read`"),
            ("sales-emails-read", "`sales-email-read`"),
            ("file", "`files`"),
        ] {
            assert_eq!(message(written), format!("unknown scope `{written}`: did you mean {meant}?"));
        }
    }

    #[test]
    fn left_out_and_wrong_words_are_answered_with_the_names_that_hold_the_rest() {
        for (written, meant) in [
            ("crm.contacts.read", "`crm.objects.contacts.read` or `crm.schemas.contacts.read`"),
            ("crm.objects.deals", "`crm.objects.deals.read` or `crm.objects.deals.write`"),
            ("crm.objects.deals.delete", "`crm.objects.deals.read` or `crm.objects.deals.write`"),
            ("invoices.write", "`crm.objects.invoices.write` or `crm.schemas.invoices.write`"),
        ] {
            assert_eq!(message(written), format!("unknown scope `{written}`: did you mean {meant}?"));
        }
    }

    #[test]
    fn a_name_like_no_other_is_answered_with_the_way_to_admit_it() {
        assert_eq!(
            message("crm.objects.spaceships.read"),
            "unknown scope `crm.objects.spaceships.read`: if HubSpot added it lately, write \
             `unchecked(\"crm.objects.spaceships.read\")`"
        );
    }

    #[test]
    fn what_cannot_be_requested_is_never_suggested() {
        assert!(!message("crm.objects.call.read").contains("calls"));
        assert!(!message("contact").contains("`contacts`"));
    }

    #[test]
    fn retired_and_invented_names_are_answered_with_their_replacement() {
        assert_eq!(
            message("contacts"),
            "scope `contacts` is retired: write `crm.objects.contacts.read`, `crm.objects.contacts.write`, \
             `crm.objects.companies.read`, `crm.objects.companies.write`, `crm.objects.deals.read` or \
             `crm.objects.deals.write`"
        );
        assert_eq!(message("forms.read"), "there is no scope `forms.read`: write `forms`");
        assert_eq!(
            message("automation.workflows.read"),
            "there is no scope `automation.workflows.read`: write `automation`"
        );
    }

    #[test]
    fn a_literal_that_is_no_name_is_answered_with_its_shape() {
        assert_eq!(message(""), "empty scope name: write the scope that is expected");
        assert_eq!(message(" \t"), "empty scope name: write the scope that is expected");
        assert_eq!(message(" files"), "one literal names one scope: write `\"files\"`");
        assert_eq!(message("files, forms"), "one literal names one scope: write `\"files\", \"forms\"`");
        assert_eq!(
            message("crm.objects.*.read"),
            "a scope's name does not hold '*': write letters, digits, `.`, `_` and `-`"
        );
        assert_eq!(message("dateïen"), "a scope's name does not hold 'ï': write letters, digits, `.`, `_` and `-`");
    }
}
