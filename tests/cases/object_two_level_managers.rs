//! Managers inside managers: each call is reported on the handle that brings the path, not where the outer one is used.
//@ deps: reqwest

pub struct Handle {
    http: reqwest::Client,
    root: &'static str,
}

impl Handle {
    async fn list(&self) -> reqwest::Result<reqwest::Response> {
        self.http.get(format!("https://api.hubapi.com{}", self.root)).send().await
    }

    async fn drop_one(&self, id: &str) -> reqwest::Result<reqwest::Response> {
        self.http.delete(format!("https://api.hubapi.com{}/{id}", self.root)).send().await
    }
}

pub struct Crm {
    deals: Handle,
    tickets: Handle,
}

pub struct Hub {
    crm: Crm,
    lists: Handle,
}

impl Hub {
    pub fn new(http: &reqwest::Client) -> Hub {
        let handle = |root| Handle { http: http.clone(), root };
        Hub {
            crm: Crm { deals: handle("/crm/v3/objects/deals"), tickets: handle("/crm/v3/objects/tickets") },
            lists: handle("/crm/v3/lists"),
        }
    }
}

async fn tidy(hub: &Hub, id: &str) {
    let _ = hub.crm.tickets.drop_one(id).await; //~ DELETE /crm/v3/objects/tickets/{}
    let _ = hub.lists.list().await; //~ GET /crm/v3/lists
}

pub async fn run(http: &reqwest::Client, id: &str) {
    let hub = Hub::new(http);
    tidy(&hub, id).await;
    let _ = hub.crm.deals.list().await; //~ GET /crm/v3/objects/deals
}
