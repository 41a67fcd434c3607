//! Spans of time: merged, and the gaps between them.

/// From one instant to another, in Unix seconds.
pub(crate) type Span = (i64, i64);

/// The same times in order, with what touches or overlaps as one.
pub(crate) fn merged(mut spans: Vec<Span>) -> Vec<Span> {
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

/// The start of the first gap of that length between merged times.
pub(crate) fn first_gap(busy: &[Span], (from, to): Span, length: i64) -> Option<i64> {
    let starts = std::iter::once(from).chain(busy.iter().map(|(_, end)| *end));
    let ends = busy.iter().map(|(start, _)| *start).chain([to]);
    starts
        .zip(ends)
        .map(|(start, end)| (start.max(from), end.min(to)))
        .find(|(start, end)| end - start >= length)
        .map(|(start, _)| start)
}

/// The times of day in Shanghai.
pub(crate) fn shown(spans: &[Span]) -> String {
    let clock = |seconds: i64| {
        let minute = (seconds / 60 + 8 * 60).rem_euclid(24 * 60);
        format!("{:02}:{:02}", minute / 60, minute % 60)
    };
    let spans: Vec<String> = spans.iter().map(|(start, end)| format!("{}-{}", clock(*start), clock(*end))).collect();
    spans.join(", ")
}
