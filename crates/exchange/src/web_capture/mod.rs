//! Captures of web pages: WARC files, plain or gzipped, and WACZ packages. Their records are listed with what they
//! state about themselves, and every digest they state is checked and its verdict kept. What a page shows is not
//! rendered and its scripts are not run.
//!
//! Start at [`warc::read`] or [`wacz::read`]; what a record captured is given by [`body::Bodies`].

pub mod body;
mod http;
mod record;
pub mod wacz;
pub mod warc;
