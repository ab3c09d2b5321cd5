//! slipway: catalog.
