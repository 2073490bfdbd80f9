//! HubSpot as the programs of this workspace need it.

mod collection;
mod link;
mod macros;
pub mod resources;

pub use collection::{Collection, Page};
pub use link::{Error, Hub};
