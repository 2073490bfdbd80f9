//! `url::Url`: a URL is its text.

use std::rc::Rc;

use super::super::guard::{Guard, Set};
use super::super::interp::Interp;
use super::super::interp::convert::Style;
use super::super::interp::method::MethodCall;
use super::super::value::{Func, List, Piece, Place, Type, Unknown, Value, View, Wrap};
use super::{clients, text};

/// Whether a method is one of URLs on this value.
pub fn knows(value: &Value, ty: &Type, name: &str) -> bool {
    let typed = matches!(ty.peeled(), Type::Outside(path, _) if path.ends_with("Url"));
    let text = matches!(value, Value::Text(_));
    match name {
        "path_segments_mut" | "query_pairs_mut" | "set_path" | "set_query" | "set_host" | "set_scheme"
        | "set_fragment" | "set_port" | "set_username" | "set_password" | "uri_mut" | "make_relative" => true,
        "join" => text || typed,
        "path_segments" | "into_parts" | "path" | "host_str" | "query" | "host" | "domain" | "scheme" | "fragment"
        | "path_and_query" | "authority" => text || typed,
        _ => false,
    }
}

/// A method of a URL; `None` for what is not modelled.
pub fn method(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let arg = |index: usize| call.args.get(index).cloned();
    let value = match value {
        Value::Unknown(unknown) => super::super::interp::convert::hole_of(unknown),
        other => other.clone(),
    };
    Some(match call.name {
        "path_segments_mut" => Value::View(View::Segments, Rc::new(call.place.clone()?)),
        "query_pairs_mut" => Value::View(View::Query, Rc::new(call.place.clone()?)),
        "join" => {
            let tail = interp.text_of(&arg(0)?, Style::Display);
            let joined = interp.each2(&value, &tail, &mut |interp, base, tail| joined(interp, base, tail));
            Value::Wrapped(Wrap::Ok, Rc::new(joined))
        }
        "set_path" => {
            let path = interp.text_of(&arg(0)?, Style::Display);
            let old = interp.current(&call.place.clone()?);
            let old = interp.text_of(&old, Style::Display);
            let base = old.map(origin_of);
            let slash = path.map(with_slash);
            let new = text::concat(interp, &[base, slash]);
            interp.write_place(&call.place.clone()?, new);
            Value::unit()
        }
        "set_query" => {
            let place = call.place.clone()?;
            let old = interp.current(&place);
            let old = interp.text_of(&old, Style::Display);
            let bare = old.map(|url| cut_at(url, '?'));
            let query = interp.unwrapped(&arg(0)?);
            let new = match query {
                Value::Never => bare,
                query => text::concat(interp, &[bare, Value::text("?"), query]),
            };
            interp.write_place(&place, new);
            Value::unit()
        }
        "set_host" | "set_scheme" | "set_fragment" | "set_port" | "set_username" | "set_password" => {
            if call.name == "set_host"
                && let (Some(place), Some(host)) = (call.place.clone(), arg(0))
            {
                let old = interp.current(&place);
                let old = interp.text_of(&old, Style::Display);
                let host = interp.unwrapped(&host);
                let path = old.map(path_of);
                let new = text::concat(interp, &[Value::text("https://"), host, path]);
                interp.write_place(&place, new);
            }
            Value::Wrapped(Wrap::Ok, Rc::new(Value::unit()))
        }
        "path" => parted(interp, &value, "path", &|url| cut_at(&path_of(url), '?')),
        "path_segments" => {
            let segments = parted(interp, &value, "path", &|url| segments(&cut_at(&path_of(url), '?')));
            there(interp, &value, "path_segments", segments)
        }
        "into_parts" => value.map(|url| clients::uri(host_text(url), path_of(url), call.span)),
        "path_and_query" => {
            let path = parted(interp, &value, "path", &path_of);
            there(interp, &value, "path_and_query", path)
        }
        "host_str" | "host" | "domain" | "authority" => {
            let host = parted(interp, &value, "host", &host_text);
            there(interp, &value, "host", host)
        }
        "query" | "fragment" => {
            let ty = Type::Outside("std::Option".into(), Rc::from([Type::Text]));
            interp.unknown(ty, super::super::value::Cause::Opaque)
        }
        "scheme" => parted(interp, &value, "scheme", &scheme_of),
        _ => return None,
    })
}

