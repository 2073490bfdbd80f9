use async_trait::async_trait;

#[derive(Clone, Debug)]
pub struct Person {
    pub id: String,
    pub email: String,
}

#[async_trait]
pub trait Crm: Send + Sync {
    async fn people(&self, limit: u32) -> anyhow::Result<Vec<Person>>;

    async fn find(&self, email: &str) -> anyhow::Result<Option<Person>>;

    async fn add(&self, person: &Person) -> anyhow::Result<()>;

    async fn deals_of(&self, person: &str) -> anyhow::Result<Vec<f64>>;
}
