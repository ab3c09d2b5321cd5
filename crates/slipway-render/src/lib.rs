//! slipway: render.
