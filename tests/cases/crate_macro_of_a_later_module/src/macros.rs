macro_rules! endpoints {
    ($($name:ident => $path:literal),+) => {$(
        pub fn $name(http: &reqwest::blocking::Client) -> reqwest::Result<()> {
            http.get(concat!("https://api.hubapi.com", $path)).send().map(drop)
        }
    )+};
}
pub(crate) use endpoints;

macro_rules! methods {
    ($($name:ident => $path:literal),+) => {$(
        pub fn $name(&self) -> reqwest::Result<()> {
            self.http.get(concat!("https://api.hubapi.com", $path)).send().map(drop)
        }
    )+};
}
pub(crate) use methods;
