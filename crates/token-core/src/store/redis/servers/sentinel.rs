//! Redis Sentinel: which server is the primary now.

use std::time::Duration;

use ::redis::{Cmd, ErrorKind, RedisError, RedisResult, ServerErrorKind, Value};

use super::{Address, Servers, is_passing, within};

/// The Sentinels, and what they call the primary.
#[derive(Clone)]
pub(in super::super) struct Sentinels {
    pub(super) addresses: Vec<Address>,
    pub(super) name: String,
    /// How to log in to the primary; its host is what the Sentinels say.
    pub(super) primary: Address,
}

impl Sentinels {
    /// Asks each Sentinel for the primary, until one of them names a server that is one.
    pub(super) async fn round(
        &self,
        servers: &Servers,
        command: &Cmd,
        share: Duration,
    ) -> RedisResult<Value> {
        let mut failure = None;
        for sentinel in &self.addresses {
            let attempt = async {
                let primary = within(share, self.primary(servers, sentinel)).await?;
                within(share, run(servers, &primary, command)).await
            };
            match attempt.await {
                Err(error) if is_passing(&error) => failure = Some(error),
                outcome => return outcome,
            }
        }
        Err(failure.unwrap_or_else(|| RedisError::from((ErrorKind::Io, "no Sentinel is known"))))
    }

    async fn primary(&self, servers: &Servers, sentinel: &Address) -> RedisResult<Address> {
        let mut connection = servers.connect(sentinel).await?;
        let mut question = ::redis::cmd("SENTINEL");
        question.arg("GET-MASTER-ADDR-BY-NAME").arg(&self.name);
        let named: Option<(String, u16)> = question.query_async(&mut connection).await?;
        let (host, port) = named.ok_or_else(|| {
            let what = "the Sentinel does not know the primary";
            RedisError::from((ErrorKind::MasterNameNotFoundBySentinel, what))
        })?;
        Ok(self.primary.at(&host, port))
    }
}

/// Sends the command to the server if it is a primary; a Sentinel may not have heard yet that it is none any more.
async fn run(servers: &Servers, node: &Address, command: &Cmd) -> RedisResult<Value> {
    let mut connection = servers.connect(node).await?;
    let role: Vec<Value> = ::redis::cmd("ROLE").query_async(&mut connection).await?;
    let role = role.into_iter().next();
    let role: Option<String> = role.map(::redis::from_redis_value).transpose()?;
    if role.as_deref() != Some("master") {
        let what = "the server is not the primary any more";
        return Err(RedisError::from((
            ErrorKind::Server(ServerErrorKind::ReadOnly),
            what,
        )));
    }
    command.query_async(&mut connection).await
}
