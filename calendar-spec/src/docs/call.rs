//! What all calls have in common: sites and routes, headers, and the envelope of responses.

use std::collections::HashSet;

/// Headers that the client sets on every call.
pub(in crate::docs) const EVERY_CALL: [&str; 2] = ["Authorization", "Content-Type"];

/// Fields around the `data` of a response.
pub(in crate::docs) const ENVELOPE: [&str; 2] = ["code", "msg"];

/// The sites of most endpoints, and none, which is one of them.
pub(in crate::docs) const USUAL_SITES: [&str; 4] = ["", "open.feishu.cn", "open.larksuite.com", "open.larkoffice.com"];

/// The path of a URL, from `/open-apis` on, without a slash at its end and without its query.
pub(in crate::docs) fn route(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = after_scheme.find('/').map_or(after_scheme, |start| &after_scheme[start..]);
    path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/')
}

/// The path of a URL, after the site if it is another than that of most endpoints.
pub(in crate::docs) fn site_and_route(url: &str) -> String {
    let after_scheme = url.split_once("://").map(|(_, rest)| rest);
    let site = after_scheme.and_then(|rest| rest.split_once('/')).map_or("", |(site, _)| site);
    let site = if USUAL_SITES.contains(&site) { String::new() } else { format!("https://{site}") };
    site + route(url)
}

/// Names and values in the query of a URL, each name once.
pub(in crate::docs) fn query(url: &str) -> Vec<(&str, &str)> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let pairs = query.split('#').next().unwrap_or_default().split('&');
    let mut seen = HashSet::new();
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.filter(|(name, _)| !name.is_empty() && seen.insert(*name)).collect()
}
