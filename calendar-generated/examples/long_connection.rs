//! Receives notifications over a connection that this program opens: no public URL, no web server.
//!
//! `cargo run --example long_connection` talks to the mock server, which cuts the connection and sends events twice.
//! `LARK_APP_ID=cli_… LARK_APP_SECRET=… cargo run --example long_connection` receives from the real service until Ctrl-C.

use calendar_generated::events::Event;
use calendar_generated::mock::{FrameFault, MockServer};
use calendar_generated::websocket::BoxError;
use calendar_generated::{Client, Notification, Tenant};
use serde_json::json;

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    if let (Ok(id), Ok(secret)) = (std::env::var("LARK_APP_ID"), std::env::var("LARK_APP_SECRET")) {
        return receive(&Client::builder().app(&*id, &*secret).build()?, stop_at_ctrl_c()).await;
    }
    let server = MockServer::start().await?;
    let client = Client::builder().app("cli_a1b2", "secret").base_url(&server).build()?;
    receive(&client, play(server)).await
}

/// Receives until `stop` is over.
async fn receive(client: &Client<Tenant>, stop: impl Future<Output = ()> + Send + 'static) -> Result<(), BoxError> {
    let connection = client.events::<Event>().with_graceful_shutdown(stop);
    let mut state = connection.state();
    tokio::spawn(async move {
        while state.changed().await.is_ok() {
            println!("{:?}", *state.borrow_and_update());
        }
    });
    connection.run(handle).await?;
    println!("closed: every event that was taken is handled and acknowledged");
    Ok(())
}

/// Called once for each notification; an error has it sent again.
async fn handle(notification: Notification<Event>) -> Result<(), BoxError> {
    match notification.event {
        Event::CalendarChanged(changed) => println!("  the calendars of {} users changed", changed.user_id_list.len()),
        Event::Unrecognized(event) => println!("  {}: {}", event.event_type(), event.json()),
        _ => println!("  another event"),
    }
    Ok(())
}

async fn stop_at_ctrl_c() {
    // An error means that there are no signals here; then the program runs until it is killed.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// The platform's side.
async fn play(server: MockServer) {
    connected(&server).await;
    server.push("calendar.calendar.changed_v4", json!({ "user_id_list": [{ "open_id": "ou_alice" }] }));
    server.push("im.message.receive_v1", json!({ "message": { "message_id": "om_1" } }));
    server.deliver().await;

    println!("  (the server cuts the connection)");
    server.cut_connections();
    server.frame_fault(FrameFault::Duplicate);
    server.push("calendar.calendar.changed_v4", json!({ "user_id_list": [{}, {}] }));
    connected(&server).await;
    server.deliver().await;
    for pushed in server.notifications() {
        println!("  (the server was answered {:?} to {})", pushed.answers, pushed.event_type);
    }
}

async fn connected(server: &MockServer) {
    while server.pong_count() == 0 || server.connection_count() == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}
