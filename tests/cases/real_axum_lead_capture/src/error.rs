use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("transport: {0}")]
    Transport(#[from] reqwest::Error),
    #[error("HubSpot answered {status} to {path}")]
    HubSpot { status: u16, path: String },
    #[error("a lead needs an e-mail address")]
    NoEmail,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = match &self {
            Error::NoEmail => StatusCode::UNPROCESSABLE_ENTITY,
            Error::Transport(_) | Error::HubSpot { .. } => StatusCode::BAD_GATEWAY,
        };
        (status, self.to_string()).into_response()
    }
}
