//! Extensions of the user's: each a template that Resource Manager fetches, deployed for a machine when that is a node. Its
//! parameters are those by which the older tools' extensions go.

use serde_json::json;
use slipway_cluster::{Extension, Machines, Role};

use crate::expression::Expr;
use crate::kind::Kind;
use crate::names::{Context, Slot};
use crate::resource::Resource;
use crate::tags::Tags;

/// The older tools' value: their templates use it for deployments and for extensions of machines alike.
const API_VERSION: &str = "2018-06-01";

/// All of a machine's, one after the other: most of them are new settings of the same extension.
pub(super) fn of_machine(context: &Context<'_>, machines: &Machines, slot: Slot) -> Vec<Resource> {
    let is_first = !matches!(slot, Slot::One(1..));
    let mut resources: Vec<Resource> = Vec::new();
    let mut before = slot.extension_id(machines, role(machines));
    for extension in machines.extensions.iter().filter(|extension| is_first || !extension.first_only) {
        let resource = one(context, machines, slot, extension).after(before);
        before = resource.id();
        resources.push(resource);
    }
    resources
}

fn role(machines: &Machines) -> &'static str {
    match machines.role {
        Role::Master => "master",
        Role::Agent => "agent",
    }
}

fn one(context: &Context<'_>, machines: &Machines, slot: Slot, extension: &Extension) -> Resource {
    let machine = slot.machine(machines);
    let index = match slot {
        Slot::One(index) => json!(index),
        Slot::Copy => json!(slot.index()),
    };
    let mut link = json!({"uri": Expr::text(&extension.template_url)});
    if let Some(query) = &extension.query {
        link["queryString"] = json!(Expr::parameter(query));
    }
    let text = extension.parameters.as_ref().map_or_else(|| Expr::text(""), Expr::parameter);
    let properties = json!({
        "mode": "Incremental",
        "templateLink": link,
        "parameters": {
            "artifactsLocation": {"value": Expr::text(&extension.root_url)},
            "apiVersionDeployments": {"value": API_VERSION},
            "targetVMName": {"value": machine},
            "targetVMType": {"value": role(machines)},
            "extensionParameters": {"value": text},
            "vmIndex": {"value": index},
        },
    });
    let name = Expr::concat([slot.machine(machines), Expr::text(format!("-{}", extension.name))]);
    Resource::new(Kind::Deployment, name, properties).nowhere().tags(Tags::of_cluster(context.cluster))
}
