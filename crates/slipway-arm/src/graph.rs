//! Whether a template holds together: Azure tells the same only after minutes, one fault at a time and with a tracking id.
//!
//! Works on the JSON alone, so that it also finds what a builder believed. Copies are made and names computed as far as texts,
//! `concat`, `copyIndex` and `resourceId` go.

mod defect;
mod evaluate;
mod node;

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;

pub use self::defect::Defect;
use self::evaluate::Id;
use self::node::{Node, Scan};

/// Everything that is wrong with the references of a template, empty when nothing is.
pub fn check(template: &Value) -> Vec<Defect> {
    let mut graph = Graph::default();
    graph.read(template);
    graph.references();
    graph.order();
    graph.addresses();
    graph.parameters(template);
    graph.defects
}

#[derive(Default)]
struct Graph {
    nodes: Vec<Node>,
    index: HashMap<Id, usize>,
    /// What is declared inside a resource, as an id of its own.
    children: HashMap<Id, usize>,
    outputs: Scan,
    defects: Vec<Defect>,
}

impl Graph {
    fn read(&mut self, template: &Value) {
        for resource in template["resources"].as_array().into_iter().flatten() {
            for node in Node::of(resource, &mut self.defects) {
                let number = self.nodes.len();
                if self.index.insert(node.id.clone(), number).is_some() {
                    self.defects.push(Defect::RepeatedResource { id: node.id.to_string() });
                }
                self.children.extend(node.children.iter().map(|child| (child.clone(), number)));
                self.nodes.push(node);
            }
            if let Some(nested) = node::nested_template(resource) {
                self.defects.extend(check(nested));
            }
        }
        self.outputs = Scan::of(&template["outputs"], &mut self.defects);
    }

    /// The resource that an id names or is part of.
    fn find(&self, id: &Id) -> Option<usize> {
        self.index.get(id).or_else(|| self.children.get(id)).copied()
    }

    fn references(&mut self) {
        let mut missing = BTreeSet::new();
        for node in &self.nodes {
            for id in node.uses.iter().chain(&node.depends_on) {
                if self.find(id).is_none() {
                    missing.insert((node.id.to_string(), id.to_string()));
                }
            }
        }
        for id in self.outputs.ids(0) {
            if self.find(&id).is_none() {
                missing.insert(("outputs".to_owned(), id.to_string()));
            }
        }
        self.defects.extend(missing.into_iter().map(|(from, to)| Defect::MissingResource { from, to }));
    }

    /// Every resource that is used has to be there before; none may wait for itself.
    fn order(&mut self) {
        let edges: Vec<Vec<usize>> =
            self.nodes.iter().map(|node| node.depends_on.iter().filter_map(|id| self.find(id)).collect()).collect();
        for (number, node) in self.nodes.iter().enumerate() {
            let before = reachable(&edges, number);
            if before.contains(&number) {
                self.defects.push(Defect::Cycle { id: node.id.to_string() });
            }
            let used: BTreeSet<usize> = node.uses.iter().filter_map(|id| self.find(id)).collect();
            for other in used.into_iter().filter(|other| *other != number && !before.contains(other)) {
                let (from, to) = (node.id.to_string(), self.nodes[other].id.to_string());
                self.defects.push(Defect::MissingDependency { from, to });
            }
        }
    }

    fn addresses(&mut self) {
        let mut taken = HashSet::new();
        for (node, address) in
            self.nodes.iter().flat_map(|node| node.addresses.iter().map(move |address| (node, address)))
        {
            if !taken.insert(address) {
                self.defects.push(Defect::RepeatedAddress { id: node.id.to_string(), address: address.clone() });
            }
        }
    }

    /// ARM compares the names of parameters without case.
    fn parameters(&mut self, template: &Value) {
        let declared = template["parameters"].as_object();
        let declared: BTreeSet<String> =
            declared.into_iter().flatten().map(|(name, _)| name.to_ascii_lowercase()).collect();
        let scans = self.nodes.iter().map(|node| &node.parameters).chain([&self.outputs.parameters]);
        let used: BTreeSet<String> = scans.flatten().map(|name| name.to_ascii_lowercase()).collect();
        let undeclared = used.difference(&declared).map(|name| Defect::UndeclaredParameter { name: name.clone() });
        let unused = declared.difference(&used).map(|name| Defect::UnusedParameter { name: name.clone() });
        self.defects.extend(undeclared.chain(unused));
    }
}

/// Everything that comes before `start`; `start` itself only in a cycle.
fn reachable(edges: &[Vec<usize>], start: usize) -> HashSet<usize> {
    let mut seen = HashSet::new();
    let mut open = edges[start].clone();
    while let Some(number) = open.pop() {
        if seen.insert(number) {
            open.extend(&edges[number]);
        }
    }
    seen
}
