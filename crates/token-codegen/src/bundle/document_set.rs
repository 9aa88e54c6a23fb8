//! The document and the files beside it, each read once, and the places in them that references lead to.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::address::{Address, Identities, ResolveError, find, identities};
use super::uri::{self, Target};
use crate::diagnostic::Sink;
use crate::location::Location;
use crate::pointer::tokens_of_fragment;
use crate::source::{self, Files, MAX_VALUES, Node, Source, Value};

/// How many references may lead from one to the next.
const MAX_HOPS: usize = 64;

/// How many files beside the document are read.
const MAX_FILES: usize = 1000;

/// Everything that was read so far; the document itself is the first file.
pub(super) struct DocumentSet<'f> {
    files: &'f dyn Files,
    /// The directory of the document as diagnostics name it, with its `/`.
    shown_directory: String,
    /// The document, and its name in its directory.
    root: Rc<Node>,
    name: String,
    /// The files beside it.
    read: Vec<File>,
    /// The names of schemas, file by file.
    identities: Vec<Identities>,
    /// What became of each path: the file's number, or why there is none.
    by_path: BTreeMap<String, Result<usize, ResolveError>>,
    /// What is wrong with the text of each file, until the file is needed.
    problems: BTreeMap<String, Sink>,
    /// How many values all files hold.
    values: usize,
}

struct File {
    /// The path from the document's directory.
    path: String,
    shown: Arc<str>,
    tree: Rc<Node>,
}

impl<'f> DocumentSet<'f> {
    pub(super) fn new(root: Node, files: &'f dyn Files) -> Self {
        let shown = Arc::clone(&root.at.file);
        let (directory, name) = shown.rsplit_once('/').unwrap_or(("", &shown));
        let shown_directory = match directory {
            "" if !shown.starts_with('/') => String::new(),
            directory => format!("{directory}/"),
        };
        let by_path = BTreeMap::from([(name.to_owned(), Ok(0))]);
        Self {
            files,
            shown_directory,
            name: name.to_owned(),
            identities: vec![identities(&root)],
            root: Rc::new(root),
            read: Vec::new(),
            by_path,
            problems: BTreeMap::new(),
            values: 0,
        }
    }

    /// Returns the document's tree.
    pub(super) fn root(&self) -> Rc<Node> {
        Rc::clone(&self.root)
    }

    /// Takes the document's tree out, for changes.
    pub(super) fn take_root(&mut self) -> Node {
        let empty = Node {
            value: Value::Null,
            at: self.root.at.clone(),
        };
        Rc::unwrap_or_clone(std::mem::replace(&mut self.root, Rc::new(empty)))
    }

    /// Puts the document's tree back.
    pub(super) fn put_root(&mut self, root: Node) {
        self.root = Rc::new(root);
    }

    /// Returns the tree of a file.
    pub(super) fn tree(&self, file: usize) -> Option<Rc<Node>> {
        let beside = file.checked_sub(1);
        beside
            .map_or(Some(&self.root), |index| {
                self.read.get(index).map(|file| &file.tree)
            })
            .map(Rc::clone)
    }

    fn path(&self, file: usize) -> &str {
        let beside = file.checked_sub(1).and_then(|index| self.read.get(index));
        beside.map_or(&self.name, |file| &file.path)
    }

    /// Returns the name of a file without its directories and its ending.
    pub(super) fn stem(&self, file: usize) -> &str {
        let path = self.path(file);
        let name = path.rsplit('/').next().unwrap_or(path);
        name.split('.').next().unwrap_or(name)
    }

    /// Returns what `look` sees at a place.
    pub(super) fn look<T>(&self, place: &Address, look: impl Fn(&Node) -> T) -> Option<T> {
        find(&*self.tree(place.file)?, &place.tokens).map(look)
    }

    /// Returns a copy of what is at a place.
    pub(super) fn copy(&self, place: &Address) -> Option<Node> {
        self.look(place, Node::clone)
    }

