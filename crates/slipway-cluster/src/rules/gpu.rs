//! `gpu`

use slipway_catalog::is_size_name;
use slipway_definition::{Rule, quote};

use crate::Asked;

pub(super) static GPU: Rule<Asked> = Rule {
    id: "gpu",
    why: "Pods reach a GPU by its driver, which the bootstrap installs from Ubuntu's archive with modules that Ubuntu has signed, and by \
          NVIDIA's container toolkit. Where there is no such driver, the nodes would come up without GPUs.",
    fix: "use a size such as `Standard_NC4as_T4_v3` on Ubuntu, or set `gpuProfile.driver` to `None` and install a driver of your own",
    about: &["agentPoolProfiles[].vmSize", "agentPoolProfiles[].distro", "agentPoolProfiles[].gpuProfile.driver"],
    check: |asked, found| {
        let Ok(series) = asked.catalog.series() else { return };
        for (at, pool) in asked.spec.each_pool() {
            let size = pool.vm_size.as_deref().unwrap_or_default();
            let wanted = pool.gpu_profile.as_ref().and_then(|profile| profile.driver.as_deref());
            // What is no size at all is another rule's.
            if pool.is_windows() || pool.brings_gpu_driver() || !is_size_name(size) {
                continue;
            }
            let Some(gpu) = series.gpu(size) else {
                if wanted == Some("Install") {
                    let message = format!("{} has no GPU whose driver could be installed", quote::tick(size));
                    found
                        .error(at.key("gpuProfile").key("driver"), message)
                        .label(at.key("vmSize"), "")
                        .help("remove it");
                }
                continue;
            };
            let is_old = asked.sizes.get(size).is_some_and(|size| size.retires.is_some());
            if gpu.driver.is_none() && gpu.vendor.is_empty() && is_old {
                // That Azure has retired it says enough.
                continue;
            }
            if gpu.driver.is_none() {
                let why = gpu.why.as_deref().unwrap_or("there is no driver");
                found.error(at.key("vmSize"), format!("no driver for {}: {why}", quote::tick(size)));
                continue;
            }
            let distro = pool.distro.as_deref().filter(|distro| !distro.is_empty());
            let is_deb = |name: &str| {
                asked.catalog.machine_image(name).ok().flatten().is_none_or(|image| image.packages == "deb")
            };
            if let Some(distro) = distro.filter(|distro| !is_deb(distro)) {
                let message =
                    format!("no driver for GPUs on {distro}: it is a package for each build of the kernel there");
                found.error(at.key("distro"), message).label(at.key("vmSize"), "");
            }
        }
    },
};
