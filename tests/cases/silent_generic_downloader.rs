//! A downloader asks for whatever URL it is given.
//@ deps: ureq anyhow
//@ scopes:

use anyhow::{ensure, Result};
use std::fs::File;
use std::path::Path;

pub fn download(url: &str, into: &Path) -> Result<u64> {
    let mut response = ureq::get(url).call()?;
    ensure!(response.status().is_success(), "{url} answers {}", response.status());
    let mut file = File::create(into)?;
    Ok(std::io::copy(&mut response.body_mut().as_reader(), &mut file)?)
}

pub fn all(urls: &[String], folder: &Path) -> Result<usize> {
    for (number, url) in urls.iter().enumerate() {
        download(url, &folder.join(format!("{number}.bin")))?;
    }
    Ok(urls.len())
}
