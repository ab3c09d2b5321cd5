//! New files under `parts/` must lead to a new build; `include_dir!` alone only sees changes of old ones.

fn main() {
    println!("cargo:rerun-if-changed=../../parts");
}
