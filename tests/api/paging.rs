//! Walks over the pages of listings, also against servers that repeat page tokens or send none.

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};

use calendar_generated::{
    Client, Error, ErrorKind, Items, Paged, Pages, SyncState, TokenFor, User, calendar, calendar_acl, calendar_event,
    calendar_event_attendee, calendar_event_attendee_chat_member,
};
use futures_core::Stream;
use serde_json::json;

use crate::support::{Answer, Recorded, Server, endpoints, success, user};

/// A page of calendars. `next` is the token of the next page, `more` whether there is one.
fn page(summaries: &[&str], more: bool, next: &str) -> Answer {
    let calendars: Vec<_> = summaries.iter().map(|summary| json!({ "summary": summary })).collect();
    Answer::Json(200, success(&json!({ "calendar_list": calendars, "has_more": more, "page_token": next })))
}

/// A listing in which an empty page, and one of nothing but another token, come between others.
fn listing(request: &Recorded) -> Answer {
    match request.query("page_token").as_deref() {
        None => page(&["a", "b"], true, "1"),
        Some("1") => page(&[], true, "2"),
        Some("2") => page(&["c", "d"], true, "3"),
        Some("3") => page(&["e"], false, "what stands here does not count"),
        Some(token) => panic!("{token}"),
    }
}

#[tokio::test]
async fn a_page_that_does_not_say_whether_it_is_the_last_one_is_an_error() {
    let (one, many) = (vec![json!({ "summary": "a" })], vec![json!("unreadable"); 150]);
    for (items, more, token, found) in [
        (&one, json!("soon"), json!("1"), "`data.has_more`"),
        (&one, json!([1]), json!({}), "`data.has_more`"),
        (&many, json!("soon"), json!("1"), "`data.has_more`"),
        (&one, json!(true), json!([1]), "`has_more`"),
    ] {
        let page = success(&json!({ "calendar_list": items, "has_more": more, "page_token": token }));
        let server = Server::start(Answer::Json(200, page));
        let (_, error) = all(user(&server).items(calendars())).await;
        let error = error.expect("no end of the listing");
        assert!(error.kind() == ErrorKind::Paging && error.to_string().contains(found), "{error}");
        let mut batches = user(&server).sync(calendars(), SyncState::default());
        assert_eq!(batches.next().await.unwrap().unwrap_err().kind(), ErrorKind::Paging);
    }
}

/// An error that retries do not fix.
fn refusal() -> Answer {
    Answer::Json(400, json!({ "code": 190_002, "msg": "invalid parameters in request" }))
}

fn calendars() -> calendar::List {
    calendar::List::builder().page_size(50).build().unwrap()
}

/// Everything until the end, and the error if it ended with one.
async fn all(mut items: Items<calendar::List, User>) -> (Vec<String>, Option<Error>) {
    let mut summaries = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(calendar) => summaries.push(calendar.summary.unwrap().into()),
            Err(error) => {
                assert!(items.next().await.is_none(), "it ends after an error");
                return (summaries, Some(error));
            }
        }
    }
    (summaries, None)
}

#[tokio::test]
async fn items_come_from_all_pages_and_past_empty_ones() {
    let server = Server::answering(listing);
    let (summaries, error) = all(user(&server).items(calendars())).await;
    assert_eq!((summaries.concat(), error.map(|error| error.to_string())), ("abcde".to_owned(), None));
    let requests = server.requests();
    let tokens: Vec<_> = requests.iter().map(|request| request.query("page_token").unwrap_or_default()).collect();
    assert_eq!(tokens, ["", "1", "2", "3"]);
    assert!(requests.iter().all(|request| request.query("page_size").as_deref() == Some("50")), "the rest stays");
}

#[tokio::test]
async fn all_items_are_collected_or_an_error_is_returned() {
    let server = Server::answering(listing);
    let calendars_of = |server: &Server| user(server).items(calendars()).try_collect();
    let all = calendars_of(&server).await.unwrap();
    assert_eq!(all.into_iter().filter_map(|calendar| calendar.summary).collect::<Vec<_>>().concat(), "abcde");
    let failing = Server::answering(|request| match request.query("page_token") {
        None => page(&["a"], true, "1"),
        Some(_) => refusal(),
    });
    assert_eq!(calendars_of(&failing).await.unwrap_err().code_number(), Some(190_002));
}

