//! From parser events to the located tree.

use std::collections::HashSet;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Span, StrInput};

use super::anchors::{Anchors, Refused};
use super::flow::Started;
use super::surrogates::{self, Joined};
use super::{Entry, MAX_DEPTH, MAX_VALUES, Node, Value, duplicates, flow, merge, tags};
use crate::diagnostic::{Sink, problem};
use crate::location::Location;
use crate::pointer::{JsonPointer, Token};

/// Reads the only document of a stream; `None` if the syntax is broken, because then no later place is certain.
pub(super) fn read(text: &str, start: &Location, sink: &mut Sink) -> Option<Node> {
    let joined = surrogates::join(text);
    let text = joined.as_ref().map_or(text, |joined| joined.text.as_str());
    let started = flow::start(text);
    if started.is_none() && flow::is_too_large(text) {
        sink.report(start, problem::too_many_values(MAX_VALUES));
        return None;
    }
    let text = started
        .as_ref()
        .map_or(text, |started| started.text.as_str());
    let mut reader = Reader {
        parser: Parser::new_from_str(text),
        started: started.as_ref(),
        joined: joined.as_ref(),
        anchors: Anchors::default(),
        values: 0,
        tokens: HashSet::new(),
        start,
        sink,
    };
    reader.stream()
}

/// A mapping's key.
enum Key {
    Name(Token),
    /// `<<`: its value holds entries of this mapping.
    Merge,
    /// It was reported, and its entry is left out.
    Refused,
}

struct Reader<'a, 't> {
    parser: Parser<'t, StrInput<'t>>,
    started: Option<&'t Started>,
    joined: Option<&'t Joined>,
    anchors: Anchors,
    values: usize,
    /// The keys so far: most are in many mappings.
    tokens: HashSet<Token>,
    start: &'a Location,
    sink: &'a mut Sink,
}

