//! Accepts connections, and closes them.
//!
//! hyper and not a framework on top of it: the server must cut connections at a chosen byte, which needs the connection
//! itself.

use std::net::SocketAddr;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio_io_timeout::TimeoutStream;

use super::handle::Slot;
use super::shared::Shared;
use super::wire::{HEAD_BYTES, HEADERS};

/// How long to wait when the system has no more file descriptors.
const PAUSE: Duration = Duration::from_millis(50);

/// How long running requests have to finish.
const FAREWELL: Duration = Duration::from_secs(5);

/// A running server; dropping it stops it at once.
#[derive(Debug)]
pub(super) struct Listener {
    pub(super) address: SocketAddr,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Listener {
    /// Accepts no more connections, lets running requests finish, and returns when all have ended.
    pub(super) async fn shut_down(&mut self) {
        // An error means that the task has ended, as intended.
        let _ = self.stop.send(true);
        let _ = (&mut self.task).await;
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // The task holds the connections, and they end with it.
        self.task.abort();
    }
}

/// Binds an address and serves it.
pub(super) async fn listen(address: SocketAddr, shared: Arc<Shared>) -> std::io::Result<Listener> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let task = tokio::spawn(accept(listener, shared, stopped));
    Ok(Listener { address, stop, task })
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, mut stopped: watch::Receiver<bool>) {
    let permits = Arc::new(Semaphore::new(shared.limits.connections));
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let next = tokio::select! {
            next = next(&listener, &permits) => next,
            _ = stopped.changed() => break,
        };
        match next {
            Some((stream, permit)) => {
                connections.spawn(serve(stream, Arc::clone(&shared), stopped.clone(), permit));
            }
            None => tokio::time::sleep(PAUSE).await,
        }
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    // Connections that have not ended by then are cut.
    let _ = tokio::time::timeout(FAREWELL, ended).await;
}

/// The next connection, once there is room for it.
async fn next(listener: &TcpListener, permits: &Arc<Semaphore>) -> Option<(TcpStream, OwnedSemaphorePermit)> {
    let permit = Arc::clone(permits).acquire_owned().await.ok()?;
    let (stream, _) = listener.accept().await.ok()?;
    // Responses are small; waiting to fill a packet would only delay them.
    let _ = stream.set_nodelay(true);
    Some((stream, permit))
}

async fn serve(
    stream: TcpStream,
    shared: Arc<Shared>,
    mut stopped: watch::Receiver<bool>,
    _permit: OwnedSemaphorePermit,
) {
    let limits = shared.limits;
    let slot = Arc::new(Slot::default());
    let service = service_fn(|request| {
        let (shared, slot) = (Arc::clone(&shared), Arc::clone(&slot));
        async move { shared.serve(request, &slot).await }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.header_timeout);
    http.max_buf_size(HEAD_BYTES).max_headers(HEADERS);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.write_timeout));
    let stream = TokioIo::new(Box::pin(stream));
    let mut connection = std::pin::pin!(http.serve_connection(stream, service).with_upgrades());
    // Nothing depends on a failed connection: the client closed it, or it was cut on purpose.
    tokio::select! {
        _ = connection.as_mut() => {}
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
    let accepted = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(accepted) = accepted {
        accepted.serve(&shared, stopped).await;
    }
}
