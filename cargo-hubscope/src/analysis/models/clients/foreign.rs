//! Clients that no table knows: methods that are named for verbs and get a URL.

use super::table::VERBS;
use super::{complete, method_text, url_text};
use crate::analysis::interp::Interp;
use crate::analysis::interp::by_name::looks_like_path;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::value::{Type, Value};

/// A method of something unknown that is named for a verb and is given a URL.
pub fn foreign_method(interp: &mut Interp<'_>, value: &Value, ty: &Type, call: &MethodCall<'_>) -> Option<Value> {
    let path = match ty.peeled() {
        Type::Outside(path, _) => &**path,
        Type::Unknown | Type::Param { .. } | Type::Traits(_) => "",
        _ => return None,
    };
    if path.starts_with("std::") || path.starts_with("serde_json::") || !matches!(value, Value::Unknown(_)) {
        return None;
    }
    let name = path.rsplit("::").next().unwrap_or(path);
    let collection = [
        "Map",
        "Set",
        "Cache",
        "Router",
        "Vec",
        "Store",
        "Value",
        "Headers",
        "Extensions",
        "Mock",
        "Registry",
        "Server",
    ];
    if collection.iter().any(|word| name.contains(word)) {
        return None;
    }
    if let Some((_, verb)) = VERBS.iter().find(|(known, _)| *known == call.name) {
        let url = call.args.first()?;
        let url = interp.settled(url);
        let text = interp.unwrapped(&url);
        let absolute = text.alternatives().iter().any(|(_, value)| interp.is_vendor_url(value));
        // A client by its name may have a base of its own.
        let named =
            ["Client", "Http", "Agent", "Session", "Requester", "Transport"].iter().any(|word| name.contains(word));
        if absolute || (named && looks_like_path(&text)) {
            return Some(complete(interp, Value::text(verb), text, call.span, "client"));
        }
        return None;
    }
    if call.name == "request" && call.args.len() >= 2 {
        let method = method_text(interp, &call.args[0]);
        let url = url_text(interp, &call.args[1]);
        let absolute = url.alternatives().iter().any(|(_, value)| interp.is_vendor_url(value));
        if absolute || (!path.is_empty() && looks_like_path(&url) && method.known_text().is_some()) {
            return Some(complete(interp, method, url, call.span, "client"));
        }
    }
    None
}
