//! From the program to its calls: a lazy abstract interpreter that knows HTTP and Rust, and asks a [`Vendor`] what is
//! whose.

mod annotation;
mod call;
mod emit;
mod guard;
mod interp;
mod models;
mod pages;
mod reach;
mod run;
mod select;
mod types;
mod value;
mod vendor;

pub use annotation::Annotation;
pub use call::{Call, CallStatus, Function, Location, Step, Ways};
pub use models::MacroList;
pub use models::{UserClient, UserMethod};
pub use pages::{PageUrl, Part, QueryPair};
pub use run::{Analysis, Options, analyse};
pub use vendor::{Hint, Host, Says, Vendor};
