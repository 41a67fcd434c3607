//! A server that receives notifications, on axum.
//!
//! `cargo run --example webhook --features axum` starts it on a free port of loopback and plays the platform against
//! it: a URL verification, a notification, the same again, and a forgery.
//!
//! `LARK_VERIFICATION_TOKEN=… LARK_ENCRYPT_KEY=… cargo run --example webhook --features axum -- 0.0.0.0:8080` receives
//! what the real platform sends, until it is stopped.

mod platform;

use std::time::SystemTime;

use axum::Router;
use axum::routing::post;
use calendar_generated::Notification;
use calendar_generated::events::Event;
use calendar_generated::webhook::{BoxError, Receiver, Webhook};
use platform::Platform;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    tracing_subscriber::fmt().without_time().init();
    match std::env::args().nth(1) {
        Some(address) => {
            let webhook = Webhook::builder(std::env::var("LARK_VERIFICATION_TOKEN")?)
                .encrypt_key(std::env::var("LARK_ENCRYPT_KEY")?)
                .build()?;
            let listener = TcpListener::bind(address).await?;
            println!("waiting for notifications at http://{}/lark", listener.local_addr()?);
            Ok(axum::serve(listener, app(webhook)).await?)
        }
        None => play().await,
    }
}

/// The whole server: one route.
fn app(webhook: Webhook<Event>) -> Router {
    Router::new().route("/lark", post(Receiver::new(webhook, handle)))
}

/// Called once for each notification; an error has it sent again.
async fn handle(notification: Notification<Event>) -> Result<(), BoxError> {
    match notification.event {
        Event::CalendarChanged(changed) => {
            println!("   handled: the calendars of {} users changed", changed.user_id_list.len());
        }
        Event::Unrecognized(event) => println!("   handled: {} {}", event.event_type(), event.json()),
        other => println!("   handled: {other:?}"),
    }
    Ok(())
}

/// What the platform would do.
async fn play() -> Result<(), BoxError> {
    let webhook = Webhook::builder(platform::TOKEN).encrypt_key(platform::ENCRYPT_KEY).build()?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let platform = Platform { address: listener.local_addr()? };
    tokio::spawn(async { axum::serve(listener, app(webhook)).await });

    println!("1. The platform verifies the URL");
    let challenge = format!(r#"{{"challenge":"ajls384kdj","token":"{}","type":"url_verification"}}"#, platform::TOKEN);
    println!("   {}", platform.send(&challenge, None).await?);

    println!("2. A calendar changed");
    let changed = platform::changed("f7984f25108f8137722bb63cee927e66");
    println!("   {}", platform.send(&changed, Some(SystemTime::now())).await?);

    println!("3. The platform sends the same once more: answered, and not handled again");
    println!("   {}", platform.send(&changed, Some(SystemTime::now())).await?);

    println!("4. Somebody without the key invents a notification: the log says why it is refused, the answer does not");
    println!("   {}", platform.send(&platform::changed("forged"), None).await?);
    Ok(())
}
