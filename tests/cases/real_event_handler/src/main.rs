mod crm;
mod event;
mod plan;

use event::Event;
use std::io::{self, BufRead};

fn handle(line: &str) -> anyhow::Result<usize> {
    let event: Event = serde_json::from_str(line)?;
    let plan = plan::of(&event);
    crm::execute(&plan)
}

fn main() -> anyhow::Result<()> {
    for line in io::stdin().lock().lines() {
        match handle(&line?) {
            Ok(steps) => println!("{steps} steps"),
            Err(error) => eprintln!("{error:#}"),
        }
    }
    Ok(())
}
