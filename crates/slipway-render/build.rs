//! Parses the parts.

#[path = "../slipway-catalog/build/parsed.rs"]
mod parsed;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    parsed::write("../../parts", &[])
}
