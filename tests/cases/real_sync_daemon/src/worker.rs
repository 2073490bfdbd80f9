use crate::hubspot::object::{COMPANY, SUBSCRIPTION};
use crate::hubspot::HubSpot;
use crate::stripe::{Customer, Stripe, Subscription};
use serde_json::json;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

pub struct Worker {
    hubspot: Arc<HubSpot>,
    stripe: Stripe,
    slots: Arc<Semaphore>,
}

impl Worker {
    pub fn new(hubspot: HubSpot, stripe: Stripe) -> Self {
        Worker { hubspot: Arc::new(hubspot), stripe, slots: Arc::new(Semaphore::new(4)) }
    }

    pub async fn pass(&self) -> anyhow::Result<()> {
        let mut tasks = JoinSet::new();
        for customer in self.stripe.customers().await? {
            let subscriptions = self.stripe.subscriptions(&customer).await?;
            let hubspot = Arc::clone(&self.hubspot);
            let slot = self.slots.clone().acquire_owned().await?;
            tasks.spawn(async move {
                let outcome = copy(&hubspot, &customer, &subscriptions).await;
                drop(slot);
                outcome
            });
        }
        while let Some(outcome) = tasks.join_next().await {
            outcome??;
        }
        Ok(())
    }
}

async fn copy(hubspot: &HubSpot, customer: &Customer, subscriptions: &[Subscription]) -> anyhow::Result<()> {
    let known = hubspot.find(&COMPANY, &customer.id).await?; //~ POST /crm/v3/objects/companies/search
    let fields = json!({ "name": customer.name, "stripe_customer": customer.id });
    let company = hubspot.save(&COMPANY, known.as_deref(), &fields).await?; //~ PATCH /crm/v3/objects/companies/{} ; POST /crm/v3/objects/companies
    let company = company["id"].as_str().unwrap_or_default();
    for subscription in subscriptions {
        debug_assert_eq!(subscription.customer, customer.id);
        let known = hubspot.find(&SUBSCRIPTION, &subscription.id).await?; //~ POST /crm/v3/objects/subscriptions/search
        let fields = json!({ "hs_name": subscription.id, "hs_status": subscription.status });
        let saved = hubspot.save(&SUBSCRIPTION, known.as_deref(), &fields).await?; //~ PATCH /crm/v3/objects/subscriptions/{} ; POST /crm/v3/objects/subscriptions
        if known.is_none() {
            hubspot.link(saved["id"].as_str().unwrap_or_default(), company).await?;
        }
    }
    Ok(())
}
