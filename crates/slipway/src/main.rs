//! slipway.
fn main() {}
