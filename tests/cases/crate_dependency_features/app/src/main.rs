fn main() {
    println!("{}", portal_client::files().is_ok());
    println!("{}", portal_client::get("/files/v3/folders/search").is_ok()); //~ GET /files/v3/folders/search
}