/// A part of a URL. Of one that is not known at all it is something else than the whole: what is asked of the part says
/// nothing of the whole, and the same part of the same URL is the same.
fn parted(interp: &mut Interp<'_>, url: &Value, name: &str, part: &dyn Fn(&Value) -> Value) -> Value {
    interp.each(url, &mut |interp, url| match url.single_hole() {
        Some(unknown) => {
            let sym = interp.part(unknown.sym, name);
            let hole = Piece::Hole(Rc::new(Unknown { sym, ..(*unknown).clone() }), super::super::value::nowhere());
            part(&Value::Text(Rc::new(vec![hole])))
        }
        None => part(url),
    })
}

/// A part of a URL that one may lack: one that is not known at all may.
fn there(interp: &mut Interp<'_>, url: &Value, name: &str, part: Value) -> Value {
    let Some(unknown) = url.single_hole() else { return part.some() };
    let sym = interp.part(unknown.sym, &format!("has {name}"));
    let none = interp.choice("None");
    interp.one_of(vec![(Guard::of(sym, Set::except(vec![none])), part.some()), (Guard::is(sym, none), Value::Nothing)])
}

/// A method of `path_segments_mut()` or `query_pairs_mut()`.
pub fn view_method(interp: &mut Interp<'_>, view: View, place: &Place, call: &MethodCall<'_>) -> Value {
    let this = Value::View(view, Rc::new(place.clone()));
    if matches!(view, View::RequestUrl | View::RequestMethod) {
        return on_request_url(interp, view, place, call);
    }
    let old = interp.current(place);
    let old = interp.text_of(&old, Style::Display);
    let new = match (view, call.name) {
        (View::Segments, "push") => {
            let base = old.map(without_slash);
            let part = call.args.first().cloned().unwrap_or(Value::Never);
            Some(text::concat(interp, &[base, Value::text("/"), part]))
        }
        (View::Segments, "extend") => {
            let parts = call.args.first().cloned().unwrap_or(Value::Never);
            let parts = match interp.settled(&parts) {
                Value::List(list) if !list.open => text::joined(interp, &Value::List(list), &Value::text("/")),
                _ => interp.hole(),
            };
            let base = old.map(without_slash);
            Some(text::concat(interp, &[base, Value::text("/"), parts]))
        }
        (View::Segments, "pop_if_empty") => Some(old.map(without_slash)),
        (View::Segments, "pop") => Some(old.map(parent)),
        (View::Segments, "clear") => Some(old.map(origin_of)),
        (View::Query, "append_pair" | "append_key_only") => {
            let key = call.args.first().cloned().unwrap_or(Value::Never);
            Some(super::pairs::with_pair(interp, old, key, call.args.get(1).cloned()))
        }
        (View::Query, "extend_pairs") => {
            let pairs = call.args.first().cloned().unwrap_or(Value::Never);
            Some(super::pairs::with_params(interp, &old, &pairs))
        }
        (View::Query, "extend_keys_only") if !super::pairs::has_query(&old) => {
            Some(text::concat(interp, &[old, Value::text("?")]))
        }
        (View::Query, "clear") => Some(old.map(|url| cut_at(url, '?'))),
        _ => None,
    };
    match new {
        Some(new) => interp.write_place(place, new),
        None => {
            for arg in &call.args {
                interp.give_away(arg);
            }
        }
    }
    this
}

/// A method of `request.url_mut()`: what it does to the URL, the request keeps.
fn on_request_url(interp: &mut Interp<'_>, view: View, place: &Place, call: &MethodCall<'_>) -> Value {
    let current = interp.current(place);
    let Value::Request(request) = &current else { return Value::unit() };
    let part = if view == View::RequestUrl { request.url.clone() } else { request.method.clone() };
    let part = part.unwrap_or_else(|| Value::text(""));
    let cell = interp.alloc(part.clone());
    let inner = MethodCall {
        name: call.name,
        turbofish: call.turbofish.clone(),
        args: call.args.clone(),
        wanted: call.wanted.clone(),
        place: Some(Place { cell, fields: vec![] }),
        span: call.span,
    };
    let result = interp.call_method(&part, &inner);
    let changed = interp.read(cell);
    if changed != part {
        interp.write_view(view, place, changed, call.span);
    }
    match result {
        // Segments and pairs are written later, into the copy: keep writing into the request's own text.
        Value::View(kind, _) => Value::View(kind, Rc::new(Place { cell, fields: vec![] })),
        other => other,
    }
}

