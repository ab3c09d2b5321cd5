//! One binary for all tests of the room, so that they link once.

mod brought;
mod common;
mod graph;
mod key_vault;
mod limits;
mod network;
mod outbound;
mod reach;
mod roles;
mod script;
mod template;
