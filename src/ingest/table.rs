//! Tables of records, and the JSON that they come in.

pub(super) mod skim;
