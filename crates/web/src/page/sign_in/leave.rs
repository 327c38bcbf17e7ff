//! Signing out: the session ends here and the browser forgets what it kept.

use super::{Opened, cookie, cookies};
use crate::desk::Desk;
use crate::error::Error;
use crate::routes;
use crate::session::Held;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};

/// Not cookies: those of other registers on this machine share our host, and ours is removed by name.
const CLEARED: &str = "\"cache\", \"storage\"";

/// POST [`routes::SIGN_OUT`].
pub(super) async fn leave(
    State(desk): State<Desk>,
    Opened { 0: sessions }: Opened,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let held = [Held::Session, Held::Behind].into_iter().filter_map(|held| sessions.held(held, &headers));
    for secret in held {
        desk.register.people.sign_out(&secret).await?;
    }
    let forget = cookies([cookie(sessions.forget(Held::Session)?), cookie(sessions.forget(Held::Behind)?)]);
    Ok((forget, [("clear-site-data", CLEARED)], Redirect::to(routes::SIGN_IN)).into_response())
}
