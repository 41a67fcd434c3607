use calendar_generated::exchange_binding::Get;
use calendar_generated::{Client, Tenant};

async fn status(client: Client<Tenant>, request: Get) {
    let _ = client.send(&request).await;
}

fn main() {}
