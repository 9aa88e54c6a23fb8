//! A stub of an OpenTelemetry collector: it takes traces as JSON over HTTP, and keeps them.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use serde_json::Value;

/// A collector in a thread of its own, on a port that the system chooses.
#[derive(Debug)]
pub struct Collector {
    address: SocketAddr,
    spans: Arc<Mutex<Vec<Span>>>,
}

/// A span as it was exported.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Span {
    /// The trace that it is a part of, as 32 hexadecimal digits.
    pub trace_id: String,
    /// Its own id, as 16 hexadecimal digits.
    pub span_id: String,
    /// The id of the span that it is in; empty for the first one of its trace.
    pub parent_id: String,
    /// Its name.
    pub name: String,
    /// The OTLP number of its kind: 1 is internal, 3 is a client.
    pub kind: u64,
    /// Whether its status is an error.
    pub is_error: bool,
    /// Its attributes, as text.
    pub attributes: BTreeMap<String, String>,
    /// The names of its events.
    pub events: Vec<String>,
    /// The ids of the spans that it is linked to.
    pub links: Vec<String>,
}

impl Collector {
    /// Starts a collector.
    ///
    /// # Errors
    ///
    /// No port to listen on.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let address = listener.local_addr()?;
        let spans = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&spans);
        // It ends with the process.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A connection that breaks off brings nothing.
                let _ = serve(&stream, &kept);
            }
        });
        Ok(Self { address, spans })
    }

    /// Returns the URL that takes traces.
    pub fn endpoint(&self) -> String {
        format!("http://{}/v1/traces", self.address)
    }

    /// Returns the spans so far.
    pub fn spans(&self) -> Vec<Span> {
        let spans = self.spans.lock().unwrap_or_else(PoisonError::into_inner);
        spans.clone()
    }
}

/// Takes one request, and closes the connection.
fn serve(stream: &TcpStream, spans: &Mutex<Vec<Span>>) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    for line in reader.by_ref().lines() {
        let line = line?.to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    let export: Value = serde_json::from_slice(&body)?;
    let exported = members(&export, "resourceSpans")
        .flat_map(|resource| members(resource, "scopeSpans"))
        .flat_map(|scope| members(scope, "spans"))
        .map(span);
    spans
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .extend(exported);
    let mut stream = stream;
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}")
}

fn span(span: &Value) -> Span {
    let text = |name| text(span, name);
    let names = |list, name| members(span, list).map(move |item| self::text(item, name));
    Span {
        trace_id: text("traceId"),
        span_id: text("spanId"),
        parent_id: text("parentSpanId"),
        name: text("name"),
        kind: span.get("kind").and_then(Value::as_u64).unwrap_or_default(),
        is_error: span.pointer("/status/code").and_then(Value::as_u64) == Some(2),
        attributes: members(span, "attributes").map(attribute).collect(),
        events: names("events", "name").collect(),
        links: names("links", "spanId").collect(),
    }
}

/// Returns a name and the value of whichever type it has.
fn attribute(attribute: &Value) -> (String, String) {
    let value = attribute.get("value").and_then(Value::as_object);
    let value = value.and_then(|typed| typed.values().next());
    let value = value.map(|value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    (text(attribute, "key"), value.unwrap_or_default())
}

fn text(value: &Value, name: &str) -> String {
    let text = value.get(name).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

fn members<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    let list = value.get(name).and_then(Value::as_array);
    list.into_iter().flatten()
}
