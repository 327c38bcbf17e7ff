//! What a person meets, driven from outside: one binary, a module for each part.
//!
//! `harness` and `authenticator` prove the tools themselves, in both directions, on `site`; the rest test the product.

mod accessibility;
mod api;
mod authenticator;
mod backup;
mod chats;
mod commands;
mod commands_of_others;
mod crash;
mod credentials;
mod erasing;
mod evidence;
mod harness;
mod hidden;
mod hostile;
mod ingest_crash;
mod inside;
mod listening;
mod narrow;
mod pages;
mod passkeys;
mod photo;
mod room;
mod screens;
mod sealing;
mod sign_in;
mod site;
mod unsealing;
mod upload;
