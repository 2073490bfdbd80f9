use crate::session::{checked, Session};
use anyhow::Result;
use reqwest::blocking::multipart::Form;
use reqwest::Method;
use serde_json::Value;
use std::path::Path;

const OPTIONS: &str = r#"{"access":"PUBLIC_INDEXABLE","overwrite":true}"#;

/// Uploads what is new below a folder.
pub fn upload_all(session: &Session, folder: &Path) -> Result<usize> {
    let mut count = 0;
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() && !exists(session, &entry.file_name().to_string_lossy())? {
            upload(session, entry.path())?;
            count += 1;
        }
    }
    Ok(count)
}

fn exists(session: &Session, name: &str) -> Result<bool> {
    let request = session.joined(Method::GET, "files/v3/files/search")?; //~ GET /files/v3/files/search
    let answer: Value = checked(request.query(&[("name", name)]).send()?)?.json()?;
    Ok(answer["results"].as_array().is_some_and(|found| !found.is_empty()))
}

fn upload(session: &Session, file: &Path) -> Result<()> {
    let form = Form::new().text("options", OPTIONS).text("folderPath", "/site").file("file", file)?;
    let request = session.request(Method::POST, ["files", "v3", "files"])?; //~ POST /files/v3/files
    checked(request.multipart(form).send()?)?;
    Ok(())
}
