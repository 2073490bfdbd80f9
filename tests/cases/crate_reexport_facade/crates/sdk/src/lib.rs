pub use transport::{self as raw, Answer, Transport as Session};

pub mod prelude {
    pub use super::raw::{read as get, write as post};
    pub use super::*;
}

pub mod paths {
    pub const COURSES: &str = "/crm/v3/objects/courses";
}
