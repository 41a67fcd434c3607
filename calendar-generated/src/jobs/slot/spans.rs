//! Times as sorted spans that do not touch.

/// From one instant to another, in Unix seconds; the end is left out.
pub(super) type Span = (i64, i64);

/// The same times in order, with what touches or overlaps as one.
pub(super) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::new();
    for (start, end) in spans {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// The gaps between merged times, within a span.
pub(super) fn gaps(merged: &[Span], (from, to): Span) -> Vec<Span> {
    let starts = std::iter::once(from).chain(merged.iter().map(|(_, end)| *end));
    let ends = merged.iter().map(|(start, _)| *start).chain([to]);
    let gaps = starts.zip(ends).map(|(start, end)| (start.max(from), end.min(to)));
    gaps.filter(|(start, end)| start < end).collect()
}

/// The intersection of both.
pub(super) fn intersection(one: &[Span], other: &[Span]) -> Vec<Span> {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut both = Vec::new();
    while let (Some(first), Some(second)) = (one.peek(), other.peek()) {
        let (start, end) = (first.0.max(second.0), first.1.min(second.1));
        if start < end {
            both.push((start, end));
        }
        if first.1 < second.1 {
            one.next()
        } else {
            other.next()
        };
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_lie_between_busy_times() {
        let busy = merged(vec![(10, 20), (15, 30), (30, 35), (50, 60), (90, 120)]);
        assert_eq!(busy, [(10, 35), (50, 60), (90, 120)]);
        assert_eq!(gaps(&busy, (0, 100)), [(0, 10), (35, 50), (60, 90)]);
        assert_eq!(gaps(&busy, (12, 95)), [(35, 50), (60, 90)]);
        assert_eq!(gaps(&[], (5, 6)), [(5, 6)]);
        assert_eq!(gaps(&[(0, 10)], (2, 8)), []);
    }

    #[test]
    fn an_intersection_has_what_both_have() {
        assert_eq!(intersection(&[(0, 10), (20, 30)], &[(5, 25), (29, 40)]), [(5, 10), (20, 25), (29, 30)]);
        assert_eq!(intersection(&[(0, 10)], &[(10, 20)]), []);
        assert_eq!(intersection(&[], &[(10, 20)]), []);
    }
}
