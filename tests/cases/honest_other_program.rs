//! Another program is given a URL: a request whose method is up to its other arguments.
//@ deps: anyhow

use std::process::Command;

pub fn owners() -> anyhow::Result<Vec<u8>> {
    let url = "https://api.hubapi.com/crm/v3/owners";
    Ok(Command::new("curl").arg("--silent").arg(url).output()?.stdout) //~ unresolved
}

pub fn created(body: &str) -> anyhow::Result<bool> {
    let url = format!("https://api.hubapi.com/crm/v3/objects/{}", "deals");
    let done = Command::new("curl")
        .args(["-X", "POST", "-d", body, &url]) //~ unresolved
        .status()?;
    Ok(done.success())
}

pub fn contacts() -> anyhow::Result<bool> {
    let line = "curl https://api.hubapi.com/crm/v3/objects/contacts";
    Ok(Command::new("sh").arg("-c").arg(line).status()?.success()) //~ unresolved
}
