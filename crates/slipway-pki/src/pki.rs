//! The whole PKI of a cluster.

use time::OffsetDateTime;

use crate::authority::Authority;
use crate::given::Given;
use crate::identity::{self, Identity};
use crate::mint::Mint;
use crate::name::Names;
use crate::validity::Validity;
use crate::{BootstrapToken, CertificateProfile, Note, Notes, Pair, PkiError, Request, ServiceAccount};

/// All keys and certificates of a cluster. The identities are those of pairs made here; given ones keep theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pki {
    /// The cluster's authority: signs all but etcd's and the proxy's, and kubelets' certificates in the running cluster.
    pub ca: Pair,
    /// etcd's own authority; `None` with an aks-engine profile, where [`Pki::ca`] is etcd's too. See [`Pki::etcd_trust`].
    pub etcd_ca: Option<Pair>,
    /// The API server: `CN=apiserver`.
    pub api_server: Pair,
    /// The API server to kubelets: `CN=kube-apiserver-kubelet-client`.
    pub client: Pair,
    /// The administrators' `kubectl`: `CN=slipway-admin, O=system:masters`.
    pub kubeconfig: Pair,
    /// etcd to its clients: `CN=etcdserver`.
    pub etcd_server: Pair,
    /// The API server to etcd: `CN=etcdclient`.
    pub etcd_client: Pair,
    /// etcd members among themselves, one pair a master: `CN=etcdpeer`.
    pub etcd_peers: Vec<Pair>,
    /// The front proxy's authority.
    pub proxy_ca: Pair,
    /// The API server to aggregated API servers: `CN=front-proxy-client`.
    pub proxy: Pair,
    /// `CN=system:kube-controller-manager`.
    pub controller_manager: Pair,
    /// `CN=system:kube-scheduler`.
    pub scheduler: Pair,
    /// `CN=system:cloud-controller-manager`.
    pub cloud_controller_manager: Pair,
    /// The masters' own tools: `CN=slipway-master, O=system:masters`.
    pub admin: Pair,
    /// Keys of service account tokens.
    pub service_account: ServiceAccount,
    /// The token that nodes join with.
    pub bootstrap_token: BootstrapToken,
}

impl Pki {
    /// Keeps what `given` and `token` hold, makes the rest at the time `clock`.
    ///
    /// Without a given CA all certificates that it would have signed are made anew (etcd's and the proxy's hang from their
    /// own authorities, service account keys from none). etcd's certificates are kept or made as a group. When all is
    /// given, nothing is made and the result's [`Pki::profile`] is what was given.
    ///
    /// What stays in a key vault is not looked at: an authority whose key does signs nothing, so all below it has to be given.
    ///
    /// # Errors
    ///
    /// When something given is unreadable, half, does not belong together, or is an authority that cannot sign at `clock`;
    /// when one of those in a key vault is needed here; when a name or validity of the request is impossible; when the operating system has no random bytes.
    pub fn for_cluster(
        request: &Request,
        given: &CertificateProfile,
        token: Option<BootstrapToken>,
        clock: OffsetDateTime,
    ) -> Result<(Self, Notes), PkiError> {
        let names = Names::of(request)?;
        let validity = Validity::new(request, clock)?;
        let mut given = Given::read(given)?;
        let mut notes = Notes::default();
        let etcd_under_ca = given.settle(request.peers, &mut notes);
        given.settle_service_account(request.rsa_service_account, &mut notes)?;

        let account_algorithm = request.algorithm.for_service_account(request.rsa_service_account);
        let account_key = given.service_account.is_none() && account_algorithm == request.algorithm;
        let keys = given.pairs_to_make(request.peers, etcd_under_ca) + usize::from(account_key);
        let mut mint = Mint::new(request.algorithm, validity, keys, notes)?;

        let ca = mint.authority(&identity::CA, given.ca)?;
        let etcd_ca = if etcd_under_ca { None } else { Some(mint.authority(&identity::ETCD_CA, given.etcd_ca)?) };
        let proxy_ca = mint.authority(&identity::PROXY_CA, given.proxy_ca)?;
        let etcd = etcd_ca.as_ref().unwrap_or(&ca);

        let mut peers = given.etcd_peers.into_iter();
        let members = peers.len().max(request.peers);
        let etcd_peers = (0..members)
            .map(|_| mint.leaf(etcd, &identity::ETCD_PEER, &names.etcd_peer, peers.next()))
            .collect::<Result<_, _>>()?;
        let etcd_server = mint.leaf(etcd, &identity::ETCD_SERVER, &names.etcd_server, given.etcd_server)?;
        let etcd_client = mint.leaf(etcd, &identity::ETCD_CLIENT, &[], given.etcd_client)?;
        let proxy = mint.leaf(&proxy_ca, &identity::PROXY, &[], given.proxy)?;
        let api_server = mint.leaf(&ca, &identity::API_SERVER, &names.api_server, given.api_server)?;
        let mut client = |identity: &Identity, given| mint.leaf(&ca, identity, &[], given);
        let pki = Self {
            client: client(&identity::KUBELET_CLIENT, given.client)?,
            kubeconfig: client(&identity::KUBECONFIG, given.kubeconfig)?,
            controller_manager: client(&identity::CONTROLLER_MANAGER, given.controller_manager)?,
            scheduler: client(&identity::SCHEDULER, given.scheduler)?,
            cloud_controller_manager: client(&identity::CLOUD_CONTROLLER_MANAGER, given.cloud_controller_manager)?,
            admin: client(&identity::ADMIN, given.admin)?,
            service_account: mint.service_account(request.rsa_service_account, given.service_account)?,
            bootstrap_token: mint.token(&ca, token)?,
            api_server,
            etcd_server,
            etcd_client,
            etcd_peers,
            proxy,
            ca: ca.pair,
            etcd_ca: etcd_ca.map(|authority: Authority| authority.pair),
            proxy_ca: proxy_ca.pair,
        };
        if !pki.kubeconfig.is_here() {
            mint.notes.remark(Note::KubeconfigInVault);
        }
        Ok((pki, mint.notes))
    }

    /// PEM of the authority that etcd and its clients trust: etcd's own, or the cluster's where etcd has none.
    pub fn etcd_trust(&self) -> &str {
        &self.etcd_ca.as_ref().unwrap_or(&self.ca).certificate
    }
}
