//! Macros that eat tokens one by one, take callbacks, and make paths of names.
//@ deps: reqwest
macro_rules! path {
    (@ [$($done:expr),*]) => { concat!("https://api.hubapi.com" $(, $done)*) };
    (@ [$($done:expr),*] / $part:ident $($rest:tt)*) => { path!(@ [$($done,)* "/", stringify!($part)] $($rest)*) };
    (@ [$($done:expr),*] / $part:literal $($rest:tt)*) => { path!(@ [$($done,)* "/", $part] $($rest)*) };
    ($($all:tt)+) => { path!(@ [] $($all)+) };
}
macro_rules! with_kinds { ($callback:ident) => { $callback! { contacts => Contacts, deals => Deals } }; }
macro_rules! make_enum { ($($name:ident => $variant:ident),*) => {
    #[derive(Clone, Copy)] pub enum Kind { $($variant),* }
    impl Kind { pub const ALL: &'static [Kind] = &[$(Kind::$variant),*]; pub fn name(self) -> &'static str { match self { $(Kind::$variant => stringify!($name)),* } } }
}; }
with_kinds!(make_enum);
macro_rules! client {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($verb:ident $fun:ident($($arg:ident: $ty:ty),*) => $path:literal;)* }) => {
        $(#[$meta])* $vis struct $name(pub reqwest::Client);
        impl $name { $( pub async fn $fun(&self, $($arg: $ty),*) -> reqwest::Result<reqwest::Response> { self.0.$verb(format!(concat!("https://api.hubapi.com", $path), $($arg = $arg),*)).send().await } )* }
    };
}
client! { //~ GET /crm/v3/objects/goal_targets/{} ; PATCH /crm/v3/objects/goal_targets/{}
    /// Goals.
    pub struct Goals {
        get read(id: u64) => "/crm/v3/objects/goal_targets/{id}";
        patch write(id: u64) => "/crm/v3/objects/goal_targets/{id}";
    }
}
pub async fn run(http: &reqwest::Client) -> reqwest::Result<()> {
    http.get(path!(/ crm / "v3" / owners)).send().await?; //~ GET /crm/v3/owners
    for kind in Kind::ALL { http.get(format!("https://api.hubapi.com/crm/v3/objects/{}", kind.name())).send().await?; } //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/deals
    Ok(())
}
