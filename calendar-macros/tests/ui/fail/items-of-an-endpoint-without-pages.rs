use calendar_generated::calendar::Get;
use calendar_generated::{Client, User};

fn walk(client: Client<User>, request: Get) {
    let _ = client.items(request);
}

fn main() {}
