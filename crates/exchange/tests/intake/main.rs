//! Tests of chats, mail, web captures and bundles: files written here by hand in the real formats (all names are
//! fictional), hostile ones, and mutated ones.

mod archive;
mod dice;
mod mail;
mod mutation;
mod provenance_bundle;
mod telegram;
mod web_capture;
mod whatsapp;
mod zips;
