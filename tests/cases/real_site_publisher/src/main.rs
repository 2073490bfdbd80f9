mod assets;
mod pages;
mod session;
mod tables;

use session::Session;
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let session = Session::from_env()?;
    let folder = std::env::args().nth(1).unwrap_or_else(|| "site".to_owned());
    let folder = Path::new(&folder);
    let uploaded = assets::upload_all(&session, &folder.join("assets"))?;
    tables::replace(&session, "prices", &folder.join("prices.json"))?;
    for page in std::fs::read_to_string(folder.join("pages.txt"))?.lines() {
        pages::publish(&session, page)?;
    }
    println!("{uploaded} files, pages at https://app.hubspot.com/website");
    Ok(())
}
