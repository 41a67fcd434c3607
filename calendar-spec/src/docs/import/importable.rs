//! Whether a page can be imported, and what identifies its endpoint or event.

use std::collections::HashSet;

use crate::docs::call::{USUAL_SITES, route};
use crate::docs::facts::{Facts, Kind, Place, Stated};
use crate::docs::unread::Page;
use crate::raw;

/// What a page must state to be imported, and does not.
pub fn lack(page: &Page) -> Option<String> {
    let facts = &page.facts;
    let has_request = [Place::Header, Place::Body, Place::Response].iter().any(|place| facts.fields(*place).is_some());
    let lack = match facts.kind {
        Kind::Endpoint => match (&facts.method, &facts.url) {
            (_, None) => "the page states no URL",
            (None, _) => "the page states no method",
            (Some(method), Some(url)) => return wrong_route(method, url),
        },
        Kind::Event if facts.event_type.is_none() => "the page states no type of event",
        Kind::Event => return None,
        _ if has_request => "the page has the tables of a request, and states neither its URL nor its method",
        _ => "the page is about no endpoint and no event",
    };
    Some(lack.to_owned())
}

/// Why method and URL are not those of an endpoint.
fn wrong_route(method: &Stated<String>, url: &Stated<String>) -> Option<String> {
    let site =
        wrong_site(&url.value).map(|site| format!("the URL begins with `{site}`, which is not the name of a site"));
    let route = route(&url.value);
    let mut seen = HashSet::new();
    let twice = route.split('/').find(|segment| segment.starts_with(':') && !seen.insert(*segment));
    let twice = twice.map(|segment| format!("`{segment}` is repeated in the path"));
    let wrong = raw::http(&format!("{} {route}", method.value)).err();
    let what = wrong.map(|(what, help)| format!("{what}; {help}")).or(twice).or(site)?;
    Some(format!("line {} or {}: {what}", method.line, url.line))
}

/// What a URL begins with, if that is neither a slash nor a site; without a scheme only the usual sites are known.
fn wrong_site(url: &str) -> Option<&str> {
    let after_scheme = url.split_once("://").map(|(_, rest)| rest);
    let site = after_scheme.unwrap_or(url).split('/').next()?;
    let is_name = site.chars().all(|letter| letter.is_ascii_alphanumeric() || "-.:".contains(letter));
    let is_site = USUAL_SITES.contains(&site) || (after_scheme.is_some() && is_name);
    (!is_site).then_some(site)
}

/// What tells the endpoint or event of a page from all others; names of placeholders make no difference.
pub(super) fn what_of(facts: &Facts) -> String {
    let text = |stated: &Option<Stated<String>>| stated.as_ref().map_or("", |stated| &stated.value).to_owned();
    let url = text(&facts.url);
    let words = route(&url).split('/').map(|word| if word.starts_with(':') { ":" } else { word });
    format!("{} {} {}", text(&facts.method), words.collect::<Vec<_>>().join("/"), text(&facts.event_type))
}
