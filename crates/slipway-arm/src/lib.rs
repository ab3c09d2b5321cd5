//! slipway: arm.
