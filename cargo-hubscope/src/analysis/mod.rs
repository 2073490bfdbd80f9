//! From the program to its calls: a lazy abstract interpreter that knows HTTP and Rust, and asks a [`Vendor`] what is
//! whose.

mod call;
mod vendor;

pub use call::{Call, CallStatus, Location, Step};
pub use vendor::{Host, Vendor};
