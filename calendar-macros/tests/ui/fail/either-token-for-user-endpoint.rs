use calendar_generated::exchange_binding::Get;
use calendar_generated::{AnyToken, Client};

async fn status(client: Client<AnyToken>, request: Get) {
    let _ = client.send(&request).await;
}

fn main() {}
