use calendar_generated::{Client, Endpoint, Error};

async fn call<K, E: Endpoint>(client: &Client<K>, request: &E) -> Result<E::Response, Error> {
    client.send(request).await
}

fn main() {}
