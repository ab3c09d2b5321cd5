//! Parses the catalog.

#[path = "build/parsed.rs"]
mod parsed;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // That one is read line by line.
    parsed::write("../../catalog", &["sizes.toml"])
}
