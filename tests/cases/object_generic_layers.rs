//! Middleware around a transport: generic layers, each adds something of its own.
//@ deps: reqwest

pub trait Transport {
    async fn send(&self, method: &str, path: &str) -> String;
}

pub struct Direct {
    http: reqwest::Client,
    base: &'static str,
}

impl Transport for Direct {
    async fn send(&self, method: &str, path: &str) -> String {
        let method = method.parse().unwrap_or(reqwest::Method::GET);
        self.http.request(method, format!("{}{path}", self.base)).send().await.unwrap().text().await.unwrap()
    }
}

pub struct Retry<T> {
    inner: T,
    times: usize,
}

impl<T: Transport> Transport for Retry<T> {
    async fn send(&self, method: &str, path: &str) -> String {
        for _ in 0..self.times {
            let text = self.inner.send(method, path).await;
            if !text.is_empty() {
                return text;
            }
        }
        String::new()
    }
}

pub struct Prefixed<T> {
    inner: T,
    prefix: &'static str,
}

impl<T: Transport> Transport for Prefixed<T> {
    async fn send(&self, method: &str, path: &str) -> String {
        self.inner.send(method, &format!("{}{path}", self.prefix)).await
    }
}

pub struct Contacts<T = Prefixed<Retry<Direct>>> {
    transport: T,
}

impl<T: Transport> Contacts<T> {
    pub async fn find(&self) -> String {
        self.transport.send("POST", "/contacts/search").await //~ POST /crm/v3/objects/contacts/search
    }
}

pub fn connect() -> Contacts {
    let direct = Direct { http: reqwest::Client::new(), base: "https://api.hubapi.com" };
    let retry = Retry { inner: direct, times: 3 };
    Contacts { transport: Prefixed { inner: retry, prefix: "/crm/v3/objects" } }
}

pub async fn run() {
    connect().find().await;
}
