//! From when, until when.

use time::{Duration, OffsetDateTime, UtcOffset};

use crate::{PkiError, Request};

/// Certificates begin this long before they are made, for machines whose clock is not set yet at first boot. Kubernetes'
/// own signer takes the same five minutes.
const BACKDATE: Duration = Duration::minutes(5);

/// The times of all certificates of one run, UTC, whole seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Validity {
    pub(crate) now: OffsetDateTime,
    pub(crate) start: OffsetDateTime,
    pub(crate) ca_end: OffsetDateTime,
    /// What is asked for; an authority that ends before cuts it short.
    pub(crate) leaf_end: OffsetDateTime,
}

impl Validity {
    pub(crate) fn new(request: &Request, clock: OffsetDateTime) -> Result<Self, PkiError> {
        let second = clock.unix_timestamp();
        let now = OffsetDateTime::from_unix_timestamp(second).unwrap_or(clock).to_offset(UtcOffset::UTC);
        let end = |days: u32| {
            now.checked_add(Duration::days(days.into()))
                .filter(|end| days > 0 && end.year() <= 9999)
                .ok_or(PkiError::Validity { days })
        };
        Ok(Self {
            now,
            start: now.checked_sub(BACKDATE).unwrap_or(now),
            ca_end: end(request.ca_validity_days)?,
            leaf_end: end(request.leaf_validity_days)?,
        })
    }
}
