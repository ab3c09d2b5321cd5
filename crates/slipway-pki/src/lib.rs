//! slipway: pki.
