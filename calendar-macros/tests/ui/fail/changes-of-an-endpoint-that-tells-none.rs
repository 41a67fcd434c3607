use calendar_generated::calendar_acl::List;
use calendar_generated::{Client, SyncState, User};

fn walk(client: Client<User>, request: List) {
    let _ = client.sync(request, SyncState::default());
}

fn main() {}
