use sdk::paths::COURSES;
use sdk::prelude::*;

fn publish(session: &Session, title: &str) -> Answer {
    let body = serde_json::json!({ "properties": { "hs_course_name": title } });
    post(session, COURSES, &body) //~ POST /crm/v3/objects/courses
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let session = Session::default();
    println!("{}", get(&session, COURSES)?); //~ GET /crm/v3/objects/courses
    for title in std::env::args().skip(1) {
        publish(&session, &title)?;
    }
    Ok(())
}
