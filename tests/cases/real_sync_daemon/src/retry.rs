use crate::http::Error;
use std::future::Future;
use std::time::Duration;

pub struct Policy {
    pub attempts: u32,
    pub pause: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Policy { attempts: 5, pause: Duration::from_millis(500) }
    }
}

impl Policy {
    pub async fn run<T, F>(&self, mut call: impl FnMut() -> F) -> Result<T, Error>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let mut left = self.attempts;
        loop {
            match call().await {
                Err(Error::Slow) if left > 1 => tokio::time::sleep(self.pause * (self.attempts - left + 1)).await,
                outcome => return outcome,
            }
            left -= 1;
        }
    }
}
