use super::{Reply, API};

pub fn rows(table: u64) -> Reply {
    ureq::get(format!("{API}/cms/v3/hubdb/tables/{table}/rows")).call() //~ GET /cms/v3/hubdb/tables/{}/rows
}
