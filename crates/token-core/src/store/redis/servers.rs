//! Which servers an operation is sent to: one, the nodes of a cluster, or what Sentinel says is the primary.

mod cluster;
mod sentinel;

use std::time::Duration;

use ::redis::{
    AsyncConnectionConfig, Client, Cmd, ErrorKind, FromRedisValue, RedisError, RedisResult,
    ServerErrorKind, aio::MultiplexedConnection,
};
use tokio::{net::TcpStream, time::sleep};

use super::{address::Address, tls::Tls};
use cluster::Cluster;
use sentinel::Sentinels;

/// How long is waited before all servers of a cluster, or all Sentinels, are asked again.
const PAUSE: Duration = Duration::from_millis(100);

/// Where a key is kept.
#[derive(Clone)]
pub(super) struct Servers {
    pub(super) topology: Topology,
    /// Set where the way is to be encrypted.
    pub(super) tls: Option<Tls>,
}

/// Which server is the right one.
#[derive(Clone)]
pub(super) enum Topology {
    One(Address),
    /// One that the program has set up itself.
    Client(Client),
    Cluster(Cluster),
    Sentinel(Sentinels),
}

impl Topology {
    pub(super) fn cluster(nodes: Vec<Address>) -> Self {
        Self::Cluster(Cluster::new(nodes))
    }

    pub(super) fn sentinel(addresses: Vec<Address>, name: String, primary: Address) -> Self {
        Self::Sentinel(Sentinels {
            addresses,
            name,
            primary,
        })
    }
}

impl Servers {
    /// Sends `command` over a connection of its own, and tries again what a cluster or Sentinel may yet put right.
    ///
    /// Every command of the store may be sent twice.
    /// It does not end by itself while there is hope; `passing` is why it goes on.
    pub(super) async fn run<T: FromRedisValue>(
        &self,
        command: &Cmd,
        timeout: Duration,
        passing: &mut Option<RedisError>,
    ) -> RedisResult<T> {
        // A node that hangs must leave time for the others.
        let share = timeout / 4;
        let value = match &self.topology {
            Topology::One(address) => {
                let mut connection = self.connect(address).await?;
                command.query_async(&mut connection).await?
            }
            Topology::Client(client) => {
                let settings = settings();
                let connecting = client.get_multiplexed_async_connection_with_config(&settings);
                command.query_async(&mut connecting.await?).await?
            }
            Topology::Cluster(cluster) => loop {
                match cluster.round(self, command, share).await {
                    Err(error) if is_passing(&error) => *passing = Some(error),
                    outcome => break outcome?,
                }
                sleep(PAUSE).await;
            },
            Topology::Sentinel(sentinels) => loop {
                match sentinels.round(self, command, share).await {
                    Err(error) if is_passing(&error) => *passing = Some(error),
                    outcome => break outcome?,
                }
                sleep(PAUSE).await;
            },
        };
        T::from_redis_value(value).map_err(Into::into)
    }

    /// Connects to a node and logs in.
    async fn connect(&self, node: &Address) -> RedisResult<MultiplexedConnection> {
        let stream = TcpStream::connect((&*node.host, node.port)).await?;
        stream.set_nodelay(true)?;
        match &self.tls {
            Some(tls) if node.is_tls => {
                let stream = tls.connect(&node.host, stream).await?;
                log_in(node, stream).await
            }
            // An address with TLS has it set up, so that nothing is ever sent in the clear by mistake.
            None if node.is_tls => Err(RedisError::from((
                ErrorKind::InvalidClientConfig,
                "TLS is not set up",
            ))),
            _ => log_in(node, stream).await,
        }
    }
}

async fn log_in(
    node: &Address,
    stream: impl super::tls::Stream,
) -> RedisResult<MultiplexedConnection> {
    let (connection, driver) =
        MultiplexedConnection::new_with_config(&node.login, stream, settings()).await?;
    // It ends with the connection.
    tokio::spawn(driver);
    Ok(connection)
}

/// The limit of the operation is for all of it.
fn settings() -> AsyncConnectionConfig {
    AsyncConnectionConfig::new()
        .set_connection_timeout(None)
        .set_response_timeout(None)
}

/// Returns whether another node, or the same one a little later, may do what this one did not.
fn is_passing(error: &RedisError) -> bool {
    match error.kind() {
        ErrorKind::Io | ErrorKind::MasterNameNotFoundBySentinel => true,
        ErrorKind::Server(kind) => matches!(
            kind,
            ServerErrorKind::BusyLoading
                | ServerErrorKind::Moved
                | ServerErrorKind::Ask
                | ServerErrorKind::TryAgain
                | ServerErrorKind::ClusterDown
                | ServerErrorKind::MasterDown
                | ServerErrorKind::ReadOnly
        ),
        _ => false,
    }
}

/// Gives up on a node that takes longer than its share of the time.
async fn within<T>(
    share: Duration,
    attempt: impl Future<Output = RedisResult<T>>,
) -> RedisResult<T> {
    tokio::time::timeout(share, attempt)
        .await
        .unwrap_or_else(|_elapsed| Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()))
}
