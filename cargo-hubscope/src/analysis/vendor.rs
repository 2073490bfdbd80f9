//! What the analysis asks about the API's vendor; `catalog` answers for HubSpot.

/// Whose a host is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// The vendor's API: a request to it is a call.
    Api,
    /// The vendor's, but for people (an app's pages, documentation): never a call.
    Pages,
    /// Nobody's in particular: loopback and names reserved for tests and documentation.
    Unknown,
    /// Someone else's: never a call.
    Other,
}

/// What a text has to do with a page of the vendor's that is opened with a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hint {
    /// It may be, or begin, the page's address.
    Address,
    /// It may be a part of the query.
    Part,
}

/// What an attribute says of the calls inside what it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Says {
    /// Something about calls that are seen: a call that is not seen stays so.
    About,
    /// That a call is made, whether it is seen or not.
    Calls,
}

/// Answers of an API's vendor.
pub trait Vendor: Sync {
    /// Whose the host is. `host` is lower-case, without scheme, user or port; `{}` stands for an unknown part
    /// (`api-{}.hubapi.com`).
    fn host(&self, host: &str) -> Host;

    /// Whether a request with an unknown host can only be the vendor's: the template matches an operation with enough
    /// literal segments that no other vendor's path looks the same. `method` is `None` where unknown; `path` starts
    /// with `/`, has no query, and `{}` for unknown parts.
    fn distinctive(&self, method: Option<&str>, path: &str) -> bool;

    /// Whether the path looks like one of the vendor's API at all (used when the code around it is the vendor's by
    /// name).
    fn plausible(&self, path: &str) -> bool;

    /// Whether a name (crate, module, type, function, const, environment variable, field) is the vendor's.
    fn is_name(&self, name: &str) -> bool;

    /// Whether a text, such as a string literal, can hint at the vendor: a host, or the start of a distinctive path.
    /// A program without any hint has no calls.
    fn hint(&self, text: &str) -> bool;

    /// Whether the template is exactly the path of an operation (`{}` in the path matches a parameter); used to tell
    /// `/objects/contacts{}`, a glued query, from a segment that goes on.
    fn is_operation(&self, method: Option<&str>, path: &str) -> bool;

    /// Whether an operation of the method has a path that goes on where the template ends (`/objects/{}` goes on as
    /// `/objects/contacts/search`); used to tell whether a hole at the end that may hold several segments matters.
    fn goes_on(&self, method: Option<&str>, path: &str) -> bool;

    /// Whether a URL is that of a page for people whose query is looked at. `host` and `path` are as for the other
    /// questions.
    fn is_page(&self, host: &str, path: &str) -> bool;

    /// Whether a text, such as a string literal, can belong to the URL of such a page. A program without any address has
    /// none.
    fn page_hint(&self, text: &str) -> Option<Hint>;

    /// What an attribute macro says, by its real path such as `some_crate::some_macro`; `None` for one that says nothing
    /// of calls.
    fn annotation(&self, path: &str) -> Option<Says>;
}
