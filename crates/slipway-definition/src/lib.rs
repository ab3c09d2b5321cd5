//! slipway: definition.
