//! HTTP for the team: pages, forms and embedded assets, in English and Arabic, without scripts; and [`api`], the same
//! for programs.
//!
//! It asks `register` and draws; it holds no rule, no SQL and no data of its own. Start at [`routes`] for what
//! there is, at [`layout`], [`component`] and [`chart`] for what pages are made of, at [`serve`] for the server.

pub mod access;
pub mod api;
pub mod assets;
pub mod chart;
pub mod component;
mod cookie;
pub mod date;
pub mod desk;
pub mod error;
pub mod guard;
mod hexadecimal;
pub mod i18n;
pub mod layout;
pub mod limits;
pub mod number;
pub mod page;
pub mod preference;
pub mod routes;
pub mod session;
pub mod sprite;

use axum::{Extension, Router, middleware};
use std::future::Future;
use std::sync::Arc;
use tokio::net::TcpListener;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};

/// What the server answers to and who may ask.
pub struct Config {
    /// The names it answers to.
    pub hosts: guard::Hosts,
    /// The sessions of the local user.
    pub sessions: Arc<session::Sessions>,
}

/// `routes` behind every guard; the routes are [`routes::router`] with their state filled in.
///
/// From the outside in: compression, https, the reader's preference, error pages, host and headers, the session.
pub fn router(config: &Config, routes: Router) -> Router {
    routes
        .layer(middleware::from_fn(session::require))
        .layer(Extension(Arc::clone(&config.sessions)))
        .layer(middleware::from_fn(guard::check))
        .layer(middleware::from_fn(error::show))
        .layer(middleware::from_fn(preference::apply))
        .layer(middleware::from_fn(guard::over_https))
        .layer(Extension(config.hosts.clone()))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_ours)))
}

/// Whether an answer was written here: a file is given byte for byte, so that a part of it is a part.
fn is_ours(
    _status: axum::http::StatusCode,
    _version: axum::http::Version,
    _headers: &axum::http::HeaderMap,
    extensions: &axum::http::Extensions,
) -> bool {
    extensions.get::<guard::Untrusted>().is_none()
}

/// Every page of a register behind every guard.
pub fn program(config: &Config, register: Arc<register::Register>) -> Router {
    router(config, routes::router().with_state(desk::Desk::new(register)))
}

/// Serves until `stop` resolves, then lets open requests end within [`limits::SHUTDOWN_GRACE`].
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (stopped, ended) = tokio::sync::oneshot::channel::<()>();
    let server = axum::serve(listener, router).with_graceful_shutdown(async move {
        stop.await;
        tracing::info!("stopping: open requests may end");
        // Nobody listens any more only when the server has already ended.
        let _ = stopped.send(());
    });
    tokio::select! {
        result = server.into_future() => result,
        () = async {
            if ended.await.is_ok() {
                tokio::time::sleep(limits::SHUTDOWN_GRACE).await;
            } else {
                std::future::pending::<()>().await;
            }
        } => Ok(()),
    }
}

/// Resolves at Ctrl-C, and at the terminate signal of a service manager.
pub async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => {}, () = terminate => {} }
}
