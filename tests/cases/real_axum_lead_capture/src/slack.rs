use serde_json::json;

pub struct Notifier {
    http: reqwest::Client,
    webhook: Option<String>,
}

impl Notifier {
    pub fn new(webhook: Option<String>) -> Self {
        Notifier { http: reqwest::Client::new(), webhook }
    }

    pub async fn lead(&self, portal: &str, contact: &str) {
        let Some(webhook) = &self.webhook else { return };
        let link = format!("https://app.hubspot.com/contacts/{portal}/record/0-1/{contact}");
        let body = json!({ "text": format!("New lead: {link}") });
        if let Err(error) = self.http.post(webhook).json(&body).send().await {
            tracing::warn!(%error, "Slack did not take the message");
        }
    }
}
