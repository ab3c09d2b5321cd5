//! Who is who: one row for each certificate.

use rcgen::ExtendedKeyUsagePurpose::{self as Usage, ClientAuth, ServerAuth};

/// The subject and purpose of a certificate.
#[derive(Debug)]
pub(crate) struct Identity {
    /// Its name in the certificate profile: `caCertificate` and `caPrivateKey` have the stem `ca`.
    pub(crate) stem: &'static str,
    /// Common name: the user, to Kubernetes.
    pub(crate) common_name: &'static str,
    /// Organization: the group, to Kubernetes.
    pub(crate) group: Option<&'static str>,
    /// Extended key usage; none for authorities.
    pub(crate) usage: &'static [Usage],
}

const CLIENT: &[Usage] = &[ClientAuth];
const SERVER: &[Usage] = &[ServerAuth];
/// etcd's members are clients of one another, and an etcd server dials itself through its gateway.
const BOTH: &[Usage] = &[ServerAuth, ClientAuth];
/// Kubernetes' group of cluster administrators, bound in every cluster and not revocable: only for people and the
/// masters' own tools.
const MASTERS: Option<&str> = Some("system:masters");

const fn identity(
    stem: &'static str,
    common_name: &'static str,
    group: Option<&'static str>,
    usage: &'static [Usage],
) -> Identity {
    Identity { stem, common_name, group, usage }
}

/// The cluster's authority. It signs kubelets' certificates too.
pub(crate) static CA: Identity = identity("ca", "ca", None, &[]);
/// etcd's own authority: kubelets' client certificates are signed by [`CA`], and etcd must not accept them.
pub(crate) static ETCD_CA: Identity = identity("etcdCa", "etcd-ca", None, &[]);
/// Authority of the front proxy. The API server believes the user names that its clients state, so it signs nothing else.
pub(crate) static PROXY_CA: Identity = identity("proxyCa", "front-proxy-ca", None, &[]);

pub(crate) static API_SERVER: Identity = identity("apiServer", "apiserver", None, SERVER);
/// The API server to kubelets. It is in no group: a role binding gives it `system:kubelet-api-admin`.
pub(crate) static KUBELET_CLIENT: Identity = identity("client", "kube-apiserver-kubelet-client", None, CLIENT);
/// The people's `kubectl`.
pub(crate) static KUBECONFIG: Identity = identity("kubeConfig", "slipway-admin", MASTERS, CLIENT);
pub(crate) static ETCD_SERVER: Identity = identity("etcdServer", "etcdserver", None, BOTH);
/// The API server to etcd.
pub(crate) static ETCD_CLIENT: Identity = identity("etcdClient", "etcdclient", None, CLIENT);
pub(crate) static ETCD_PEER: Identity = identity("etcdPeer", "etcdpeer", None, BOTH);
/// The API server to aggregated API servers.
pub(crate) static PROXY: Identity = identity("proxyClient", "front-proxy-client", None, CLIENT);
pub(crate) static CONTROLLER_MANAGER: Identity =
    identity("controllerManager", "system:kube-controller-manager", None, CLIENT);
pub(crate) static SCHEDULER: Identity = identity("scheduler", "system:kube-scheduler", None, CLIENT);
pub(crate) static CLOUD_CONTROLLER_MANAGER: Identity =
    identity("cloudControllerManager", "system:cloud-controller-manager", None, CLIENT);
/// The masters' own tools, such as the one that applies addons.
pub(crate) static ADMIN: Identity = identity("admin", "slipway-master", MASTERS, CLIENT);
