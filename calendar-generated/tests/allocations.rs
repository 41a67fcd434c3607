//! How often decoding allocates: as often as the front page says.

#[path = "../benches/support/mod.rs"]
mod support;

#[test]
fn an_event_of_a_list_is_decoded_with_eight_allocations() {
    let body = support::event_list(1000);
    let decode = || drop(support::generated::decode(&body));
    decode();
    assert_eq!(allocation_counter::measure(decode).count_total / 1000, 8);
}
