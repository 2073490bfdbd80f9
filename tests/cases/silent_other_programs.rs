//! Other programs that open pages, fetch elsewhere, or only name the vendor.
//@ deps: anyhow

use std::process::Command;

pub fn open_record(portal: u64, id: u64) -> anyhow::Result<()> {
    Command::new("xdg-open").arg(format!("https://app.hubspot.com/contacts/{portal}/record/0-1/{id}")).status()?;
    Ok(())
}

pub fn tool_version() -> anyhow::Result<String> {
    let done = Command::new("hs").args(["--version", "--account", "hubspot"]).output()?;
    Ok(String::from_utf8_lossy(&done.stdout).trim().to_owned())
}

pub fn fetch_list() -> anyhow::Result<()> {
    Command::new("curl").args(["-sSf", "https://lists.example.org/crm/v3/objects/contacts"]).status()?;
    Ok(())
}