/// A URL resolved against a base, as browsers do.
pub fn joined(interp: &mut Interp<'_>, base: &Value, tail: &Value) -> Value {
    let Value::Text(pieces) = tail else { return interp.hole() };
    match pieces.first() {
        Some(Piece::Lit(first, _)) if first.contains("://") => tail.clone(),
        Some(Piece::Lit(first, _)) if first.starts_with('/') => {
            let origin = origin_of(base);
            text::concat(interp, &[origin, tail.clone()])
        }
        Some(Piece::Lit(first, _)) if first.starts_with('?') => {
            let bare = cut_at(base, '?');
            text::concat(interp, &[bare, tail.clone()])
        }
        None => base.clone(),
        _ => {
            // Relative: it replaces what follows the last slash.
            let folder = folder_of(&cut_at(base, '?'));
            text::concat(interp, &[folder, tail.clone()])
        }
    }
}

/// The pieces up to a character.
fn cut_at(value: &Value, at: char) -> Value {
    let Value::Text(pieces) = value else { return value.clone() };
    let mut kept = Vec::new();
    for piece in pieces.iter() {
        match piece {
            Piece::Lit(text, origins) if text.contains(at) => {
                let head = text.split(at).next().unwrap_or("");
                if !head.is_empty() {
                    kept.push(Piece::Lit(head.into(), origins.clone()));
                }
                break;
            }
            other => kept.push(other.clone()),
        }
    }
    Value::Text(Rc::new(kept))
}

/// Where the path of a URL starts: index of the piece and offset in it.
pub fn path_start(pieces: &[Piece]) -> Option<(usize, usize)> {
    let mut from = 0;
    for (index, piece) in pieces.iter().enumerate() {
        if let Piece::Lit(text, _) = piece {
            if index == 0
                && let Some(at) = text.find("://")
            {
                from = at + 3;
            }
            if let Some(at) = text.get(from..).and_then(|rest| rest.find('/')) {
                return Some((index, from + at));
            }
        }
        from = 0;
    }
    None
}

/// Scheme and host of a URL.
fn origin_of(value: &Value) -> Value {
    let Value::Text(pieces) = value else { return value.clone() };
    match path_start(pieces) {
        Some((index, at)) => {
            let mut kept = pieces[..index].to_vec();
            if let Piece::Lit(text, origins) = &pieces[index]
                && at > 0
            {
                kept.push(Piece::Lit(text[..at].into(), origins.clone()));
            }
            Value::Text(Rc::new(kept))
        }
        None => cut_at(value, '?'),
    }
}

/// Path and query of a URL; `/` where it has none. Of a URL that is not known at all its path is not, either.
fn path_of(value: &Value) -> Value {
    let Value::Text(pieces) = value else { return value.clone() };
    match path_start(pieces) {
        Some((index, at)) => {
            let mut kept = Vec::new();
            if let Piece::Lit(text, origins) = &pieces[index] {
                kept.push(Piece::Lit(text[at..].into(), origins.clone()));
            }
            kept.extend(pieces[index + 1..].iter().cloned());
            Value::Text(Rc::new(kept))
        }
        None if matches!(pieces.first(), Some(Piece::Hole(..))) => value.clone(),
        None => Value::text("/"),
    }
}

/// The segments of a path as a list; what is not known of one is a part of it.
fn segments(path: &Value) -> Value {
    let Value::Text(pieces) = path else { return path.clone() };
    // Of a path that begins with what is not known it is not known how many there are.
    let open = matches!(pieces.first(), Some(Piece::Hole(..)));
    let mut segments: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut begun = false;
    for piece in pieces.iter() {
        let Piece::Lit(text, origins) = piece else {
            segments.last_mut().into_iter().for_each(|last| last.push(piece.clone()));
            begun = true;
            continue;
        };
        // The slash that a path begins with ends no segment.
        let text = if begun { text } else { text.strip_prefix('/').unwrap_or(text) };
        begun = true;
        for (index, part) in text.split('/').enumerate() {
            if index > 0 {
                segments.push(Vec::new());
            }
            if !part.is_empty() {
                segments.last_mut().into_iter().for_each(|last| last.push(Piece::Lit(part.into(), origins.clone())));
            }
        }
    }
    let elems = segments.into_iter().map(|segment| Value::Text(Rc::new(segment))).collect();
    Value::List(Rc::new(List { elems, open, map: false }))
}

