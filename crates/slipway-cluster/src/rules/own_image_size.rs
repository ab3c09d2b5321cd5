//! `own-image-size`

use slipway_definition::{Rule, quote};

use crate::Asked;

pub(super) static OWN_IMAGE_SIZE: Rule<Asked> = Rule {
    id: "own-image-size",
    why: "An image boots on machines of its own processor, generation and disk controller alone. Of an image of the user's own no more \
          than its name is known, and Azure says that it does not fit in the middle of the deployment.",
    fix: "look at the image's definition: `az sig image-definition show`, or `az vm image show` for one of the marketplace",
    about: &["masterProfile.imageReference", "agentPoolProfiles[].imageReference"],
    check: |asked, found| {
        for (at, machines) in asked.spec.each_machines().filter(|(_, machines)| !machines.is_windows) {
            let Some(image) = machines.image_reference.filter(|image| image.kind().is_some()) else { continue };
            let name = machines.vm_size.unwrap_or_default();
            let Some(size) = asked.sizes.get(name) else { continue };
            let (tick, words) = (quote::tick(name), image.words());
            let says = |some: &[&str]| some.iter().any(|word| words.contains(word));
            let is_arm = says(&["arm64", "aarch64"]);
            let misfit = if size.arm && !is_arm {
                Some(format!("{tick} is an Arm64 size, which the image's name does not speak of"))
            } else if is_arm && !size.arm {
                Some(format!("the image's name speaks of Arm64, which {tick} is not"))
            } else if says(&["gen2"]) && !size.second_generation {
                Some(format!("the image's name speaks of generation 2, which {tick} cannot be"))
            } else if says(&["gen1"]) && !size.first_generation {
                Some(format!("the image's name speaks of generation 1, which {tick} cannot be"))
            } else if size.nvme {
                Some(format!(
                    "{tick} has NVMe disks alone: the image needs their driver, and its definition has to say so"
                ))
            } else {
                None
            };
            if let Some(message) = misfit {
                found.warning(at.key("imageReference"), message).label(at.key("vmSize"), "");
            }
        }
    },
};