#[tokio::test]
async fn pages_are_returned_unchanged() {
    let server = Server::answering(listing);
    let mut pages = user(&server).pages(calendars());
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().calendar_list.len());
    }
    assert_eq!(sizes, [2, 0, 2, 1]);
    assert!(pages.resume_request().is_none() && pages.next().await.is_none(), "there is nothing after the end");
}

#[tokio::test]
async fn a_walk_begins_where_the_request_says() {
    let server = Server::answering(listing);
    let request = calendar::List::builder().page_token("2").build().unwrap();
    assert_eq!(all(user(&server).items(request)).await.0.concat(), "cde");
}

#[tokio::test]
async fn without_a_boolean_the_listing_continues_until_the_token_is_empty() {
    for end in [Some(""), None] {
        let server = Server::answering(move |request| {
            let next = if request.query("page_token").is_some() { end } else { Some("10") };
            Answer::Json(200, success(&json!({ "items": [{ "summary": "a" }], "page_token": next })))
        });
        let client = user(&server);
        let mut calendars = client.items(calendar::Search::builder().query("a").build().unwrap());
        let mut events = client.items(calendar_event::Search::builder().calendar_id("c").query("a").build().unwrap());
        let mut count = 0;
        while let Some(calendar) = calendars.next().await {
            count += usize::from(calendar.unwrap().summary.is_some());
        }
        while let Some(event) = events.next().await {
            count += usize::from(event.unwrap().summary.is_some());
        }
        assert_eq!((count, server.requests().len()), (4, 4), "{end:?}");
        assert!(server.requests().iter().all(|request| request.json()["query"] == "a"), "the body stays too");
    }
}

#[tokio::test]
async fn a_repeated_page_token_ends_the_walk_with_an_error() {
    for circle in ["start", "1", "2"] {
        let server = Server::answering(move |request| match request.query("page_token").as_deref() {
            Some("start") => page(&["a"], true, "1"),
            Some("1") => page(&["b"], true, "2"),
            _ => page(&["c"], true, circle),
        });
        let request = calendar::List::builder().page_token("start").build().unwrap();
        let (summaries, error) = all(user(&server).items(request)).await;
        assert_eq!(summaries.concat(), "abc", "{circle}");
        let error = error.unwrap();
        let words = "calendar.list: the server gave the same `page_token` twice, so that the listing would never end";
        assert!(error.kind() == ErrorKind::Paging && error.to_string() == words, "{error}");
    }
}

#[tokio::test]
async fn more_without_a_token_ends_the_walk_with_an_error_after_the_page() {
    for token in [Some(""), None] {
        let server = Server::answering(move |_| {
            let data = json!({ "calendar_list": [{ "summary": "a" }], "has_more": true, "page_token": token });
            Answer::Json(200, success(&data))
        });
        let (summaries, error) = all(user(&server).items(calendars())).await;
        assert_eq!(summaries, ["a"]);
        let words = "calendar.list: the server says that there is more (`has_more`), without a `page_token` for it";
        assert_eq!(error.unwrap().to_string(), words);
        assert_eq!(server.requests().len(), 1);
    }
}

/// Fails at the request of this number, counted from 0, and only there.
fn failing_at(failure: usize) -> Server {
    let count = AtomicUsize::new(0);
    Server::answering(
        move |request| {
            if count.fetch_add(1, Ordering::SeqCst) == failure { refusal() } else { listing(request) }
        },
    )
}

#[tokio::test]
async fn after_an_error_at_any_page_a_listing_can_be_resumed() {
    for failure in 0..4 {
        let server = failing_at(failure);
        let client = user(&server);
        let mut items = client.items(calendars());
        let (mut summaries, mut errors) = (String::new(), 0);
        loop {
            match items.next().await {
                Some(Ok(calendar)) => summaries.push_str(&calendar.summary.unwrap()),
                Some(Err(error)) => {
                    assert_eq!(error.code_number(), Some(190_002));
                    errors += 1;
                    items = client.items(items.resume_request().unwrap());
                }
                None => break,
            }
        }
        assert_eq!((summaries.as_str(), errors), ("abcde", 1), "{failure}");
    }
}

#[tokio::test]
async fn pages_keep_their_position_too() {
    let server = failing_at(2);
    let client = user(&server);
    let mut pages = client.pages(calendars());
    assert_eq!(pages.resume_request(), Some(calendars()));
    while let Some(Ok(_)) = pages.next().await {}
    let rest = client.items(pages.resume_request().unwrap());
    assert_eq!(all(rest).await.0.concat(), "cde");
}

