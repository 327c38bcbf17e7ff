//! How requests go out: by the client that the program has already, a blocking call on a thread of its own.
//!
//! Redirects are not followed and proxies of the environment not asked: what is signed goes where it was addressed.

use crate::limits::{STORE_ANSWER_BYTES_MAX, STORE_CONNECT_TIME_MAX, STORE_TIME_MAX};
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse,
    HttpService,
};
use std::pin::Pin;
use ureq::Agent;

/// Makes connections.
#[derive(Debug)]
pub(super) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, _options: &ClientOptions) -> object_store::Result<HttpClient> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .user_agent(concat!("sijil/", env!("CARGO_PKG_VERSION")))
            .timeout_global(Some(STORE_TIME_MAX))
            .timeout_connect(Some(STORE_CONNECT_TIME_MAX))
            .build();
        Ok(HttpClient::new(Connection(Agent::new_with_config(config))))
    }
}

#[derive(Debug)]
struct Connection(Agent);

impl HttpService for Connection {
    fn call<'a, 'b>(
        &'a self,
        request: HttpRequest,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        let agent = self.0.clone();
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = whole(body).await?;
            let request = ureq::http::Request::from_parts(parts, body);
            let asking = tokio::task::spawn_blocking(move || ask(&agent, request));
            asking.await.map_err(|error| HttpError::new(HttpErrorKind::Interrupted, error))?
        })
    }
}

fn ask(agent: &Agent, request: ureq::http::Request<Vec<u8>>) -> Result<HttpResponse, HttpError> {
    let is_head = request.method() == ureq::http::Method::HEAD;
    let answer = agent.run(request).map_err(failed)?;
    let (parts, mut body) = answer.into_parts();
    let bytes = if is_head {
        Vec::new()
    } else {
        body.with_config().limit(STORE_ANSWER_BYTES_MAX).read_to_vec().map_err(failed)?
    };
    Ok(ureq::http::Response::from_parts(parts, bytes.into()))
}

/// The pieces of what is sent, in one; none is larger than a part of an object.
async fn whole(mut body: HttpRequestBody) -> Result<Vec<u8>, HttpError> {
    use http_body::Body as _;
    let mut bytes = Vec::with_capacity(body.content_length());
    while let Some(frame) = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        if let Ok(data) = frame?.into_data() {
            bytes.extend_from_slice(&data);
        }
    }
    Ok(bytes)
}

fn failed(error: ureq::Error) -> HttpError {
    let kind = match &error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::ConnectionFailed | ureq::Error::HostNotFound => HttpErrorKind::Connect,
        ureq::Error::Io(error) => match error.kind() {
            std::io::ErrorKind::ConnectionRefused => HttpErrorKind::Connect,
            _ => HttpErrorKind::Interrupted,
        },
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}