    /// Returns where a reference leads; a place that holds nothing but another reference leads on.
    ///
    /// `stops` says which places may be referred to even if they are references.
    pub(super) fn locate(
        &mut self,
        target: &str,
        from: &Location,
        stops: &dyn Fn(&Address) -> bool,
    ) -> Result<Address, ResolveError> {
        let mut target = target.to_owned();
        let mut from = from.clone();
        for _ in 0..MAX_HOPS {
            let place = self.step(&target, &from)?;
            let tree = self.tree(place.file).ok_or(ResolveError::Dangling)?;
            let node = find(&tree, &place.tokens).ok_or(ResolveError::Dangling)?;
            let next = match (node.entries(), node.get("$ref")) {
                ([_], Some(next)) if !stops(&place) => next,
                _ => return Ok(place),
            };
            let Value::String(text) = &next.value else {
                return Ok(place);
            };
            target.clone_from(text);
            from = next.at.clone();
        }
        Err(ResolveError::Circle)
    }

    fn step(&mut self, target: &str, from: &Location) -> Result<Address, ResolveError> {
        let base = self.base(from);
        let Target { uri, fragment } = uri::split(target);
        if let Some(place) = self.identified(uri, fragment) {
            return Ok(place);
        }
        let file = match uri {
            "" => base,
            _ if uri::is_absolute(uri) => return Err(ResolveError::Remote),
            uri => {
                let path = uri::join(self.path(base), uri).ok_or_else(outside)?;
                self.load(&path)?
            }
        };
        let tokens = match tokens_of_fragment(fragment) {
            Some(tokens) => tokens,
            None => self
                .named(file, &format!("#{fragment}"))
                .ok_or(ResolveError::Dangling)?,
        };
        Ok(Address { file, tokens })
    }

    /// Returns the file that a value was written in, as far as references go: what an overlay puts in is the
    /// document's.
    fn base(&self, from: &Location) -> usize {
        let files = self.read.iter();
        let base = files.zip(1..).find(|(file, _)| file.shown == from.file);
        base.map_or(0, |(_, number)| number)
    }

    fn load(&mut self, path: &str) -> Result<usize, ResolveError> {
        if let Some(known) = self.by_path.get(path) {
            return known.clone();
        }
        let loaded = self.read_file(path);
        self.by_path.insert(path.to_owned(), loaded.clone());
        loaded
    }

    fn read_file(&mut self, path: &str) -> Result<usize, ResolveError> {
        if self.read.len() > MAX_FILES {
            let reason = format!("more than {MAX_FILES} files are not read");
            return Err(ResolveError::Unreadable(reason));
        }
        let bytes = self.files.read(path).map_err(ResolveError::Unreadable)?;
        let shown = format!("{}{path}", self.shown_directory);
        let source = Source::new(shown, bytes);
        let mut sink = Sink::default();
        let tree = source::parse(&source, &mut sink);
        self.problems.insert(path.to_owned(), sink);
        let tree = tree.ok_or_else(|| ResolveError::Broken(path.to_owned()))?;
        self.values += tree.size();
        if self.values > MAX_VALUES {
            let reason = format!("all files together hold more than {MAX_VALUES} values");
            return Err(ResolveError::Unreadable(reason));
        }
        self.identities.push(identities(&tree));
        self.read.push(File {
            path: path.to_owned(),
            shown: Arc::clone(&tree.at.file),
            tree: Rc::new(tree),
        });
        Ok(self.read.len())
    }

    /// Reports what is wrong with the text of the file that a reference led to, the first time.
    pub(super) fn report_problems(
        &mut self,
        led: Result<&Address, &ResolveError>,
        sink: &mut Sink,
    ) {
        let path = match led {
            Ok(place) => Some(self.path(place.file).to_owned()),
            Err(ResolveError::Broken(path)) => Some(path.clone()),
            Err(_) => None,
        };
        if let Some(problems) = path.and_then(|path| self.problems.remove(&path)) {
            sink.append(problems);
        }
    }

    /// Returns the schema that calls itself by the name in one of the files.
    fn named(&self, file: usize, name: &str) -> Option<Vec<String>> {
        self.identities.get(file)?.get(name).cloned()
    }

    /// Returns the place in the schema whose `$id` is the URI.
    fn identified(&self, uri: &str, fragment: &str) -> Option<Address> {
        if uri.is_empty() {
            return None;
        }
        let mut files = 0..self.identities.len();
        let (file, mut tokens) = files.find_map(|file| Some((file, self.named(file, uri)?)))?;
        tokens.extend(tokens_of_fragment(fragment)?);
        Some(Address { file, tokens })
    }
}

fn outside() -> ResolveError {
    ResolveError::Unreadable("it is outside of the document's directory".to_owned())
}
