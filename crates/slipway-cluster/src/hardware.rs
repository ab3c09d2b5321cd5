//! What machines are made for: graphics processors, virtual machines within.

use serde::Serialize;
use slipway_catalog::{Series, Size};
use slipway_definition::AgentPoolProfile;

/// What a pool's machines have that others have not.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Hardware {
    /// The driver of NVIDIA's GPUs that the bootstrap installs: branch and kind in Ubuntu's archive, `580-server-open`.
    pub gpu_driver: Option<String>,
    /// Whether pods may run in virtual machines of their own.
    pub kata: bool,
    /// Whether its processors are Arm64, else amd64.
    pub arm64: bool,
}

impl Hardware {
    pub(crate) fn of_pool(profile: &AgentPoolProfile, size: &Size, series: &Series) -> Self {
        let gpu = series
            .gpu(profile.vm_size.as_deref().unwrap_or_default())
            .filter(|_| !profile.brings_gpu_driver() && !profile.is_windows());
        Self { gpu_driver: gpu.and_then(|gpu| gpu.driver.clone()), kata: profile.is_kata(), arm64: size.arm }
    }

    /// Labels of such nodes, AKS's.
    pub(crate) fn labels(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let gpu = [("accelerator", "nvidia"), ("kubernetes.azure.com/accelerator", "nvidia")];
        let gpu = gpu.into_iter().filter(|_| self.gpu_driver.is_some());
        gpu.chain(self.kata.then_some(("kubernetes.azure.com/kata-vm-isolation", "true")))
    }
}
