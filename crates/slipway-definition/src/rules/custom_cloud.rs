use crate::pointer::Pointer;
use crate::rule::Rule;
use crate::spec::Spec;

/// A cloud of one's own has to be described.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "custom-cloud",
    why: "Nothing is asked of the cloud while its files are made: names and endpoints come from the definition. The older tools read a \
          missing `environment` from the cloud itself.",
    fix: "give `location` and `customCloudProfile.environment` with the cloud's endpoints",
    about: &["location", "customCloudProfile.environment", "customCloudProfile.environment.resourceManagerEndpoint"],
    check: |spec, found| {
        let Some(cloud) = &spec.properties().custom_cloud_profile else { return };
        if spec.location.as_deref().is_none_or(|location| location.trim().is_empty()) {
            let finding = found.error("/location", "a custom cloud needs a `location`");
            finding.help("add the cloud's region, `local` on a development kit");
        }
        let at = Pointer::from("/properties/customCloudProfile/environment");
        let Some(environment) = &cloud.environment else {
            let finding = found.error(at, "`customCloudProfile` has no `environment`");
            finding.help(
                "write the cloud's endpoints there: `https://management.<region>.<domain>/metadata/endpoints?api-version=2015-01-01` \
                 and `az cloud show` say them",
            );
            return;
        };
        if environment.resource_manager_endpoint.as_deref().is_none_or(str::is_empty) {
            let place = at.key("resourceManagerEndpoint");
            found
                .warning(place, "the environment has no `resourceManagerEndpoint`")
                .help("add the address of the cloud's Resource Manager, `https://management.<region>.<domain>/`");
        }
    },
};
