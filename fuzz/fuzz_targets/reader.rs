#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| slipway_fuzz::reader(input));
