//! Attribute macros that mark HubSpot call sites with the scopes expected of them.
//!
//! The macros leave the code as it is and add nothing to the program: what they say is for the reader, for the compiler,
//! which holds each scope's name against those that HubSpot has, and for `cargo hubscope`, which compares it with the
//! calls that the code makes.
//!
//! | macro | says |
//! |---|---|
//! | [`#[scopes]`](macro@scopes) | which scopes the calls inside are expected to need, and which of them are optional |
//! | [`#[endpoint]`](macro@endpoint) | what a function calls, where the source does not show it |
//! | [`required_scopes!`], [`optional_scopes!`] | the scopes that were derived, for the install URL |
//!
//! ```
//! use scope_macros::scopes;
//! # use std::io::Error;
//! # struct Client;
//! # impl Client {
//! #     async fn get(&self, _path: &str) -> Result<String, Error> { Ok(String::new()) }
//! # }
//!
//! /// Reads the first page of contacts.
//! #[scopes("crm.objects.contacts.read")]
//! async fn first_contacts(client: &Client) -> Result<String, Error> {
//!     client.get("/crm/v3/objects/contacts").await
//! }
//! ```
//!
//! A misspelt name does not compile; the error stands at the name and says which was meant:
//!
//! ```compile_fail
//! use scope_macros::scopes;
//!
//! #[scopes("crm.objects.contact.read")] // did you mean `crm.objects.contacts.read`?
//! fn contacts() {}
//! ```

mod arguments;
mod endpoint;
mod lock;
mod names;
mod scopes;
mod sha256;
mod target;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Error, Result};

use lock::Lock;
use target::Target;

/// States which scopes the HubSpot calls inside are expected to need.
///
/// It stands on a function, a method, an `impl` block, a trait, a method of a trait or an inline module, and speaks of
/// all calls made inside, through whatever is called there. `cargo hubscope` reports an `annotation-mismatch` when a
/// call inside needs a scope that is not named, and when a scope is named that no call inside needs.
///
/// The arguments are a list of
///
/// - `"crm.objects.contacts.read"`: a scope that is expected. The name must be one that HubSpot has: a misspelt,
///   invented or retired one is a compile error at the literal.
/// - `optional("crm.objects.contacts.write", reason = "two-way sync")`: scopes of the optional install, to which the
///   calls inside belong. The reason may be left out.
/// - `unchecked("crm.objects.spaceships.read")`: scopes that HubSpot added after this crate was published, whose names
///   are not checked. It may stand in `optional` too.
/// - `allow(unresolved_call, reason = "the path is the administrator's")`: rules of `cargo hubscope`, with underscores,
///   whose findings inside are suppressed. The reason is needed. An attribute that only allows expects no scopes.
///
/// ```
/// use scope_macros::scopes;
/// # struct Hub;
/// # impl Hub {
/// #     fn get(&self, _path: &str) {}
/// #     fn patch(&self, _path: &str) {}
/// # }
///
/// #[scopes("crm.objects.deals.read", optional("crm.objects.deals.write", reason = "two-way sync"))]
/// impl Hub {
///     fn deal(&self, id: u64) {
///         self.get(&format!("/crm/v3/objects/deals/{id}"))
///     }
///
///     fn update_deal(&self, id: u64) {
///         self.patch(&format!("/crm/v3/objects/deals/{id}"))
///     }
///
///     #[scopes(allow(unresolved_call, reason = "passes on what the administrator typed"))]
///     fn console(&self, path: &str) {
///         self.get(path)
///     }
/// }
/// ```
#[proc_macro_attribute]
pub fn scopes(arguments: proc_macro::TokenStream, code: proc_macro::TokenStream) -> proc_macro::TokenStream {
    attribute(code, |target, place| match target {
        Target::Function | Target::Container | Target::Other => scopes::check(arguments.into()),
        Target::Barren(name) => {
            let message =
                format!("`#[scopes]` stands on a function, an impl, a trait or an inline module, not on {name}");
            Err(Error::new(place, message))
        }
    })
}