/// Up to which part of a URL, or from which part on, `url::Position` cuts; `None` where that is not followed.
pub fn position(value: &Value) -> Option<&'static str> {
    let Value::Func(func) = value else { return None };
    let Func::Outside(path) = &**func else { return None };
    let (owner, name) = path.rsplit_once("::")?;
    let known = ["BeforeScheme", "BeforePath", "AfterPort", "AfterPath", "BeforeQuery", "AfterQuery", "AfterFragment"];
    owner.ends_with("Position").then(|| known.into_iter().find(|known| *known == name))?
}

/// `url[from..to]`.
pub fn between(url: &Value, from: Option<&str>, to: Option<&str>) -> Value {
    url.map(|url| {
        let url = match to {
            Some("BeforePath" | "AfterPort") => origin_of(url),
            Some("AfterPath" | "BeforeQuery") => cut_at(url, '?'),
            Some("BeforeScheme") => Value::text(""),
            _ => url.clone(),
        };
        match from {
            Some("BeforePath" | "AfterPort") => path_of(&url),
            Some("AfterPath" | "BeforeQuery" | "AfterQuery" | "AfterFragment") => Value::text("?"),
            _ => url,
        }
    })
}

/// The scheme of a URL; that of a URL which begins with what is not known is not, either.
fn scheme_of(value: &Value) -> Value {
    let Value::Text(pieces) = value else { return value.clone() };
    match pieces.first() {
        Some(Piece::Lit(text, _)) => Value::text(text.split_once("://").map_or("https", |(scheme, _)| scheme)),
        Some(hole @ Piece::Hole(..)) => Value::Text(Rc::new(vec![hole.clone()])),
        None => value.clone(),
    }
}

fn host_text(value: &Value) -> Value {
    let origin = origin_of(value);
    match origin.known_text() {
        Some(text) => Value::text(text.split_once("://").map_or(&*text, |(_, host)| host)),
        None => origin,
    }
}

fn with_slash(path: &Value) -> Value {
    match path {
        Value::Text(pieces) => match pieces.first() {
            Some(Piece::Lit(text, _)) if text.starts_with('/') => path.clone(),
            _ => {
                let mut pieces = (**pieces).clone();
                pieces.insert(0, Piece::Lit("/".into(), super::super::value::nowhere()));
                Value::Text(Rc::new(pieces))
            }
        },
        other => other.clone(),
    }
}

pub fn without_slash(url: &Value) -> Value {
    let Value::Text(pieces) = url else { return url.clone() };
    let mut pieces = (**pieces).clone();
    if let Some(Piece::Lit(text, origins)) = pieces.last().cloned()
        && let Some(rest) = text.strip_suffix('/')
        && !rest.ends_with(":/")
    {
        pieces.pop();
        if !rest.is_empty() {
            pieces.push(Piece::Lit(rest.into(), origins));
        }
    }
    Value::Text(Rc::new(pieces))
}

/// Everything up to and with the last slash of the path.
fn folder_of(url: &Value) -> Value {
    let Value::Text(pieces) = url else { return url.clone() };
    let Some((first, at)) = path_start(pieces) else {
        let mut pieces = (**pieces).clone();
        pieces.push(Piece::Lit("/".into(), super::super::value::nowhere()));
        return Value::Text(Rc::new(pieces));
    };
    let mut kept = (**pieces).clone();
    while let Some(piece) = kept.pop() {
        if let Piece::Lit(text, origins) = &piece
            && let Some(slash) = text.rfind('/')
            && (kept.len() > first || slash >= at)
        {
            kept.push(Piece::Lit(text[..=slash].into(), origins.clone()));
            break;
        }
    }
    Value::Text(Rc::new(kept))
}

fn parent(url: &Value) -> Value {
    without_slash(&folder_of(&without_slash(url)))
}
