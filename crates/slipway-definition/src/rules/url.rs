//! Addresses of the web, as far as rules look at them.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::syntax::is_dns_name;

/// How often a text is decoded to see what it hides: each time is one more layer of `%25`.
const LAYERS: usize = 8;

/// An `http` or `https` address.
pub(crate) struct Url<'t> {
    pub(crate) is_https: bool,
    pub(crate) host: &'t str,
    /// From the first slash on; may be empty.
    pub(crate) path: &'t str,
}

/// Reads an address with a host, without user or password.
pub(crate) fn url(text: &str) -> Option<Url<'_>> {
    let (scheme, rest) = text.split_once("://")?;
    let is_https = scheme.eq_ignore_ascii_case("https");
    let is_odd = |letter: char| letter.is_whitespace() || letter.is_control() || "\"'<>\\^`{|}".contains(letter);
    if !(is_https || scheme.eq_ignore_ascii_case("http")) || rest.contains(is_odd) {
        return None;
    }
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (host, port) = if let Some((host, port)) = authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        (host.parse::<Ipv6Addr>().is_ok().then_some(host)?, port)
    } else {
        let (host, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
        (is_dns_name(host.strip_suffix('.').unwrap_or(host)).then_some(host)?, port)
    };
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    let port_fits = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
    port_fits.then_some(Url { is_https, host, path })
}

/// An address as messages repeat it: without a password that stands before the host, and without a query, which may be a
/// signature that opens a storage account.
pub(super) fn shown(url: &str) -> &str {
    let url = &url[..url.find(['?', '#']).unwrap_or(url.len())];
    url.rsplit_once('@').map_or(url, |(_, rest)| rest)
}

/// Keys of a query whose value lets in whoever has it: those of Azure's shared access signatures, and of its kind elsewhere.
const SIGNATURES: &[&str] =
    &["sig", "signature", "x-amz-signature", "x-goog-signature", "token", "access_token", "private_token", "password"];

/// What of an address is a credential, if anything is.
pub(super) fn credential(address: &str) -> Option<String> {
    let address = address.split('#').next().unwrap_or_default();
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let rest = place.split_once("://").map_or(place, |(_, rest)| rest);
    if rest.split('/').next().is_some_and(|authority| authority.contains('@')) {
        return Some("a user or a password before its host".to_owned());
    }
    let keys = query.split(['&', ';']).filter_map(|pair| pair.split_once('=')).map(|(key, _)| decode(key));
    let mut known = keys.filter(|key| SIGNATURES.iter().any(|name| name.eq_ignore_ascii_case(key)));
    known.next().map(|key| format!("the credential `{key}` in its query"))
}

impl Url<'_> {
    /// Whether the host is the machine itself, its metadata service or a private address, or a number that may be one.
    pub(super) fn points_inward(&self) -> bool {
        let host = self.host.to_ascii_lowercase();
        if let Ok(address) = host.parse::<Ipv4Addr>() {
            return is_inward(address);
        }
        if let Ok(address) = host.parse::<Ipv6Addr>() {
            let first = address.segments()[0];
            return address.is_loopback()
                || address.is_unspecified()
                || first & 0xfe00 == 0xfc00
                || first & 0xffc0 == 0xfe80
                || address.to_ipv4_mapped().is_some_and(is_inward);
        }
        let last = host.rsplit('.').next().unwrap_or_default();
        let is_number = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
        host.contains("localhost") || is_number
    }

    /// Whether the path climbs, plainly or behind percent signs.
    pub(super) fn climbs(&self) -> bool {
        let mut path = self.path.to_owned();
        for _ in 0..LAYERS {
            if path.contains("..") {
                return true;
            }
            let decoded = decode(&path);
            if decoded == path {
                return false;
            }
            path = decoded;
        }
        // Nobody hides a name that deep with good intent.
        true
    }
}

fn is_inward(address: Ipv4Addr) -> bool {
    address.is_loopback() || address.is_link_local() || address.is_private() || address.is_unspecified()
}

fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        decoded.push_str(before);
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(u8::is_ascii);
        decoded.push(byte.map_or('%', char::from));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    decoded.push_str(rest);
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses() {
        for text in
            ["https://x", "http://a.b:8080/c?d#e", "HTTPS://a.b/", "https://[2001:db8::1]:443/", "https://a.b./"]
        {
            assert!(url(text).is_some(), "{text}");
        }
        for text in [
            "",
            "x",
            "ftp://x",
            "https://",
            "https:///x",
            "https://a b",
            "https://u:p@a",
            "https://a:b",
            "https://a:99999",
            "https://[::1",
            "https://a\n",
        ] {
            assert!(url(text).is_none(), "{text}");
        }
    }

    #[test]
    fn finds_credentials() {
        for address in [
            "https://u:p@h/x",
            "u@h",
            "https://u@h?a=b",
            "https://h/x?sv=1&sig=a%2Fb",
            "https://h/?SIG=a",
            "https://h?s%69g=a",
            "https://h/x?a;token=b",
        ] {
            assert!(credential(address).is_some(), "{address}");
        }
        for address in [
            "",
            "https://h/a@b",
            "https://h/x?raw=true&sign=1",
            "https://h/x#?sig=1",
            "https://h/sig=1",
            "https://h/?sig",
        ] {
            assert_eq!(credential(address), None, "{address}");
        }
    }

    #[test]
    fn knows_what_points_inward() {
        let inward = |text| url(text).is_some_and(|url| url.points_inward());
        for text in [
            "https://169.254.169.254/x",
            "https://localhost",
            "https://a.localhost",
            "https://10.0.0.1",
            "https://2130706433/",
            "https://0x7f.1",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
        ] {
            assert!(inward(text), "{text}");
        }
        for text in ["https://a.vault.azure.net", "https://8.8.8.8", "https://x"] {
            assert!(!inward(text), "{text}");
        }
    }

    #[test]
    fn sees_what_climbs() {
        let climbs = |text| url(text).is_some_and(|url| url.climbs());
        assert!(climbs("https://a/../b") && climbs("https://a/%2e%2E/b") && climbs("https://a/%252e%252e/b"));
        assert!(!climbs("https://a/b.c/%C3%A4") && !climbs("https://a/%"));
    }
}
