//! slipway: artifacts.
