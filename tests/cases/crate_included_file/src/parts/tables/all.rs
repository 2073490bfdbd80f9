pub mod rows;

pub fn tables() -> Reply {
    ureq::get(format!("{API}/cms/v3/hubdb/tables")).call() //~ GET /cms/v3/hubdb/tables
}
