//! Notifications over the long connection, and the subscription to the events of a calendar.

use std::time::Duration;

use calendar_generated::events::Event;
use calendar_generated::websocket::{BoxError, ConnectionState};
use calendar_generated::{Notification, calendar_event};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::calendars::Team;
use crate::settings::Settings;
use crate::{Failure, shown};

/// What the connection has received.
type Received = Option<UnboundedReceiver<Notification<Event>>>;

pub(crate) async fn subscribe(settings: &Settings, team: &Team) -> Result<Received, Failure> {
    let Some(app) = &settings.app else {
        println!("   left out: set LARK_APP_ID and LARK_APP_SECRET to connect as the application");
        return Ok(None);
    };
    let (sender, received) = unbounded_channel();
    let connection = app.events::<Event>();
    let mut state = connection.state();
    // Called once for each notification; an error would have it sent again.
    let running = tokio::spawn(connection.run(move |notification| {
        let handled = sender.send(notification).map_err(BoxError::from);
        async move { handled }
    }));
    let open = |state: &ConnectionState| matches!(state, ConnectionState::Connected | ConnectionState::Closed);
    if *state.wait_for(open).await? == ConnectionState::Closed {
        running.await??;
    }
    println!("   connected as the application: no public URL, no Encrypt Key");
    let request = calendar_event::Subscription::builder().calendar_id(team.calendar.clone()).build()?;
    settings.client.send(&request).await?;
    println!("   subscribed to the events of the calendar Team");
    Ok(Some(received))
}

/// What came in since the last time.
pub(crate) async fn show(settings: &Settings, received: &mut Received) -> Result<(), Failure> {
    let Some(received) = received else { return Ok(()) };
    // The platform waits for three seconds, in case that more about the same event follows.
    settings.wait(Duration::from_secs(3)).await;
    if let Some(mock) = &settings.mock {
        mock.server.deliver().await;
    }
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
