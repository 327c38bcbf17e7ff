//! The parts that pages are made of: each a plain struct in, markup out.
//!
//! They ask nothing and know no record; texts come from the catalogues or from the caller. The look and the rules
//! are those of the design: shape and word before colour, every figure a link, unknown dotted and worded.
//! Start at [`figure`] for numbers, [`notice`] for what must be said, [`table`] for lists.

pub mod accounts;
pub mod address;
pub mod advice;
pub mod aside;
pub mod category;
pub mod digest;
pub mod disclosure;
pub mod empty;
pub mod facets;
pub mod facts;
pub mod figure;
pub mod form;
pub mod grade;
pub mod graphic;
pub mod history;
pub mod job;
pub mod keys;
pub mod name;
pub mod naming;
pub mod notice;
pub mod paging;
pub mod past;
pub mod problems;
pub mod range_bar;
pub mod raw;
pub mod seal;
pub mod search_bar;
pub mod shape;
pub mod similar;
pub mod sums;
pub mod support;
pub mod table;
pub mod value;
pub mod word_diff;
