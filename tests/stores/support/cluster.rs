//! A real Redis Cluster, whose slots the test shares out itself.

use super::{RedisServer, eventually, redis_server::PASSWORD, replicates};

const SLOTS: usize = 16_384;

/// The nodes of a cluster: each primary has its share of the slots, and the replicas follow in the same order.
pub(crate) struct Cluster {
    pub(crate) nodes: Vec<RedisServer>,
}

impl Cluster {
    /// Starts a cluster, and waits until every node serves.
    pub(crate) async fn start(primaries: usize, replicas: usize) -> Self {
        let settings = format!(
            "cluster-enabled yes\ncluster-node-timeout 1000\ncluster-replica-validity-factor 0\ncluster-require-full-coverage no\nmasterauth {PASSWORD}\n"
        );
        let mut nodes = Vec::new();
        for _ in 0..primaries + replicas {
            nodes.push(RedisServer::start_with(&["--port"], &settings).await);
        }
        let cluster = Self { nodes };
        cluster.join(primaries).await;
        for (at, replica) in cluster.nodes[primaries..].iter().enumerate() {
            let primary: String = cluster.nodes[at].command(&["CLUSTER", "MYID"]).await;
            eventually("a replica", async || {
                let asked: Result<(), _> = replica
                    .try_command(&["CLUSTER", "REPLICATE", &primary])
                    .await;
                asked.ok()
            })
            .await;
        }
        for replica in &cluster.nodes[primaries..] {
            replicates(replica).await;
        }
        cluster
    }

    /// Makes the nodes know each other, and shares the slots out.
    async fn join(&self, primaries: usize) {
        for (at, node) in self.nodes[..primaries].iter().enumerate() {
            let slots = SLOTS * at / primaries..SLOTS * (at + 1) / primaries;
            let slots: Vec<_> = slots.map(|slot| slot.to_string()).collect();
            let mut words = vec!["CLUSTER", "ADDSLOTS"];
            words.extend(slots.iter().map(String::as_str));
            node.command::<()>(&words).await;
        }
        for (at, node) in self.nodes.iter().enumerate() {
            let epoch = (at + 1).to_string();
            node.command::<()>(&["CLUSTER", "SET-CONFIG-EPOCH", &epoch])
                .await;
        }
        for node in &self.nodes[1..] {
            let port = node.port().to_string();
            self.nodes[0]
                .command::<()>(&["CLUSTER", "MEET", "127.0.0.1", &port])
                .await;
        }
        let count = format!("cluster_known_nodes:{}\r", self.nodes.len());
        for node in &self.nodes {
            eventually("a node that serves", async || {
                let info: String = node.command(&["CLUSTER", "INFO"]).await;
                let serves = info.contains("cluster_state:ok") && info.contains(&count);
                serves.then_some(())
            })
            .await;
        }
    }

    /// Returns the number of the primary that has the slot of `key`, as it was shared out.
    pub(crate) async fn owner(&self, key: &str, primaries: usize) -> usize {
        let slot: usize = self.nodes[0].command(&["CLUSTER", "KEYSLOT", key]).await;
        (0..primaries)
            .find(|at| slot < SLOTS * (at + 1) / primaries)
            .unwrap()
    }
}
