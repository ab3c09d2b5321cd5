//! The whole template, checked.

use serde_json::{Value, json};

use crate::input::Input;
use crate::resource::Resource;
use crate::sizes::Sizes;
use crate::{Error, ManualRole, brought, graph, manual_role, outputs, parameters, resources};

/// `$schema` of a template for a resource group.
pub(crate) const SCHEMA: &str = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
/// `contentVersion` of everything that is generated.
pub(crate) const CONTENT_VERSION: &str = "1.0.0.0";

/// A template that holds together and that Azure's limits admit, with its parameters file.
#[derive(Clone, Debug)]
pub struct Template {
    value: Value,
    parameters_file: Value,
    manual_roles: Vec<ManualRole>,
    sizes: Sizes,
}

impl Template {
    /// The template: `$schema`, `contentVersion`, `parameters`, `resources`, `outputs`, in this order.
    pub const fn value(&self) -> &Value {
        &self.value
    }

    /// The parameters file, with every secret in it.
    pub const fn parameters_file(&self) -> &Value {
        &self.parameters_file
    }

    /// The roles that it does not give, where the definition leaves them to the user.
    pub fn manual_roles(&self) -> &[ManualRole] {
        &self.manual_roles
    }

    /// How large it all is, against Azure's limits.
    pub const fn sizes(&self) -> &Sizes {
        &self.sizes
    }
}

/// Builds the template and its parameters file.
///
/// # Errors
///
/// When the input does not fit the cluster, when the template would exceed a limit of Azure (all that it exceeds, each with
/// what to change), or when it contradicts itself, which is a defect of this crate.
pub fn build(input: &Input<'_>) -> Result<Template, Error> {
    input.fits()?;
    let (resources, manual_roles) = manual_role::split(input.cluster, resources::all(input))?;
    let mut resources: Vec<_> = resources.into_iter().map(Resource::into_json).collect();
    for resource in &input.brought.resources {
        resources.push(brought::resource(input.cluster, resource.clone())?);
    }
    let value = json!({
        "$schema": SCHEMA,
        "contentVersion": CONTENT_VERSION,
        "parameters": parameters::declare(input.cluster, &input.parameters)?,
        "resources": resources,
        "outputs": outputs::of(input.cluster),
    });
    let parameters_file = parameters::file(&input.parameters);
    let defects = graph::check(&value);
    if !defects.is_empty() {
        return Err(Error::Inconsistent(defects));
    }
    let sizes = Sizes::of(&value, &parameters_file);
    let exceeded: Vec<_> = sizes.exceeded().cloned().collect();
    if exceeded.is_empty() {
        Ok(Template { value, parameters_file, manual_roles, sizes })
    } else {
        Err(Error::Limits(exceeded))
    }
}
