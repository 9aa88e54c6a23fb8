//! Redis Cluster: a node that does not have the key names the one that has it.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use ::redis::{Cmd, ErrorKind, RedisError, RedisResult, ServerErrorKind, Value};

use super::{Address, Servers, is_passing, within};

/// How often one node may point to the next.
const REDIRECTIONS: usize = 5;

/// The nodes that are known from the start, and the one that had the key last.
#[derive(Clone)]
pub(in super::super) struct Cluster {
    nodes: Vec<Address>,
    last: Arc<Mutex<Option<Address>>>,
}

impl Cluster {
    pub(super) fn new(nodes: Vec<Address>) -> Self {
        Self {
            nodes,
            last: Arc::default(),
        }
    }

    /// Asks each node that is known, until one of them leads to a response.
    pub(super) async fn round(
        &self,
        servers: &Servers,
        command: &Cmd,
        share: Duration,
    ) -> RedisResult<Value> {
        let last = self.last().clone();
        let mut failure = None;
        for node in last.iter().chain(&self.nodes) {
            match within(share, self.follow(servers, node, command)).await {
                Err(error) if is_passing(&error) => failure = Some(error),
                outcome => return outcome,
            }
        }
        Err(failure.unwrap_or_else(|| RedisError::from((ErrorKind::Io, "no node is known"))))
    }

    /// Sends the command to `node`, and on to where the response points.
    async fn follow(&self, servers: &Servers, node: &Address, command: &Cmd) -> RedisResult<Value> {
        let mut node = node.clone();
        let mut is_asking = false;
        for _ in 0..REDIRECTIONS {
            let mut connection = servers.connect(&node).await?;
            if is_asking {
                let _: Value = ::redis::cmd("ASKING").query_async(&mut connection).await?;
            }
            let error = match command.query_async(&mut connection).await {
                Err(error) => error,
                value => {
                    *self.last() = Some(node);
                    return value;
                }
            };
            let next = error.redirect_node();
            match next.and_then(|(next, _slot)| node.redirected(next)) {
                Some(next) => node = next,
                None => return Err(error),
            }
            is_asking = error.kind() == ErrorKind::Server(ServerErrorKind::Ask);
        }
        Err(RedisError::from((
            ErrorKind::Io,
            "the nodes point to one another",
        )))
    }

    fn last(&self) -> std::sync::MutexGuard<'_, Option<Address>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
