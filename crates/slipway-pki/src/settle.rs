//! Which of the given things can stay. The rules are aks-engine's, applied to each authority on its own.

use crate::given::{Given, GivenAccount, GivenPair};
use crate::identity::{self, Identity};
use crate::keys;
use crate::{Note, Notes, PkiError, ServiceAccount};

impl Given {
    /// Whether etcd's certificates hang from the cluster's authority, as in an aks-engine profile.
    ///
    /// Only etcd certificates beside a CA without an etcd CA tell of such a cluster. A CA alone is a new cluster's with the
    /// user's own authority, and gets an etcd CA.
    fn etcd_under_ca(&self) -> bool {
        let etcd = self.etcd_server.is_some() || self.etcd_client.is_some() || !self.etcd_peers.is_empty();
        self.ca.is_some() && self.etcd_ca.is_none() && etcd
    }

    /// Lets go of what cannot stay: certificates whose authority is not given, and an incomplete etcd group.
    ///
    /// Returns whether the cluster's authority is etcd's too.
    pub(crate) fn settle(&mut self, peers: usize, notes: &mut Notes) -> bool {
        let etcd_under_ca = self.etcd_under_ca();
        if self.ca.is_none() {
            let dropped = [
                &mut self.api_server,
                &mut self.client,
                &mut self.kubeconfig,
                &mut self.controller_manager,
                &mut self.scheduler,
                &mut self.cloud_controller_manager,
                &mut self.admin,
            ];
            let mut dropped: Vec<String> = dropped.into_iter().filter_map(take).collect();
            if self.etcd_ca.is_none() {
                dropped.extend(self.take_etcd());
            }
            missing(&identity::CA, dropped, notes);
        }
        if self.proxy_ca.is_none() {
            let dropped = take(&mut self.proxy).into_iter().collect();
            missing(&identity::PROXY_CA, dropped, notes);
        }
        if etcd_under_ca {
            notes.remark(Note::EtcdUnderClusterAuthority);
        }
        let given = self.etcd_peers.len();
        let incomplete = self.etcd_server.is_none() || self.etcd_client.is_none() || given < peers;
        if incomplete && !self.take_etcd().is_empty() {
            notes.remark(Note::EtcdReplaced { given, needed: peers });
        }
        etcd_under_ca
    }

    /// Lets the API server's key stay the service account key, as in aks-engine, so that existing tokens stay valid. A key in
    /// a vault does not: its public half is not here.
    pub(crate) fn settle_service_account(&mut self, rsa: bool, notes: &mut Notes) -> Result<(), PkiError> {
        if self.service_account.is_none()
            && let Some(server) = &self.api_server
            && let Some(key) = &server.key
        {
            let public_key = keys::public_pem(key);
            let account = ServiceAccount { public_key, private_key: server.pair.private_key.clone() };
            self.service_account = Some(GivenAccount { account, rsa: keys::is_rsa(key) });
            notes.remark(Note::ServiceAccountFromApiServer);
        }
        if rsa && self.service_account.as_ref().is_some_and(|given| !given.rsa) {
            return Err(PkiError::ServiceAccountNotRsa);
        }
        Ok(())
    }

    /// How many pairs there are to make, once all is settled.
    pub(crate) fn pairs_to_make(&self, peers: usize, etcd_under_ca: bool) -> usize {
        let pairs = [
            &self.ca,
            &self.etcd_ca,
            &self.proxy_ca,
            &self.api_server,
            &self.client,
            &self.kubeconfig,
            &self.etcd_server,
            &self.etcd_client,
            &self.proxy,
            &self.controller_manager,
            &self.scheduler,
            &self.cloud_controller_manager,
            &self.admin,
        ];
        let missing = pairs.into_iter().filter(|pair| pair.is_none()).count();
        missing - usize::from(etcd_under_ca) + peers.saturating_sub(self.etcd_peers.len())
    }

    /// Lets go of etcd's certificates; their keys in the profile.
    fn take_etcd(&mut self) -> Vec<String> {
        let pairs = [take(&mut self.etcd_server), take(&mut self.etcd_client)].into_iter().flatten();
        pairs.chain(self.etcd_peers.drain(..).map(|peer| peer.label)).collect()
    }
}

fn take(pair: &mut Option<GivenPair>) -> Option<String> {
    pair.take().map(|pair| pair.label)
}

fn missing(authority: &Identity, dropped: Vec<String>, notes: &mut Notes) {
    if !dropped.is_empty() {
        notes.remark(Note::AuthorityMissing { authority: format!("{}Certificate", authority.stem), dropped });
    }
}
