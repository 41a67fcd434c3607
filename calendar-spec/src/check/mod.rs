//! Rules across declarations: one function each, with the reason why the rule exists.

use crate::diagnostic::Problems;
use crate::resolve::Resolved;

/// Applies every rule.
pub(crate) fn check(resolved: &mut Resolved, problems: &mut Problems) {
    let _ = (resolved, problems);
}
