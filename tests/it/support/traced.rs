//! The spans and events of this thread, as a subscriber has them.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard},
};

use tracing::{
    Event, Id, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Record},
    subscriber::DefaultGuard,
};
use tracing_subscriber::{
    Layer,
    layer::{Context, SubscriberExt},
    registry::Registry,
};

pub(crate) type Fields = BTreeMap<&'static str, String>;

/// A span.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    id: Id,
    pub(crate) parent: Option<usize>,
    pub(crate) follows: Option<usize>,
    pub(crate) name: &'static str,
    pub(crate) level: Level,
    pub(crate) fields: Fields,
    pub(crate) closed: bool,
}

/// An event.
#[derive(Debug, Clone)]
pub(crate) struct Happened {
    /// The span that it is in.
    pub(crate) span: Option<usize>,
    /// Whether that span was open.
    pub(crate) in_time: bool,
    pub(crate) level: Level,
    pub(crate) target: &'static str,
    /// With `message`.
    pub(crate) fields: Fields,
}

/// What token-core traced.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    pub(crate) spans: Vec<Span>,
    pub(crate) events: Vec<Happened>,
}

/// Collects what this thread traces.
#[derive(Clone, Default)]
pub(crate) struct Traced(Arc<Mutex<Trace>>);

impl Traced {
    /// Begins to collect, until the guard is dropped.
    pub(crate) fn begin() -> (Self, DefaultGuard) {
        let traced = Self::default();
        let guard = tracing::subscriber::set_default(Registry::default().with(traced.clone()));
        (traced, guard)
    }

    pub(crate) fn seen(&self) -> MutexGuard<'_, Trace> {
        self.0.lock().unwrap()
    }
}

impl Trace {
    /// Returns the spans of this name, with their indices.
    pub(crate) fn spans(&self, name: &str) -> Vec<(usize, &Span)> {
        let spans = self.spans.iter().enumerate();
        spans.filter(|(_, span)| span.name == name).collect()
    }

    /// Returns the events with this message.
    pub(crate) fn events(&self, message: &str) -> Vec<&Happened> {
        let events = self.events.iter();
        events
            .filter(|event| {
                event
                    .fields
                    .get("message")
                    .is_some_and(|text| text == message)
            })
            .collect()
    }

    /// Returns the only event with this message.
    pub(crate) fn event(&self, message: &str) -> &Happened {
        let events = self.events(message);
        assert_eq!(events.len(), 1, "{message}: {self:#?}");
        events[0]
    }

    fn index(&self, id: &Id) -> Option<usize> {
        // An id is used again once its span is closed.
        self.spans.iter().rposition(|span| span.id == *id)
    }
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("token_core")
}

impl<S: Subscriber> Layer<S> for Traced
where
    S: for<'a> tracing_subscriber::registry::LookupSpan<'a>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let metadata = attributes.metadata();
        if !is_ours(metadata) {
            return;
        }
        let parent = context.span(id).and_then(|span| span.parent());
        let parent = parent.map(|parent| parent.id());
        let mut fields = Texts::default();
        attributes.record(&mut fields);
        let mut trace = self.seen();
        let parent = parent.and_then(|parent| trace.index(&parent));
        trace.spans.push(Span {
            id: id.clone(),
            parent,
            follows: None,
            name: metadata.name(),
            level: *metadata.level(),
            fields: fields.0,
            closed: false,
        });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _context: Context<'_, S>) {
        let mut fields = Texts::default();
        values.record(&mut fields);
        let mut trace = self.seen();
        if let Some(index) = trace.index(id) {
            trace.spans[index].fields.extend(fields.0);
        }
    }

    fn on_follows_from(&self, id: &Id, follows: &Id, _context: Context<'_, S>) {
        let mut trace = self.seen();
        let follows = trace.index(follows);
        if let Some(index) = trace.index(id) {
            trace.spans[index].follows = follows;
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if !is_ours(event.metadata()) {
            return;
        }
        let mut fields = Texts::default();
        event.record(&mut fields);
        let span = context.event_span(event).map(|span| span.id());
        let mut trace = self.seen();
        let span = span.and_then(|span| trace.index(&span));
        let in_time = span.is_none_or(|span| !trace.spans[span].closed);
        trace.events.push(Happened {
            span,
            in_time,
            level: *event.metadata().level(),
            target: event.metadata().target(),
            fields: fields.0,
        });
    }

    fn on_close(&self, id: Id, _context: Context<'_, S>) {
        let mut trace = self.seen();
        if let Some(index) = trace.index(&id) {
            trace.spans[index].closed = true;
        }
    }
}

#[derive(Default)]
struct Texts(Fields);

impl Visit for Texts {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}
