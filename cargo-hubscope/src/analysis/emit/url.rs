//! A URL taken apart into host, base and path.

use std::rc::Rc;

use super::super::value::{Origin, Piece, Unknown};
use super::super::vendor::{Host, Vendor};

/// A URL taken apart.
#[derive(Debug, Default)]
pub struct Parts {
    /// The host, `{}` for unknown parts; `None` where nothing of it is known.
    pub host: Option<String>,
    /// What stands for the unknown base.
    pub base: Vec<Rc<Unknown>>,
    /// The path's pieces, query and all.
    pub path: Vec<Piece>,
    /// Whether the path begins with a slash for certain.
    pub rooted: bool,
}

pub fn take_apart(pieces: &[Piece]) -> Parts {
    let mut parts = Parts::default();
    let mut rest = with_whole_start(pieces);
    let mut host = String::new();
    let mut in_host = false;
    match rest.first() {
        Some(Piece::Lit(text, origins)) => match text.find("://") {
            Some(at) => {
                in_host = true;
                rest[0] = Piece::Lit(text[at + 3..].into(), origins.clone());
            }
            None => {
                // Without a scheme: a host if it looks like one, else a path.
                let first = text.split('/').next().unwrap_or("");
                let looks = first.contains('.')
                    && !first.contains(['{', ' ', '?'])
                    && !text.starts_with('/')
                    && !text.starts_with('.');
                if looks {
                    in_host = true;
                } else {
                    parts.rooted = text.starts_with('/');
                    parts.path = rest;
                    return parts;
                }
            }
        },
        Some(Piece::Hole(..)) => {
            while let Some(Piece::Hole(unknown, _)) = rest.first().cloned() {
                // The last of several holes may be the path itself.
                if !parts.base.is_empty() && !matches!(rest.get(1), Some(Piece::Lit(text, _)) if text.starts_with('/'))
                {
                    break;
                }
                parts.base.push(unknown);
                rest.remove(0);
            }
            if let Some(Piece::Lit(text, origins)) = rest.first().cloned() {
                if let Some(after) = text.strip_prefix("://") {
                    parts.base.clear();
                    in_host = true;
                    rest[0] = Piece::Lit(after.into(), origins);
                } else if text.starts_with(['.', ':']) {
                    in_host = true;
                    host.push_str("{}");
                }
            }
            if !in_host {
                parts.rooted = matches!(rest.first(), Some(Piece::Lit(..)));
                parts.path = rest;
                return parts;
            }
        }
        None => return parts,
    }
    if in_host {
        let mut at = 0;
        let mut tail = None;
        for (index, piece) in rest.iter().enumerate() {
            match piece {
                Piece::Lit(text, origins) => match text.find(['/', '?', '#']) {
                    Some(cut) => {
                        host.push_str(&text[..cut]);
                        tail = Some(Piece::Lit(text[cut..].into(), origins.clone()));
                        at = index + 1;
                        break;
                    }
                    None => {
                        host.push_str(text);
                        at = index + 1;
                    }
                },
                Piece::Hole(unknown, _) => {
                    // A hole that follows a whole host is the path.
                    let whole = host.contains('.') && !host.ends_with('.') && !host.ends_with('-');
                    if whole {
                        at = index;
                        break;
                    }
                    if host.is_empty() {
                        parts.base.push(Rc::clone(unknown));
                    }
                    host.push_str("{}");
                    at = index + 1;
                }
            }
        }
        parts.rooted = tail.is_some();
        parts.path = tail.into_iter().chain(rest[at.min(rest.len())..].iter().cloned()).collect();
        let host = host.rsplit('@').next().unwrap_or("").to_lowercase();
        let host = host.split(':').next().unwrap_or("").to_owned();
        parts.host = (host != "{}" && !host.is_empty()).then_some(host);
    }
    parts
}

/// The host of an absolute URL, lower-case; `None` where the base is not known.
pub fn host_of(pieces: &[Piece]) -> Option<String> {
    take_apart(pieces).host
}

/// The host of a text that is an absolute URL of the vendor's API.
pub fn host_of_text(text: &str, vendor: &dyn Vendor) -> Option<String> {
    let host =
        text.split_once("://").and_then(|_| host_of(&[Piece::Lit(text.into(), super::super::value::nowhere())]))?;
    (vendor.host(&host) == Host::Api).then_some(host)
}

/// The pieces with those at the start joined that a scheme or a host may be spread over: `"https:" + "//" + HOST`.
fn with_whole_start(pieces: &[Piece]) -> Vec<Piece> {
    let mut start = String::new();
    let mut from: Vec<Origin> = Vec::new();
    let mut count = 0;
    for piece in pieces {
        let Piece::Lit(text, origins) = piece else { break };
        if start.contains("://") || (start.contains('/') && !start.ends_with(":/")) {
            break;
        }
        start.push_str(text);
        from.extend(origins.iter().copied());
        count += 1;
    }
    if count < 2 {
        return pieces.to_vec();
    }
    from.sort();
    from.dedup();
    [Piece::Lit(start.into(), from.into())].into_iter().chain(pieces[count..].iter().cloned()).collect()
}
