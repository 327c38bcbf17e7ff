//! Which addresses may be asked: public ones only, whatever a name or a redirect says.
//!
//! Asked after the name is resolved and before a connection is made, and that address is the one connected to: a name
//! that resolves otherwise the next moment changes nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Whether addresses of this machine and its network may be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inwards {
    /// Never.
    Refused,
    /// A test asks a server of its own.
    Allowed,
}

/// The name leads to an address that is not public.
#[derive(Debug, thiserror::Error)]
#[error("this address is not public")]
pub struct NotPublic;

/// Resolves names, and keeps public addresses only.
#[derive(Debug)]
pub struct Guarded {
    inner: DefaultResolver,
    inwards: Inwards,
}

impl Guarded {
    /// A resolver.
    pub fn new(inwards: Inwards) -> Self {
        Self { inner: DefaultResolver::default(), inwards }
    }
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Io(_) => Error::HostNotFound,
            other => other,
        })?;
        let mut kept = self.empty();
        for address in &found {
            if self.inwards == Inwards::Allowed || is_public(address.ip()) {
                kept.push(*address);
            }
        }
        if kept.is_empty() { Err(Error::Other(Box::new(NotPublic))) } else { Ok(kept) }
    }
}

/// Whether an address is one of the public internet: not of this machine, not of its network, not reserved.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_reserved = a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19));
    !(is_reserved
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation())
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let embedded = |high: u16, low: u16| Ipv4Addr::from(u32::from(high) << 16 | u32::from(low));
    // Global unicast is 2000::/3; within it, some ranges stand for others.
    match parts {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            is_public_v4(embedded(high, low))
        }
        [0x2002, high, low, ..] => is_public_v4(embedded(high, low)),
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => false,
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}
