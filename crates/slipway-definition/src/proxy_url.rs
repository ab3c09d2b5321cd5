//! Addresses of proxies.

use crate::rules::{Url, url};

/// `http://user:password@host:port`, read.
///
/// Its text may stand in single quotes in a shell and in an environment file of systemd: no letter that it may have ends them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProxyUrl<'t> {
    /// Whether a user or a password is in it.
    pub has_credentials: bool,
    /// `host:port`, without them.
    pub authority: &'t str,
}

impl<'t> ProxyUrl<'t> {
    /// Reads the address.
    ///
    /// # Errors
    /// When it is none of a proxy: a fragment that says why and repeats nothing of it.
    pub fn parse(text: &'t str) -> Result<Self, &'static str> {
        let (scheme, rest) = text.split_once("://").ok_or("does not begin with `http://` or `https://`")?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (user, authority) = match rest.rsplit_once('@') {
            Some((user, authority)) => (Some(user), authority),
            None => (None, rest),
        };
        if user.is_some_and(|user| user.is_empty() || !user.bytes().all(is_user_byte)) {
            return Err("has a user or a password with a letter that has to be written with `%` and two digits");
        }
        let bare = format!("{scheme}://{authority}");
        match url(&bare) {
            None => Err("is no address of a proxy"),
            Some(Url { path, .. }) if !path.is_empty() => Err("has more than scheme, host and port"),
            Some(_) if !has_port(authority) => Err("has no port"),
            Some(_) => Ok(Self { has_credentials: user.is_some(), authority }),
        }
    }
}

/// Programs disagree on the port of a proxy that names none: curl takes 1080, others 80.
fn has_port(authority: &str) -> bool {
    let after_host = authority.rsplit(']').next().unwrap_or_default();
    after_host.rsplit_once(':').is_some_and(|(_, port)| !port.is_empty())
}

/// RFC 3986, `userinfo`, without the single quote.
fn is_user_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~!$&()*+,;=:%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses_of_proxies() {
        let plain = ProxyUrl { has_credentials: false, authority: "proxy.example.com:3128" };
        for text in ["http://proxy.example.com:3128", "https://proxy.example.com:3128/"] {
            assert_eq!(ProxyUrl::parse(text), Ok(plain), "{text}");
        }
        let secret = ProxyUrl { has_credentials: true, authority: "10.1.0.4:8080" };
        for text in ["http://me:p%40ss$word@10.1.0.4:8080", "http://me@10.1.0.4:8080/"] {
            assert_eq!(ProxyUrl::parse(text), Ok(secret), "{text}");
        }
        assert!(ProxyUrl::parse("http://[2001:db8::1]:3128").is_ok());
    }

    #[test]
    fn refuses_what_is_none() {
        for text in [
            "proxy:3128",
            "socks5://proxy:1080",
            "http://proxy",
            "http://[2001:db8::1]",
            "http://proxy:3128/path",
            "http://proxy:3128?x",
            "http://it's@proxy:3128",
            "http://a b@proxy:3128",
            "http://@proxy:3128",
            "http://me:secret@",
            "http://proxy:port",
            "http://a\n@proxy:3128",
        ] {
            assert!(ProxyUrl::parse(text).is_err(), "{text}");
        }
    }
}
