//! slipway: cluster.
