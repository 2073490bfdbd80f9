//! Macros of other crates that stand for texts, lists and loops: a text that is written as `format!` does, the product of
//! lists, a loop over a stream.
//@ deps: reqwest serde_json futures async-stream itertools indoc compact_str const_format

use futures::Stream;
use serde_json::Value;

const BASE: &str = "https://api.hubapi.com";
const FORMS: &str = const_format::formatcp!("{BASE}/marketing/v{}/forms", 3);

pub struct Hub {
    http: reqwest::Client,
}

impl Hub {
    async fn get(&self, url: &str) -> reqwest::Result<Value> {
        self.http.get(url).send().await?.json().await
    }

    pub fn pages(&self) -> impl Stream<Item = reqwest::Result<Value>> + '_ {
        let kinds = futures::stream::iter(["notes", "calls"]);
        async_stream::stream! {
            for await kind in kinds {
                yield self.get(&format!("{BASE}/crm/v3/objects/{kind}")).await; //~ GET /crm/v3/objects/notes ; GET /crm/v3/objects/calls
            }
        }
    }

    pub async fn all(&self) -> reqwest::Result<()> {
        self.get(FORMS).await?; //~ GET /marketing/v3/forms
        let emails = indoc::formatdoc! {"{BASE}/crm/v3/objects/emails"};
        self.get(&emails).await?; //~ GET /crm/v3/objects/emails
        let id = 7;
        self.get(&compact_str::format_compact!("{BASE}/crm/v3/owners/{}", id)).await?; //~ GET /crm/v3/owners/7
        for (object, version) in itertools::iproduct!(["deals", "tickets"], [1, 3]) {
            if version > 1 {
                self.get(&format!("{BASE}/crm/v{version}/pipelines/{object}")).await?; //~ GET /crm/v3/pipelines/deals ; GET /crm/v3/pipelines/tickets
            }
        }
        Ok(())
    }
}
