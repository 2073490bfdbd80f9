//! Middleware as a stack of boxed closures around a boxed sender; the path is set by the caller.
//@ deps: ureq http serde_json

use http::{Method, Request};
use serde_json::Value;
use std::sync::Arc;

type Reply = Result<Value, ureq::Error>;
type Send_ = Arc<dyn Fn(Request<String>) -> Reply + Send + Sync>;
type Layer = Box<dyn Fn(Send_) -> Send_>;

fn sender() -> Send_ {
    Arc::new(|request| ureq::run(request)?.body_mut().read_json())
}

fn bearer(token: String) -> Layer {
    Box::new(move |next| {
        let value = format!("Bearer {token}");
        Arc::new(move |mut request: Request<String>| {
            request.headers_mut().insert("authorization", value.parse().expect("header"));
            next(request)
        })
    })
}

fn retry(times: usize) -> Layer {
    Box::new(move |next| {
        Arc::new(move |request: Request<String>| {
            for _ in 1..times {
                if let Ok(reply) = next(request.clone()) {
                    return Ok(reply);
                }
            }
            next(request)
        })
    })
}

pub struct Hub(Send_);

impl Hub {
    pub fn new(token: String) -> Self {
        let layers: Vec<Layer> = vec![bearer(token), retry(3)];
        Hub(layers.into_iter().fold(sender(), |next, layer| layer(next)))
    }

    fn call(&self, method: Method, path: &str, body: impl ToString) -> Reply {
        let uri = format!("https://api.hubapi.com{path}");
        let request = Request::builder().method(method).uri(uri).body(body.to_string())?;
        (self.0)(request)
    }

    pub fn complete(&self, task: u64) -> Reply {
        let body = r#"{"properties":{"hs_task_status":"COMPLETED"}}"#;
        self.call(Method::PATCH, &format!("/crm/v3/objects/tasks/{task}"), body) //~ PATCH /crm/v3/objects/tasks/{}
    }

    pub fn log_meeting(&self, meeting: &Value) -> Reply {
        self.call(Method::POST, "/crm/v3/objects/meetings", meeting) //~ POST /crm/v3/objects/meetings
    }

    pub fn limits(&self) -> Reply {
        self.call(Method::GET, "/account-info/v3/api-usage/daily", "") //~ GET /account-info/v3/api-usage/daily
    }
}
