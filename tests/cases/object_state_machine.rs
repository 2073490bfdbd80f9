//! A state machine: each state knows its request and its successor.
//@ deps: reqwest

use reqwest::{Client, Method};

#[derive(Clone, Copy, PartialEq)]
enum State {
    Start,
    Associate,
    Done,
}

impl State {
    fn request(&self) -> Option<(Method, &'static str)> {
        Some(match self {
            State::Start => (Method::POST, "/crm/v3/objects/tickets"),
            State::Associate => (Method::PUT, "/crm/v4/objects/tickets/1/associations/default/contacts/2"),
            State::Done => return None,
        })
    }

    fn next(self) -> Self {
        match self {
            Self::Start => Self::Associate,
            Self::Associate | Self::Done => Self::Done,
        }
    }
}

struct Machine<'c> {
    state: State,
    client: &'c Client,
}

impl Machine<'_> {
    async fn advance(&mut self) -> bool {
        let Some((method, path)) = self.state.request() else { return false };
        let url = format!("{}{}", "https://api.hubapi.com", path);
        //~ POST /crm/v3/objects/tickets ; PUT /crm/v4/objects/tickets/1/associations/default/contacts/2
        let _ = self.client.request(method, url).send().await;
        self.state = self.state.next();
        true
    }
}

pub async fn run(client: &Client) {
    let mut machine = Machine { state: State::Start, client };
    while machine.advance().await {}
}
