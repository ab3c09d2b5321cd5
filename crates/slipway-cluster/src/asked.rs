//! What was asked for, beside the facts that it is measured by.

use std::collections::BTreeMap;

use slipway_catalog::{Catalog, Cloud, Region, Release, Size};
use slipway_definition::{Pointer, Spec};

use crate::Plan;

/// A definition, its release and its cloud: the subject of rules that need the catalog, but no decided cluster.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What the user wrote.
    pub spec: Spec,
    /// Its address plan.
    pub plan: Plan,
    /// The facts. What a rule cannot read of it, it passes over: deciding reads the same and fails with the reason.
    pub catalog: Catalog,
    /// The release at the patch that is asked for; the default one when the definition's cannot be had.
    pub release: Release,
    /// The cloud that the region belongs to.
    pub cloud: Cloud,
    /// Region, lower case without spaces.
    pub location: Option<String>,
    /// The sizes that the definition names, by its spelling; without those that the catalog does not know.
    pub sizes: BTreeMap<String, Size>,
    /// The distribution of machines that name none.
    pub default_distro: Option<String>,
}

/// Flags of one component, as the user wrote them in one place.
#[derive(Clone, Debug)]
pub(crate) struct GivenFlags<'a> {
    /// `kubelet`.
    pub(crate) component: &'static str,
    /// Where the map is.
    pub(crate) at: Pointer,
    /// Flag, with dashes, to value.
    pub(crate) flags: &'a BTreeMap<String, String>,
}

impl<'a> GivenFlags<'a> {
    /// Each flag's name without dashes and with Kubernetes' `-` for `_`, its place and its value. What is no flag at all is the rule
    /// `component-flags`'s and is left out.
    pub(crate) fn each(&self) -> impl Iterator<Item = (String, Pointer, &'a str)> {
        self.flags.iter().filter_map(|(flag, value)| {
            let name = flag.strip_prefix("--").filter(|name| !name.is_empty() && !name.starts_with('-'))?;
            Some((name.replace('_', "-"), self.at.key(flag), value.as_str()))
        })
    }
}

/// Field of `kubernetesConfig` that has a component's flags.
pub(crate) const FLAG_FIELDS: [(&str, &str); 5] = [
    ("kube-apiserver", "apiServerConfig"),
    ("kube-controller-manager", "controllerManagerConfig"),
    ("kube-scheduler", "schedulerConfig"),
    ("cloud-controller-manager", "cloudControllerManagerConfig"),
    ("kubelet", "kubeletConfig"),
];

impl Asked {
    /// The region, where the catalog knows it.
    pub(crate) fn region(&self) -> Option<&Region> {
        let location = self.location.as_deref()?;
        self.cloud.region.iter().find(|region| region.name == location)
    }

    /// Every size that the definition names, where it is written: of the masters, the pools and the jumpbox.
    pub(crate) fn each_size(&self) -> impl Iterator<Item = (Pointer, &str)> {
        let machines = self.spec.each_machines().map(|(at, machines)| (at.key("vmSize"), machines.vm_size));
        let at = Pointer::from(Spec::KUBERNETES).key("privateCluster").key("jumpboxProfile").key("vmSize");
        let jumpbox = self.spec.jumpbox().map(|jumpbox| (at, jumpbox.vm_size.as_deref()));
        machines.chain(jumpbox).map(|(at, size)| (at, size.unwrap_or_default()))
    }

    /// Every map of flags that is not empty: the cluster's five, and the kubelet's of masters and pools.
    pub(crate) fn given_flags(&self) -> Vec<GivenFlags<'_>> {
        let config = self.spec.kubernetes();
        let maps = [
            &config.api_server_config,
            &config.controller_manager_config,
            &config.scheduler_config,
            &config.cloud_controller_manager_config,
            &config.kubelet_config,
        ];
        let at = Pointer::from(Spec::KUBERNETES);
        let mut given: Vec<_> = FLAG_FIELDS
            .iter()
            .zip(maps)
            .map(|((component, field), flags)| GivenFlags { component, at: at.key(field), flags })
            .collect();
        for (at, machines) in self.spec.each_machines() {
            if let Some(config) = machines.kubernetes_config {
                let at = at.key("kubernetesConfig").key("kubeletConfig");
                given.push(GivenFlags { component: "kubelet", at, flags: &config.kubelet_config });
            }
        }
        given.retain(|given| !given.flags.is_empty());
        given
    }
}
