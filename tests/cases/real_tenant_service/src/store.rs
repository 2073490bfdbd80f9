use serde::Deserialize;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::RwLock;

#[derive(Clone, Debug, Deserialize)]
pub struct Tokens {
    pub access_token: String,
    pub refresh_token: String,
}

#[derive(Clone, Default)]
pub struct Store {
    tokens: Arc<RwLock<HashMap<u64, Tokens>>>,
}

impl Store {
    pub async fn keep(&self, portal: u64, tokens: Tokens) {
        self.tokens.write().await.insert(portal, tokens);
    }

    pub async fn get(&self, portal: u64) -> Option<Tokens> {
        self.tokens.read().await.get(&portal).cloned()
    }
}
