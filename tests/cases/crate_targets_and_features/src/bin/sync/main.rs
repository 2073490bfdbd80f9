mod pass;

fn main() -> anyhow::Result<()> {
    let http = reqwest::blocking::Client::new();
    pass::run(&http)
}
