//! A macro implements a trait for types: paths are arguments, one impl overrides a method.
//@ deps: reqwest serde_json

use reqwest::{Client, Result};
use serde_json::Value;

pub trait Resource {
    const PATH: &'static str;

    fn one(id: u64) -> String {
        format!("{}/{id}", Self::PATH)
    }
}

macro_rules! resource {
    ($type:ident at $path:expr) => {
        pub struct $type;

        impl Resource for $type {
            const PATH: &'static str = $path;
        }
    };
    ($type:ident at $path:expr, draft) => {
        pub struct $type;

        impl Resource for $type {
            const PATH: &'static str = $path;

            fn one(id: u64) -> String {
                format!("{}/{id}/draft", Self::PATH)
            }
        }
    };
}

resource!(Author at "/cms/v3/blogs/authors");
resource!(Page at concat!("/cms/v3/", "pages/site-pages"), draft);

async fn read<R: Resource>(http: &Client, id: u64) -> Result<Value> {
    http.get(format!("https://api.hubapi.com{}", R::one(id))).send().await?.json().await
}

pub async fn byline(http: &Client, page: u64, author: u64) -> Result<(Value, Value)> {
    let page = read::<Page>(http, page).await?; //~ GET /cms/v3/pages/site-pages/{}/draft
    let author = read::<Author>(http, author).await?; //~ GET /cms/v3/blogs/authors/{}
    Ok((page, author))
}
