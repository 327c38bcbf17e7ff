//! Every limit of this crate, named once.
