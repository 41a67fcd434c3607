//! Requests made from the model: valid ones succeed, broken ones are rejected with the documented code and the
//! path of the field, for every endpoint.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use calendar_spec::model::{Endpoint, Spec};

use crate::support::breaks::breaks;
use crate::support::make::Maker;
use crate::support::render::render;
use crate::support::{Connection, Dice, Reply, endpoints, spec, stateless, strict};

/// Valid requests for each endpoint.
const ROUNDS: u64 = 40;

/// How many valid requests of an endpoint succeed.
async fn answered(connection: &mut Connection, spec: &Spec, name: &str, endpoint: &Endpoint) -> u64 {
    let mut count = 0;
    for seed in 0..ROUNDS {
        let mut maker = Maker { spec, dice: Dice::new(seed), is_full: seed % 4 == 0 };
        let request = render(endpoint, &maker.request(endpoint));
        let reply = connection.send(&request).await;
        let told = || format!("{name}, seed {seed}: {:?}\n{request:?}", reply.violations());
        assert_eq!((reply.status, reply.code()), (200, 0), "{}", told());
        assert!(reply.header("x-tt-logid").is_some(), "{name}");
        count += 1;
    }
    count
}

#[tokio::test]
async fn valid_requests_succeed_and_broken_ones_are_rejected_with_the_documented_code_and_the_path() {
    let (spec, server) = (spec(), strict().await);
    let mut connection = Connection::to(&server).await;
    let mut table = String::from("endpoint | valid answered | broken refused\n--- | --- | ---\n");
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (name, endpoint) in endpoints(&spec) {
        let answered = answered(&mut connection, &spec, &name, endpoint).await;
        let mut refused = 0;
        for seed in 0..3 {
            let mut maker = Maker { spec: &spec, dice: Dice::new(seed), is_full: seed != 1 };
            let values = maker.request(endpoint);
            for broken in breaks(&spec, endpoint, &values, Dice::new(seed)) {
                let reply = connection.send(&broken.request).await;
                let told = format!("{name}, seed {seed}, {} at `{}`: {}", broken.what, broken.path, body(&reply));
                assert_eq!(reply.status, 400, "{told}\n{:?}", broken.request);
                assert!(codes(&spec, endpoint).contains(&reply.code()), "{told}");
                let blamed = reply.violations();
                assert!(blamed.iter().any(|(field, _)| *field == broken.path), "{told}");
                assert!(blamed.iter().all(|(_, words)| !words.is_empty()), "{told}");
                *kinds.entry(broken.what).or_default() += 1;
                refused += 1;
            }
        }
        assert!(refused > 0, "{name}");
        writeln!(table, "{name} | {answered} | {refused}").unwrap();
    }
    let (answered, refused): (Vec<_>, Vec<_>) =
        server.requests().into_iter().partition(|call| call.status == Some(200));
    assert_eq!(answered.len() as u64, ROUNDS * endpoints(&spec).count() as u64);
    writeln!(table, "all | {} | {}", answered.len(), refused.len()).unwrap();
    writeln!(table, "\nrule | requests").unwrap();
    for (kind, count) in kinds {
        writeln!(table, "{kind} | {count}").unwrap();
    }
    // `cargo test -p calendar-tests --test mock -- --nocapture broken` shows it.
    println!("{table}");
}

/// The codes that a broken parameter may have: the gateway's, the service's, and those for one rule.
fn codes(spec: &Spec, endpoint: &Endpoint) -> Vec<i64> {
    let listed: Vec<i64> = endpoint.errors.iter().map(|error| spec.errors[error.0].number).collect();
    let is_listed = |number: &i64| listed.contains(number);
    let special = [190_009, 193_103, 198_001, 198_002, 198_003, 198_004, 198_007].into_iter().filter(is_listed);
    [99_992_402, 190_014].into_iter().chain(special).collect()
}

fn body(reply: &Reply) -> String {
    String::from_utf8_lossy(&reply.body).into_owned()
}

/// A lenient server accepts what only this server's strict rules reject, and rejects the rest.
#[tokio::test]
async fn a_lenient_server_rejects_only_what_the_service_rejects() {
    let (spec, server) = (spec(), stateless().lenient().start().await.unwrap());
    let mut connection = Connection::to(&server).await;
    for (name, endpoint) in endpoints(&spec) {
        let mut maker = Maker { spec: &spec, dice: Dice::new(7), is_full: true };
        let values = maker.request(endpoint);
        for broken in breaks(&spec, endpoint, &values, Dice::new(7)) {
            let reply = connection.send(&broken.request).await;
            let told = format!("{name}, {} at `{}`: {}", broken.what, broken.path, body(&reply));
            if broken.is_strict_only {
                assert_eq!(reply.status, 200, "{told}");
            } else if broken.what != "null" {
                assert_eq!(reply.status, 400, "{told}");
            }
        }
    }
}
