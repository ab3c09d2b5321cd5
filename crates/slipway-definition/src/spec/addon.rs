//! Addons and components.

use std::collections::BTreeMap;

use crate::read::object;

object! {
    /// What the user says of an addon.
    pub struct Addon {
        /// Name of the addon.
        name: Option<String> = "name" => Full;
        /// On, off, or the addon's own default.
        enabled: Option<bool> = "enabled" => Full;
        /// `Reconcile`: kept as generated; `EnsureExists`: made once.
        mode: Option<String> = "mode" => Full;
        /// Images and resources of its containers.
        containers: Vec<Container> = "containers" => Full;
        /// Settings of the addon.
        config: BTreeMap<String, String> = "config" => Full;
        /// Settings for single pools, of addons that have some.
        pools: Vec<AddonPool> = "pools" => Full;
        /// Manifest that replaces the built-in one, base64.
        data: Option<String> = "data" => Full;
    }
}

object! {
    /// What the user says of a control plane component.
    pub struct Component {
        /// Name of the component.
        name: Option<String> = "name" => Full;
        /// On, off, or the component's own default.
        enabled: Option<bool> = "enabled" => Full;
        /// Images and resources of its containers.
        containers: Vec<Container> = "containers" => Full;
        /// Settings of the component.
        config: BTreeMap<String, String> = "config" => NoEffect("flags have fields of their own, `apiServerConfig` and its like, and the command is the image's");
        /// Manifest that replaces the built-in one, base64.
        data: Option<String> = "data" => Full;
    }
}

object! {
    /// Image and resources of a container; what is missing is the part's own.
    pub struct Container {
        /// Name of the container.
        name: Option<String> = "name" => Full;
        /// Full image reference.
        image: Option<String> = "image" => Full;
        /// Processor time requested, a Kubernetes quantity.
        cpu_requests: Option<String> = "cpuRequests" => Full;
        /// Memory requested, a Kubernetes quantity.
        memory_requests: Option<String> = "memoryRequests" => Full;
        /// Processor time at most, a Kubernetes quantity.
        cpu_limits: Option<String> = "cpuLimits" => Full;
        /// Memory at most, a Kubernetes quantity.
        memory_limits: Option<String> = "memoryLimits" => Full;
    }
}

object! {
    /// Settings of an addon for one pool.
    pub struct AddonPool {
        /// Name of the pool.
        name: Option<String> = "name" => Full;
        /// Settings: `min-nodes`, `max-nodes`.
        config: BTreeMap<String, String> = "config" => Full;
    }
}
