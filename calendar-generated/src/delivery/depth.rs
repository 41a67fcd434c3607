//! The nesting depth of JSON.

/// The deepest nesting of objects and lists. Events have at most six levels; a program that reads a stored event later
/// may accept fewer than this crate.
pub(crate) const MAX_DEPTH: usize = 64;

/// Whether JSON nests more than [`MAX_DEPTH`] levels: counts brackets outside of strings, so that nothing is read
/// before the depth is known. For input that is not JSON the result is arbitrary; it is rejected in either case.
pub(crate) fn is_too_deep(json: &[u8]) -> bool {
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b'{' | b'[' if !is_text => depth += 1,
            b'}' | b']' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_outside_of_strings_only() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(!is_too_deep(nested(64).as_bytes()));
        assert!(is_too_deep(nested(65).as_bytes()));
        assert!(!is_too_deep(format!("\"\\\"{}\"", "[".repeat(65)).as_bytes()), "in a string, after an escaped quote");
        assert!(is_too_deep(format!("{{\"a\\\\\":{}}}", nested(64)).as_bytes()), "after a string that ends in `\\`");
        assert!(!is_too_deep("[],".repeat(100).as_bytes()), "beside each other");
    }
}
