//! The version of the api model, and orchestrators that are no Kubernetes.

use slipway_definition::Value;

use crate::MigrateError;
use crate::plan::{Plan, text};

/// Versions of Azure Container Service's own model: fewer fields, of the same names (acs-engine, pkg/api/v20160330 to
/// v20170701; the dates with dashes are those of the ARM resource).
const CONTAINER_SERVICE: [&str; 8] =
    ["v20160330", "v20160930", "v20170131", "v20170701", "2016-03-30", "2016-09-30", "2017-01-31", "2017-07-01"];
/// Versions of the model without masters (acs-engine, pkg/api/agentPoolOnlyApi).
const MANAGED: [&str; 4] = ["v20170831", "v20180331", "2017-08-31", "2018-03-31"];
/// Orchestrators of acs-engine beside Kubernetes.
const ORCHESTRATORS: [&str; 8] = ["DCOS", "DCOS184", "DCOS187", "DCOS188", "Mesos", "Swarm", "SwarmMode", "DockerCE"];

pub(super) fn run(plan: &mut Plan<'_>) -> Result<(), MigrateError> {
    let document = plan.document;
    let kind = document.value(&"/properties/orchestratorProfile/orchestratorType".into()).and_then(text);
    let kind = kind.unwrap_or_default();
    if ORCHESTRATORS.iter().chain(&["OpenShift"]).any(|known| known.eq_ignore_ascii_case(kind)) {
        let what =
            format!("this is a definition of a {kind} cluster: slipway makes Kubernetes only, so nothing is rewritten");
        return Err(MigrateError::Refused { what });
    }
    let at = "/apiVersion".into();
    let Some(version) = document.value(&at).and_then(text) else { return Ok(()) };
    let lower = version.trim().to_ascii_lowercase();
    if MANAGED.contains(&lower.as_str()) {
        let what = format!(
            "`{version}` is the api model of AKS: its control plane is Azure's, so there is none to rewrite for slipway"
        );
        return Err(MigrateError::Refused { what });
    }
    let vlabs = || Value::String("vlabs".to_owned());
    if CONTAINER_SERVICE.contains(&lower.as_str()) {
        plan.set(
            &at,
            vlabs(),
            "the model of Azure Container Service, which ended on 2020-01-31; `vlabs` has its fields",
        );
        plan.attention(
            &at,
            "the old model left the masters' size and addresses to Azure: name `masterProfile.vmSize`, and what else \
             `slipway validate` asks for",
        );
        for gone in ["diagnosticsProfile", "customProfile"] {
            let at = slipway_definition::Pointer::from("/properties").key(gone);
            if plan.remove(&at, "there is no such field in `vlabs`") {
                plan.attention(&at, "what it asked for is not done");
            }
        }
    } else if lower == "vlabs" && version != "vlabs" {
        plan.set(&at, vlabs(), "it is spelt so");
    }
    Ok(())
}
