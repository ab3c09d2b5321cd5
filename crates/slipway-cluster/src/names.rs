//! Resource names: the peers', since existing clusters have them.

/// Names that follow from the cluster id and the DNS prefix.
pub(crate) struct Names<'a> {
    pub(crate) id: &'a str,
}

impl Names<'_> {
    pub(crate) fn vnet(&self) -> String {
        format!("k8s-vnet-{}", self.id)
    }

    pub(crate) fn security_group(&self) -> String {
        format!("k8s-master-{}-nsg", self.id)
    }

    pub(crate) fn route_table(&self) -> String {
        format!("k8s-master-{}-routetable", self.id)
    }

    /// The masters' scale set, whose machines are called by the prefix and a number.
    pub(crate) fn master_scale_set(&self) -> String {
        format!("k8s-master-{}-vmss", self.id)
    }

    pub(crate) fn master_prefix(&self) -> String {
        format!("k8s-master-{}-", self.id)
    }

    pub(crate) fn master_set(&self) -> String {
        format!("master-availabilityset-{}", self.id)
    }

    pub(crate) fn pool_prefix(&self, pool: &str) -> String {
        format!("k8s-{pool}-{}-", self.id)
    }

    pub(crate) fn pool_scale_set(&self, pool: &str) -> String {
        format!("k8s-{pool}-{}-vmss", self.id)
    }

    pub(crate) fn pool_set(&self, pool: &str) -> String {
        format!("{pool}-availabilitySet-{}", self.id)
    }
}
