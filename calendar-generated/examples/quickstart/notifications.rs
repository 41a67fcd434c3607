//! Notifications: a server that receives them, and the subscription to the events of a calendar.

use std::time::Duration;

use axum::Router;
use axum::routing::post;
use calendar_generated::events::Event;
use calendar_generated::mock;
use calendar_generated::webhook::{BoxError, Receiver, Webhook};
use calendar_generated::{Notification, calendar_event};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::calendars::Team;
use crate::settings::Settings;
use crate::{Failure, shown};

const TOKEN: &str = "the verification token of the application";
const KEY: &str = "the Encrypt Key of the application";

/// What a server has received. The real service needs a public URL, so there is none for it here.
type Received = Option<UnboundedReceiver<Notification<Event>>>;

pub(crate) async fn subscribe(settings: &Settings, team: &Team) -> Result<Received, Failure> {
    let Some(mock) = &settings.mock else {
        println!("   left out: the service needs a public URL to send them to");
        return Ok(None);
    };
    let (sender, received) = unbounded_channel();
    // Called once for each notification that is genuine; an error would have it sent again.
    let handle = move |notification: Notification<Event>| {
        let handled = sender.send(notification).map_err(BoxError::from);
        async move { handled }
    };
    let webhook = Webhook::builder(TOKEN).encrypt_key(KEY).build()?;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let url = format!("http://{}/lark", listener.local_addr()?);
    let app = Router::new().route("/lark", post(Receiver::new(webhook, handle)));
    tokio::spawn(async { axum::serve(listener, app).await });

    // The console of the platform does this when a request URL is saved.
    mock.server.subscribe(mock::Webhook::to(&url)?.verification_token(TOKEN).encrypt_key(KEY)).await?;
    println!("   {url} has answered the verification of the URL");
    let request = calendar_event::Subscription::builder().calendar_id(team.calendar.clone()).build()?;
    settings.client.send(&request).await?;
    println!("   subscribed to the events of the calendar Team");
    Ok(Some(received))
}

/// What came in since the last time.
pub(crate) async fn show(settings: &Settings, received: &mut Received) -> Result<(), Failure> {
    let (Some(mock), Some(received)) = (&settings.mock, received) else { return Ok(()) };
    // The platform waits for three seconds, in case that more about the same event follows.
    settings.wait(Duration::from_secs(3)).await;
    mock.server.deliver().await;
    let mut events = 0;
    while let Ok(Notification { event, .. }) = received.try_recv() {
        let Event::CalendarEventChanged(changed) = event else { continue };
        events += 1;
        if events == 1 {
            println!("   notified: {} of {}", shown(changed.change_type), shown(changed.calendar_event_id));
        }
    }
    if events > 1 {
        println!("   notified: {} more events", events - 1);
    }
    Ok(())
}
