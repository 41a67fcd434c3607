//! The page itself, as HTML. Everything that comes from a request is escaped.

use std::fmt::Write;

use super::ask::{Ask, Refused};

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:10vh auto;padding:0 1rem;color:#1f2329}\
    h1{font-size:1.4rem}code{background:#f2f3f5;padding:.1em .3em;border-radius:4px;overflow-wrap:anywhere}\
    fieldset{border:1px solid #dee0e3;border-radius:8px;margin:1rem 0}label{display:block;margin:.4rem 0}\
    button{font:inherit;padding:.5rem 1.5rem;border-radius:6px;border:1px solid #8f959e;background:#fff;margin-right:.5rem}\
    button[value=allow]{background:#3370ff;border-color:#3370ff;color:#fff}small{color:#646a73}";

/// The application and the scopes, and a form for the decision. It is posted to the URL of the page, whose query has
/// the rest.
pub(super) fn question(ask: &Ask) -> String {
    let mut scopes = String::new();
    for scope in &ask.scopes {
        let scope = Escaped(scope);
        // Writing to a `String` never fails.
        let _ = write!(
            scopes,
            "<label><input type=\"checkbox\" name=\"scope\" value=\"{scope}\" checked> <code>{scope}</code></label>"
        );
    }
    if ask.scopes.is_empty() {
        scopes.push_str("<p>No scopes are asked for.</p>");
    }
    let body = format!(
        "<h1>Authorize <code>{}</code>?</h1>\
         <form method=\"post\">\
         <label>You are <input name=\"user\" value=\"alice\" required maxlength=\"100\"></label>\
         <fieldset><legend>It may use</legend>{scopes}</fieldset>\
         <button name=\"decision\" value=\"allow\" id=\"allow\">Authorize</button>\
         <button name=\"decision\" value=\"deny\" id=\"deny\" formnovalidate>Deny</button>\
         </form>\
         <p><small>Then you are sent to <code>{}</code>. This is a mock server: names are made up, and \
         <code>alice@acme</code> is a user of the tenant <code>acme</code>.</small></p>",
        Escaped(&ask.client),
        Escaped(&ask.redirect_uri),
    );
    html("Authorize", &body)
}

/// Why the authorization fails. The browser is not redirected, as with the service.
pub(super) fn refusal(refused: &Refused, log_id: &str) -> String {
    let Refused { code, message, hint } = refused;
    let body = format!(
        "<h1>Error code: {code} {}</h1><p>{}</p><p><small>Log ID: {}</small></p>",
        Escaped(message),
        Escaped(hint),
        Escaped(log_id)
    );
    html("Error", &body)
}

fn html(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title><style>{STYLE}</style></head>\
         <body>{body}</body></html>\n"
    )
}

/// Text inside of an element or of an attribute in quotation marks.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            character => f.write_char(character),
        })
    }
}
