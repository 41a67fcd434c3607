use calendar_generated::Client;
use calendar_generated::calendar::Get;

async fn get(request: Get) {
    let client = Client::builder().tenant_token("t-xxx");
    let _ = client.send(&request).await;
}

fn main() {}
