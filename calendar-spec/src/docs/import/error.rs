//! Error codes of a page.

use heck::ToUpperCamelCase;

use super::draft::{Draft, ErrorCode, OwnError};
use super::names;
use crate::docs::facts::ErrorRow;
use crate::model::Spec;
use crate::unwritten;

/// Declares an error, unless it is declared, and returns the endpoint's own status and message.
pub(super) fn error(draft: &mut Draft, row: &ErrorRow, file: &str, base: Option<&Spec>) -> OwnError {
    let of_base = base.map_or(&[][..], |base| &base.errors);
    let known = of_base.iter().find(|error| error.number == row.code).map(|error| (error.status, &error.message));
    let known = known.or_else(|| draft.errors.get(&row.code).map(|error| (error.status, &error.message)));
    if let Some((status, message)) = known {
        return OwnError {
            code: row.code,
            status: row.status.filter(|own| status != Some(*own)),
            message: Some(row.message.clone()).filter(|own| !own.is_empty() && own != message),
        };
    }
    let is_taken = |name: &str| {
        let camel = name.to_upper_camel_case();
        of_base.iter().any(|error| error.rust == camel) || draft.error_names.contains(name)
    };
    let code = error_code(row, file, is_taken);
    draft.error_names.insert(code.name.clone());
    draft.errors.insert(row.code, code);
    OwnError { code: row.code, ..OwnError::default() }
}

/// The error code of a row.
pub(super) fn error_code(row: &ErrorRow, file: &str, is_taken: impl Fn(&str) -> bool) -> ErrorCode {
    let wanted = names::of_error(&row.message, row.code);
    let name = names::free(&[wanted, format!("error_{}", row.code)], is_taken);
    let unwritten = unwritten::at(file, row.line);
    let message = if row.message.is_empty() { unwritten.clone() } else { row.message.clone() };
    ErrorCode { name, status: row.status, message, advice: unwritten }
}