/// States which operation of HubSpot a function calls, where `cargo hubscope` cannot see it in the source.
///
/// The arguments are the method, the path as HubSpot documents it, with `{..}` for each part that is only known at run
/// time, and, where one of these parts is the object type, the object types that it can be. Several attributes state
/// several operations.
///
/// The operation is held against the catalog when `cargo hubscope` runs; what it can see of the call must agree.
///
/// ```
/// use scope_macros::endpoint;
/// # struct Hub;
/// # impl Hub { fn send(&self, _request: &[u8]) {} }
///
/// /// Replays a request that was stored when HubSpot could not be reached.
/// #[endpoint(POST, "/crm/v3/objects/{objectType}", object_types("contacts", "companies"))]
/// #[endpoint(PATCH, "/crm/v3/objects/{objectType}/{objectId}", object_types("contacts", "companies"))]
/// fn replay(hub: &Hub, stored: &[u8]) {
///     hub.send(stored)
/// }
/// ```
#[proc_macro_attribute]
pub fn endpoint(arguments: proc_macro::TokenStream, code: proc_macro::TokenStream) -> proc_macro::TokenStream {
    attribute(code, |target, place| match target {
        Target::Function | Target::Other => endpoint::check(arguments.into()),
        Target::Container => Err(Error::new(place, "`#[endpoint]` stands on a function, not on a block of functions")),
        Target::Barren(name) => Err(Error::new(place, format!("`#[endpoint]` stands on a function, not on {name}"))),
    })
}

/// The scopes that the app needs, as `cargo hubscope lock` derived them: a `&'static [&'static str]`.
///
/// An install URL that is built from this constant asks for exactly what the code needs. The scopes are read from
/// `hubscope.lock` in the folder of the package or the nearest one above it within the workspace; when that file changes
/// the code is compiled anew, and when it is missing or malformed there is a compile error.
///
/// ```
/// const SCOPES: &[&str] = scope_macros::required_scopes!();
///
/// let url = format!("https://app.hubspot.com/oauth/authorize?scope={}", SCOPES.join("%20"));
/// # assert!(url.ends_with("scope=crm.objects.contacts.read%20crm.objects.deals.read"));
/// ```
#[proc_macro]
pub fn required_scopes(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    locked(input, |lock| lock.required)
}

/// The scopes that only the optional install of the app needs, as `cargo hubscope lock` derived them: a
/// `&'static [&'static str]`, read like those of [`required_scopes!`].
///
/// ```
/// const OPTIONAL: &[&str] = scope_macros::optional_scopes!();
///
/// let query = format!("&optional_scope={}", OPTIONAL.join("%20"));
/// # assert!(query.ends_with("=crm.objects.deals.write"));
/// ```
#[proc_macro]
pub fn optional_scopes(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    locked(input, |lock| lock.optional)
}

/// The code as it is. Where `check` finds errors they are set before it, so that they are the only ones.
fn attribute(code: proc_macro::TokenStream, check: impl FnOnce(Target, Span) -> Result<()>) -> proc_macro::TokenStream {
    let (target, place) = target::of(code.clone().into());
    match check(target, place) {
        Ok(()) => code,
        Err(error) => [error.into_compile_error().into(), code].into_iter().collect(),
    }
}

/// The list of the package's lock as a constant slice, or an error.
fn locked(input: proc_macro::TokenStream, list: impl FnOnce(Lock) -> Vec<String>) -> proc_macro::TokenStream {
    let expanded = match TokenStream::from(input).into_iter().next() {
        Some(tree) => Err(Error::new(tree.span(), "this macro takes no arguments: leave the parentheses empty")),
        None => package_lock().map_err(|message| Error::new(Span::call_site(), message)),
    };
    let tokens = expanded.map(|(path, lock)| {
        let scopes = list(lock);
        // `include_bytes!` is what tells cargo that the code depends on the file; nothing of it is compiled in.
        quote!({
            const _: &[u8] = ::core::include_bytes!(#path);
            const SCOPES: &[&str] = &[#(#scopes),*];
            SCOPES
        })
    });
    tokens.unwrap_or_else(Error::into_compile_error).into()
}

/// The lock of the package that is being compiled, with its path.
fn package_lock() -> std::result::Result<(String, Lock), String> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("`CARGO_MANIFEST_DIR` is not set: build with cargo")?;
    let package =
        std::path::absolute(package).map_err(|error| format!("the package's folder is not known: {error}"))?;
    let root = std::env::current_dir().unwrap_or_else(|_| package.clone());
    let path = lock::find(&package, &root)?;
    let lock = lock::read(&path)?;
    let path = path.to_str().ok_or_else(|| format!("`{}` is not valid UTF-8: rename the folder", path.display()))?;
    Ok((path.to_owned(), lock))
}