#[tokio::test]
async fn the_position_within_a_page_is_the_start_of_the_page() {
    let server = Server::answering(listing);
    let mut items = user(&server).items(calendars());
    let mut positions = Vec::new();
    while let Some(calendar) = items.next().await {
        let position = items.resume_request().map(|request| request.page_token.unwrap_or_default().to_string());
        positions.push((calendar.unwrap().summary.unwrap().to_string(), position));
    }
    let expected = [("a", Some("")), ("b", Some("1")), ("c", Some("2")), ("d", Some("3")), ("e", None)];
    assert_eq!(positions, expected.map(|(item, token)| (item.to_owned(), token.map(str::to_owned))));
}

#[tokio::test]
async fn a_listing_without_pages_is_rejected_before_anything_is_sent() {
    let server = Server::start(refusal());
    let client = user(&server);
    let events = || calendar_event::List::builder().calendar_id("c");
    let single = "there is a single response, which is truncated to its size limit";
    for (request, reason) in [
        (events().build_unchecked(), "without `anchor_time` the server gives no page token".to_owned()),
        (
            events().start_time(1).end_time(2).build().unwrap(),
            format!(
                "with `start_time` {single}; with `end_time` {single}; without `anchor_time` the server gives no page token"
            ),
        ),
        (events().end_time(2).anchor_time(1).build_unchecked(), format!("with `end_time` {single}")),
    ] {
        let mut pages = client.pages(request);
        let error = pages.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Paging);
        let words = format!("calendar_event.list: not sent, since there are no pages to walk: {reason}");
        assert_eq!(error.to_string(), words);
        assert!(pages.next().await.is_none());
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_walk_is_a_stream_that_can_be_sent_and_polled_without_pinning() {
    fn is_stream<S: Stream<Item = Result<T, Error>> + Send + Unpin + 'static, T>() {}
    is_stream::<Pages<calendar::List, User>, _>();
    is_stream::<Items<calendar::List, User>, _>();
    let server = Server::start(refusal());
    let mut items = user(&server).items(calendars());
    assert_eq!(Pin::new(&mut items).size_hint(), (0, None));
}

/// How many items a walk finds, and the name of the endpoint.
async fn walk<R: Paged>(client: &Client<User>, request: R) -> (&'static str, usize)
where
    User: TokenFor<R::Token>,
{
    let (mut items, mut count) = (client.items(request), 0);
    while let Some(item) = items.next().await {
        item.map(|_| count += 1).unwrap();
    }
    (R::META.name, count)
}

/// Two pages of one item each, for any listing.
fn two_pages(request: &Recorded) -> Answer {
    let is_first = request.query("page_token").is_none();
    let mut data = json!({ "has_more": is_first, "page_token": if is_first { "2" } else { "" } });
    for list in ["acls", "calendar_list", "items"] {
        data[list] = json!([{}]);
    }
    Answer::Json(200, success(&data))
}

#[tokio::test]
async fn every_listing_of_the_spec_is_walked_to_its_end() {
    let server = Server::answering(two_pages);
    let client = user(&server);
    let events = calendar_event::List::builder().calendar_id("c").anchor_time(1_609_430_400);
    let instances = calendar_event::Instances::builder().calendar_id("c").event_id("e_0").start_time(1).end_time(2);
    let attendees = calendar_event_attendee::List::builder().calendar_id("c").event_id("e_0");
    let members =
        calendar_event_attendee_chat_member::List::builder().calendar_id("c").event_id("e_0").attendee_id("a");
    let mut walked = [
        walk(&client, calendars()).await,
        walk(&client, calendar::Search::builder().query("q").build().unwrap()).await,
        walk(&client, calendar_acl::List::builder().calendar_id("c").build().unwrap()).await,
        walk(&client, events.build().unwrap()).await,
        walk(&client, calendar_event::Search::builder().calendar_id("c").query("q").build().unwrap()).await,
        walk(&client, instances.build().unwrap()).await,
        walk(&client, attendees.build().unwrap()).await,
        walk(&client, members.build().unwrap()).await,
    ];
    walked.sort_unstable();
    assert_eq!(walked.map(|(name, _)| name).as_slice(), endpoints(|endpoint| endpoint.paging.is_some()));
    assert_eq!(walked.map(|(_, count)| count), [2; 8]);
}
