//! Calls without tokio: `ureq`, a blocking HTTP library, sends what this crate encodes.
//!
//! ```text
//! cargo run --example without_tokio
//! ```
//!
//! A mock server in this process plays the service, in a thread of its own. For the real one put in `BaseUrl::FEISHU` and
//! a token. Of this crate it needs `default-features = false` and the features of the resources that it calls; getting
//! tokens, rate limits and retries are then up to the application.

use std::error::Error;

use calendar_generated::mock::MockServer;
use calendar_generated::{AccessToken, BaseUrl, Endpoint, ErrorCode, TokenFor, calendar, transport};
use ureq::Agent;

/// What an application needs to make calls.
struct Caller<K> {
    agent: Agent,
    base_url: BaseUrl,
    token: AccessToken<K>,
}

impl<K> Caller<K> {
    fn new(base_url: BaseUrl, token: AccessToken<K>) -> Self {
        // Errors of the API have a body, which `decode` reads; the API has no redirects.
        let agent = Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        Self { agent, base_url, token }
    }

    fn call<E: Endpoint>(&self, request: &E) -> Result<E::Response, Box<dyn Error>>
    where
        K: TokenFor<E::Token>,
    {
        let request = transport::encode_authorized(request, &self.base_url, &self.token)?;
        let (head, mut body) = self.agent.run(request)?.into_parts();
        Ok(transport::decode::<E>(head.status, &head.headers, &body.read_to_vec()?)?)
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    // Only the mock server runs on tokio.
    let runtime = tokio::runtime::Runtime::new()?;
    let server = runtime.block_on(MockServer::start())?;
    let caller = Caller::new(BaseUrl::from(&server), AccessToken::user("u-alice")?);

    let created = caller.call(&calendar::Create::builder().summary("Team").build()?)?;
    let id = created.calendar.and_then(|calendar| calendar.calendar_id).ok_or("no calendar ID")?;
    println!("created {id}");
    for calendar in caller.call(&calendar::List::builder().build()?)?.calendar_list {
        println!("  {}", calendar.summary.unwrap_or_default());
    }

    caller.call(&calendar::Delete::builder().calendar_id(&id).build()?)?;
    let error = caller.call(&calendar::Get::builder().calendar_id(&id).build()?).err().ok_or("it is still there")?;
    let error = error.downcast::<calendar_generated::Error>()?;
    println!("deleted: {}", error.code::<ErrorCode>().map_or_else(String::new, |code| code.to_string()));
    Ok(())
}
