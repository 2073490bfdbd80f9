#[path = r"shared/contacts.rs"]
mod people;

#[path = "shared/\u{6f}wners.rs"]
mod owners;

#[cfg_attr(windows, path = "platform/registry.rs")]
#[cfg_attr(not(windows), path = "platform/dotfile.rs")]
mod settings;

#[cfg_attr(feature = "mock", path = "shared/mock.rs")]
mod deals;

#[path = "platform"]
mod system {
    pub mod service;
}

#[cfg_attr(all(), cfg(test))]
mod only_in_tests;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let http = reqwest::Client::new();
    people::list(&http).await?;
    owners::list(&http).await?;
    settings::load(&http).await?;
    deals::list(&http).await?;
    system::service::start(&http).await?;
    Ok(())
}
