//! A real Redis Cluster: a key that is on another node, that moves, and whose node dies.

use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use token_core::store::{RedisStore, TokenStore};

use crate::harness::redis_tests;
use crate::support::{Cluster, RedisServer, eventually, record, token_of};

const LONG: Duration = Duration::from_secs(24 * 3600);

fn store(node: &RedisServer, key: &str) -> RedisStore {
    RedisStore::cluster([node.url()], key).unwrap()
}

/// Saves under a lease that no other store of the key gets meanwhile, and loads through every node.
async fn is_shared(nodes: &[&RedisServer], key: &str, token: &str) {
    let stores: Vec<_> = nodes.iter().map(|node| store(node, key)).collect();
    let mut lease = stores[0].lease(LONG).await.unwrap().unwrap();
    for other in &stores {
        assert!(other.lease(LONG).await.unwrap().is_none(), "{key}");
    }
    lease.save(&record(1, token, 0, LONG), None).await.unwrap();
    lease.release().await.unwrap();
    for other in &stores {
        let loaded = other.load(None).await.unwrap().unwrap();
        assert_eq!(token_of(&loaded), token, "{key}");
    }
}

async fn any_node_leads_to_the_key() {
    let cluster = Cluster::start(3, 0).await;
    let nodes: Vec<_> = cluster.nodes.iter().collect();
    let mut owners = Vec::new();
    for key in ["token", "my-service:token", "a", "b", "{tag}:token", "a{b"] {
        is_shared(&nodes, key, key).await;
        owners.push(cluster.owner(key, 3).await);
    }
    owners.sort_unstable();
    owners.dedup();
    assert_eq!(owners, [0, 1, 2], "the keys are on all nodes");
}

async fn a_store_of_one_server_says_that_it_is_a_cluster() {
    let cluster = Cluster::start(3, 0).await;
    let away = usize::from(cluster.owner("token", 3).await == 0);
    let store = RedisStore::new(cluster.nodes[away].url(), "token").unwrap();
    let error = store.load(None).await.unwrap_err().to_string();
    assert!(error.contains("use `RedisStore::cluster`"), "{error}");
}

async fn a_slot_that_moves_takes_the_token_and_the_lease_along() {
    let cluster = Cluster::start(3, 0).await;
    let key = "token";
    let from = &cluster.nodes[cluster.owner(key, 3).await];
    let to = cluster
        .nodes
        .iter()
        .find(|node| node.port() != from.port())
        .unwrap();
    let nodes: Vec<_> = cluster.nodes.iter().collect();
    is_shared(&nodes, key, "before").await;

    let slot: u32 = from.command(&["CLUSTER", "KEYSLOT", key]).await;
    let slot = slot.to_string();
    let (from_id, to_id): (String, String) = (
        from.command(&["CLUSTER", "MYID"]).await,
        to.command(&["CLUSTER", "MYID"]).await,
    );
    to.command::<()>(&["CLUSTER", "SETSLOT", &slot, "IMPORTING", &from_id])
        .await;
    from.command::<()>(&["CLUSTER", "SETSLOT", &slot, "MIGRATING", &to_id])
        .await;
    // The lease is on no node yet, so that the old one points to the new one for it (ASK).
    let store = store(to, key);
    let mut lease = store.lease(LONG).await.unwrap().unwrap();
    assert!(store.lease(LONG).await.unwrap().is_none());
    // The record is on the old node and the lease on the new one (TRYAGAIN), until the record has moved too.
    let port = to.port().to_string();
    let saving = async {
        lease
            .save(&record(2, "after", 0, LONG), None)
            .await
            .unwrap();
    };
    let moving = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        from.command::<String>(&[
            "MIGRATE",
            "127.0.0.1",
            &port,
            key,
            "0",
            "5000",
            "AUTH",
            crate::support::PASSWORD,
        ])
        .await;
    };
    tokio::join!(saving, moving);
    for node in [to, from] {
        node.command::<()>(&["CLUSTER", "SETSLOT", &slot, "NODE", &to_id])
            .await;
    }
    lease.release().await.unwrap();
    assert_eq!(token_of(&store.load(None).await.unwrap().unwrap()), "after");
    is_shared(&nodes, key, "in the end").await;
}

async fn a_node_that_is_gone_is_an_error_within_the_timeout() {
    let mut cluster = Cluster::start(3, 0).await;
    let (key, limit) = ("token", Duration::from_secs(2));
    let owner = cluster.owner(key, 3).await;
    let urls: Vec<_> = cluster.nodes.iter().map(RedisServer::url).collect();
    let store = RedisStore::cluster(urls, key).unwrap().timeout(limit);
    assert!(store.load(None).await.unwrap().is_none());
    cluster.nodes[owner].kill();
    let started = Instant::now();
    let error = store.load(None).await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains(
            "the key `token` in Redis: the server took longer than 2s; the last failure: "
        ),
        "{shown}"
    );
    assert!(!shown.contains("canary"), "{shown}");
    assert!(started.elapsed() < limit + Duration::from_secs(1));
    // The keys of the other nodes are still there, though the list begins with the dead one.
    cluster.nodes[owner].restart().await;
    eventually("the cluster", async || store.load(None).await.ok()).await;
}

async fn a_node_that_hangs_leaves_time_for_the_others() {
    let cluster = Cluster::start(3, 0).await;
    let key = "token";
    let hung = (cluster.owner(key, 3).await + 1) % 3;
    let seeds = [hung, (hung + 1) % 3].map(|at| cluster.nodes[at].url());
    let store = RedisStore::cluster(seeds, key)
        .unwrap()
        .timeout(Duration::from_secs(4));
    cluster.nodes[hung].signal("STOP");
    let found = store.load(None).await;
    cluster.nodes[hung].signal("CONT");
    assert!(found.unwrap().is_none());
}

async fn a_replica_takes_over_within_one_operation() {
    let mut cluster = Cluster::start(3, 3).await;
    let key = "token";
    let owner = cluster.owner(key, 3).await;
    let urls: Vec<_> = cluster.nodes.iter().map(RedisServer::url).collect();
    let store = RedisStore::cluster(urls, key)
        .unwrap()
        .timeout(Duration::from_secs(20));
    let mut lease = store.lease(LONG).await.unwrap().unwrap();
    lease
        .save(&record(1, "before", 0, LONG), None)
        .await
        .unwrap();
    // What is not with the replica yet is lost with the primary.
    let _: u32 = cluster.nodes[owner].command(&["WAIT", "1", "5000"]).await;
    cluster.nodes[owner].kill();
    let started = Instant::now();
    lease
        .save(&record(2, "after", 0, LONG), None)
        .await
        .unwrap();
    let took = started.elapsed();
    assert!(
        store.lease(LONG).await.unwrap().is_none(),
        "the lease moved along"
    );
    lease.release().await.unwrap();
    assert_eq!(token_of(&store.load(None).await.unwrap().unwrap()), "after");
    crate::support::measured("cluster failover", took);
}

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    redis_tests![
        any_node_leads_to_the_key,
        a_store_of_one_server_says_that_it_is_a_cluster,
        a_slot_that_moves_takes_the_token_and_the_lease_along,
        a_node_that_is_gone_is_an_error_within_the_timeout,
        a_node_that_hangs_leaves_time_for_the_others,
        a_replica_takes_over_within_one_operation,
    ]
}