impl<'t> Reader<'_, 't> {
    fn stream(&mut self) -> Option<Node> {
        let root = JsonPointer::root();
        let mut tree = None;
        loop {
            let (event, span) = self.next(&root)?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(_) if tree.is_some() => {
                    let at = self.place(span.start, &root);
                    self.sink.report(&at, problem::several_documents());
                    return None;
                }
                Event::StreamStart
                | Event::DocumentStart(_)
                | Event::DocumentEnd
                | Event::Nothing => {}
                event => tree = Some(self.node(event, span, &root, 0)?),
            }
        }
        if tree.is_none() {
            self.sink.report(self.start, problem::empty_document());
        }
        tree
    }

    fn node(
        &mut self,
        event: Event<'t>,
        span: Span,
        pointer: &JsonPointer,
        depth: usize,
    ) -> Option<Node> {
        let at = self.place(span.start, pointer);
        if depth > MAX_DEPTH {
            self.sink.report(&at, problem::too_deep(MAX_DEPTH));
            return None;
        }
        self.values += 1;
        if self.values > MAX_VALUES {
            self.sink.report(&at, problem::too_many_values(MAX_VALUES));
            return None;
        }
        let (value, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => (
                tags::scalar(&text, style, tag.as_deref(), &at, self.sink),
                anchor,
            ),
            Event::SequenceStart(anchor, tag) => {
                tags::check(tag.as_deref(), "seq", &at, self.sink);
                (self.sequence(pointer, depth)?, anchor)
            }
            Event::MappingStart(anchor, tag) => {
                tags::check(tag.as_deref(), "map", &at, self.sink);
                (self.mapping(pointer, depth)?, anchor)
            }
            Event::Alias(anchor) => return self.alias(anchor, &at, depth),
            // The parser gives no other event where a value is.
            _ => (Value::Null, 0),
        };
        let node = Node { value, at };
        self.anchors.keep(anchor, &node);
        Some(node)
    }

    fn alias(&mut self, anchor: usize, at: &Location, depth: usize) -> Option<Node> {
        let problem = match self.anchors.repeat(anchor, MAX_DEPTH - depth) {
            Ok(node) => return Some(node),
            Err(Refused::Circle) => problem::alias_circle(),
            Err(Refused::TooLarge) => problem::alias_bomb(),
            Err(Refused::TooDeep) => problem::too_deep(MAX_DEPTH),
        };
        self.sink.report(at, problem);
        None
    }

    fn sequence(&mut self, pointer: &JsonPointer, depth: usize) -> Option<Value> {
        let mut elements = Vec::new();
        loop {
            let pointer = pointer.join(elements.len());
            match self.next(&pointer)? {
                (Event::SequenceEnd, _) => {
                    // Most collections are small, and a vector makes room for four from the start.
                    elements.shrink_to_fit();
                    return Some(Value::Sequence(elements));
                }
                (event, span) => elements.push(self.node(event, span, &pointer, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, pointer: &JsonPointer, depth: usize) -> Option<Value> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut merged = Vec::new();
        loop {
            let (event, span) = match self.next(pointer)? {
                (Event::MappingEnd, _) => {
                    let mut entries = duplicates::remove(entries, self.sink);
                    merge::all(&mut entries, merged, self.sink);
                    entries.shrink_to_fit();
                    return Some(Value::Mapping(entries));
                }
                key => key,
            };
            let place = self.place(span.start, pointer);
            let key = self.key(event, span, &place, depth)?;
            let pointer = pointer.join(match &key {
                Key::Name(name) => name.clone(),
                Key::Merge => Token::from("<<"),
                Key::Refused => Token::from(""),
            });
            let (event, span) = self.next(&pointer)?;
            let value = self.node(event, span, &pointer, depth + 1)?;
            match key {
                Key::Name(key) => {
                    let at = Location { pointer, ..place };
                    entries.push(Entry { key, at, value });
                }
                Key::Merge => merged.push((place, value)),
                Key::Refused => {}
            }
        }
    }

    fn key(&mut self, event: Event<'t>, span: Span, place: &Location, depth: usize) -> Option<Key> {
        let Event::Scalar(text, style, _, tag) = event else {
            self.sink.report(place, problem::complex_key());
            self.node(event, span, &place.pointer, depth + 1)?;
            return Some(Key::Refused);
        };
        if style == ScalarStyle::Plain && text == "<<" {
            return Some(Key::Merge);
        }
        let name = self.token(&text);
        let at = Location {
            pointer: place.pointer.join(name.clone()),
            ..place.clone()
        };
        match tags::scalar(&text, style, tag.as_deref(), &at, self.sink) {
            Value::String(_) => {}
            other => {
                let problem = problem::non_string_key(&text, other.kind());
                self.sink.report(&at, problem);
            }
        }
        Some(Key::Name(name))
    }

    fn token(&mut self, text: &str) -> Token {
        if let Some(known) = self.tokens.get(text) {
            return known.clone();
        }
        let token = Token::from(text);
        self.tokens.insert(token.clone());
        token
    }

    fn next(&mut self, pointer: &JsonPointer) -> Option<(Event<'t>, Span)> {
        let (at, reason) = match self.parser.next_event() {
            Some(Ok(event)) => return Some(event),
            Some(Err(error)) => (
                self.place(*error.marker(), pointer),
                error.info().to_owned(),
            ),
            None => (self.start.clone(), "the text ends too early".to_owned()),
        };
        self.sink.report(&at, problem::syntax(&reason));
        None
    }

    fn place(&self, marker: Marker, pointer: &JsonPointer) -> Location {
        let marker = self
            .started
            .map_or(marker, |started| started.original(marker));
        let column = match self.joined {
            Some(joined) => joined.original_column(marker),
            None => marker.col(),
        };
        let file = self.start.file.clone();
        Location::new(file, marker.line(), column + 1, pointer.clone())
    }
}
