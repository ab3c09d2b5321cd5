//! Tags of resources. A tag of the maker is never overridden, nor a machine's by the cluster's; Azure compares their names
//! without case.

use std::collections::BTreeMap;

use serde_json::Value;
use slipway_cluster::{Cluster, Machines};

use crate::expression::{Expr, literal};

/// Name and value, in the order in which they stand in the template.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tags(pub(crate) Vec<(String, Expr)>);

impl Tags {
    /// Tags of a resource that is no machine.
    pub(crate) fn of_cluster(cluster: &Cluster) -> Self {
        Self::default().and(&cluster.tags)
    }

    /// Tags of a machine or a scale set called `name`. Upgrade and scale find machines by `orchestrator`, `poolName` and
    /// `resourceNameSuffix`.
    pub(crate) fn of_machine(cluster: &Cluster, machines: &Machines, name: Expr) -> Self {
        let own = [
            ("creationSource", Expr::concat([Expr::text("slipway-"), name])),
            ("orchestrator", Expr::text(format!("Kubernetes:{}", cluster.kubernetes.version))),
            ("poolName", Expr::text(&machines.name)),
            ("resourceNameSuffix", Expr::text(&cluster.id)),
            ("slipwayVersion", Expr::text(env!("CARGO_PKG_VERSION"))),
        ];
        Self(own.map(|(name, value)| (name.to_owned(), value)).into()).and(&machines.tags).and(&cluster.tags)
    }

    /// As they stand in the template, or none.
    pub(crate) fn into_json(self) -> Option<Value> {
        let tags = self.0.iter().map(|(name, value)| (literal(name).into_owned(), value.to_template().into()));
        (!self.0.is_empty()).then(|| Value::Object(tags.collect()))
    }

    /// The same with more, but for what has a tag of the name already.
    pub(crate) fn and(mut self, more: &BTreeMap<String, String>) -> Self {
        for (name, value) in more {
            if !self.0.iter().any(|(taken, _)| taken.eq_ignore_ascii_case(name)) {
                self.0.push((name.clone(), Expr::text(value)));
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_to_name_a_tag_keeps_it() {
        let tags = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let merged =
            Tags::default().and(&tags(&[("team", "a"), ("poolName", "p")])).and(&tags(&[("Team", "b"), ("x", "[y]")]));
        let names: Vec<_> = merged.0.iter().map(|(name, value)| format!("{name}={}", value.to_template())).collect();
        assert_eq!(names, ["poolName=p", "team=a", "x=[[y]"]);
    }
}
