pub mod lists;
pub mod objects;
pub mod raw;
