//! Walks the parts for each role and renders what applies.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use minijinja::Environment;
use minijinja::value::Value;
use serde::Serialize;
use slipway_catalog::{Release, Removed};
use slipway_cluster::{Cluster, Jumpbox, Machines, Role};
use slipway_definition::{Secret, quote};

use crate::addon::{self, Addon};
use crate::archive;
use crate::azure::{self, Azure};
use crate::cloud_config::CloudConfig;
use crate::component;
use crate::engine::{environment, value};
use crate::expressions::Expressions;
use crate::fields::fields;
use crate::flags::Merge;
use crate::note::Note;
use crate::part::{FilePart, Part, Parts, RoleName};
use crate::refusal::Brought;
use crate::steps::{self, Step, StepPart};
use crate::{Place, RenderError, Weight, rules, user_addon};

/// What rendering works on.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a, P> {
    /// The decided cluster.
    pub cluster: &'a Cluster,
    /// Facts of its release.
    pub release: &'a Release,
    /// What the release no longer knows.
    pub removed: &'a Removed,
    /// The parts.
    pub parts: &'a Parts,
    /// Public things of the PKI, by the names that ARCHITECTURE.md lists.
    pub pki: &'a P,
}

/// Everything rendered.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// Masters first, then pools in their order.
    pub roles: Vec<RoleFiles>,
    /// The jumpbox's, where there is one.
    pub jumpbox: Option<RoleFiles>,
    /// Remarks on the definition.
    pub notes: Vec<Note>,
    /// Names of the addons that are on.
    pub addons: Vec<String>,
    /// What the parts want of Azure.
    pub azure: Azure,
}

/// All files of the machines of one role.
#[derive(Clone, Debug)]
pub struct RoleFiles {
    /// `master`, the pool's name, or `jumpbox`.
    pub name: String,
    /// Files in customData and in the archive, sorted by path.
    pub files: Vec<MachineFile>,
    /// Files in protected settings, sorted by path.
    pub secrets: Vec<SecretFile>,
    /// The files as customData, but for those of the archive.
    pub cloud_config: CloudConfig,
    /// The addons' manifests, as [`archive::PATH`] has them, base64.
    pub archive: Option<String>,
    /// Tags that addons want on the pool's scale set.
    pub tags: BTreeMap<String, String>,
}

/// A file as it will lie on the disk.
#[derive(Clone, Debug)]
pub struct MachineFile {
    /// Absolute path.
    pub path: String,
    /// Four octal digits.
    pub mode: String,
    /// Content.
    pub text: Arc<str>,
}

/// A file that the extension writes from a parameter.
#[derive(Clone, Debug)]
pub struct SecretFile {
    /// Absolute path.
    pub path: String,
    /// Four octal digits.
    pub mode: String,
    /// Parameter with the base64 of the bytes.
    pub parameter: String,
    /// Whether the parameter's value is the text itself.
    pub plain: bool,
    /// The bytes, where the definition has them; else the parameter's name tells what they are.
    pub content: Option<Secret>,
}

/// Renders every role.
///
/// # Errors
/// Only for faults of the parts or the catalog; what is wrong with the definition comes as notes.
pub fn render<P: Serialize>(input: &Input<'_, P>) -> Result<Rendered, RenderError> {
    let env = engine(input)?;
    let house = House::of(input, &env)?;
    let mut notes = user_addon::notes(input.cluster, input.parts);
    let mut addons = Vec::new();
    let mut azure = Azure::default();
    let mut roles = Vec::new();
    let mut tags = BTreeMap::new();
    for machines in input.cluster.each_machines() {
        // The masters come first, and with them the addons.
        roles.push(house.role(machines, &mut notes, &mut addons, &mut tags, &mut azure)?);
    }
    let jumpbox = input.cluster.jumpbox.as_ref().map(|jumpbox| house.jumpbox(jumpbox)).transpose()?;
    Ok(Rendered { roles, jumpbox, notes, addons, azure })
}

/// The remarks of [`render`] alone: flags and addons are merged, no file is rendered. No `pki` is looked at.
///
/// # Errors
/// As [`render`].
pub fn notes<P: Serialize>(input: &Input<'_, P>) -> Result<Vec<Note>, RenderError> {
    let env = engine(input)?;
    let house = House::of(input, &env)?;
    let mut notes = user_addon::notes(input.cluster, input.parts);
    for machines in input.cluster.each_machines() {
        // Pools say the same of what they share; nobody reads as much.
        if notes.len() >= MAX_NOTES {
            break;
        }
        house.settings(machines, &mut notes)?;
    }
    Ok(notes)
}

fn engine<P>(input: &Input<'_, P>) -> Result<Environment<'static>, RenderError> {
    environment(Arc::clone(&input.parts.files), input.release).map_err(|source| RenderError::Context(Box::new(source)))
}

/// A role's files while they come in.
#[derive(Default)]
struct Gathered<'a> {
    /// By path, with the part that each comes from.
    files: BTreeMap<String, (MachineFile, &'a str)>,
    secrets: Vec<SecretFile>,
}

impl Gathered<'_> {
    /// An addon that no part makes. Where a part's file has its path, a note says so.
    fn add_users(&mut self, addon: &Addon) {
        self.secrets.extend(addon.secret_documents());
        let path = user_addon::path(&addon.name);
        let text = addon.data.as_ref().map(|data| data.open.as_str()).unwrap_or_default();
        if !text.is_empty() {
            let file = MachineFile { path: path.clone(), mode: "0644".to_owned(), text: text.into() };
            self.files.entry(path).or_insert((file, "definition"));
        }
    }

    fn finish(mut self, name: &str) -> RoleFiles {
        self.secrets.sort_by(|a, b| a.path.cmp(&b.path));
        let files: Vec<_> = self.files.into_values().map(|(file, _)| file).collect();
        let (cloud_config, archive) = (CloudConfig::of(&files), archive::of(&files));
        RoleFiles { name: name.to_owned(), files, secrets: self.secrets, cloud_config, archive, tags: BTreeMap::new() }
    }
}

/// What stays the same from role to role.
struct House<'a> {
    env: &'a Environment<'static>,
    expressions: Expressions<'a>,
    cluster: &'a Cluster,
    removed: &'a Removed,
    parts: &'a Parts,
    steps: Vec<StepPart>,
    shared: BTreeMap<&'static str, Value>,
    /// Texts that are the same for every pool, by file name.
    common: RefCell<HashMap<String, Arc<str>>>,
}

/// Remarks from which on no further pool is looked at.
const MAX_NOTES: usize = 10_000;

/// Names that differ from pool to pool. A template in whose source none of them stands renders the same for all pools.
const OF_A_MACHINE: [&str; 7] = ["machine", "flags", "kubelet_fields", "steps", "addon", "resources", "item"];

/// What is decided of a role before its files are rendered.
struct Settings<'a> {
    /// What templates see, but for `steps` and `addon`.
    context: BTreeMap<&'static str, Value>,
    /// The parts that are there, with the addon's decisions where one is an addon.
    on: Vec<(&'a Part, Option<Addon>)>,
}

impl<'a> House<'a> {
    fn of<P: Serialize>(input: &Input<'a, P>, env: &'a Environment<'static>) -> Result<Self, RenderError> {
        Ok(Self {
            env,
            expressions: Expressions::new(env),
            cluster: input.cluster,
            removed: input.removed,
            parts: input.parts,
            steps: steps::load(input.parts)?,
            shared: BTreeMap::from([
                ("cluster", value(input.cluster)),
                ("release", value(input.release)),
                ("pki", value(input.pki)),
                ("slipway", value(&BTreeMap::from([("version", env!("CARGO_PKG_VERSION"))]))),
            ]),
            common: RefCell::default(),
        })
    }

    /// Merges flags and decides addons; the parts' files are left alone.
    fn settings(&self, machines: &Machines, notes: &mut Vec<Note>) -> Result<Settings<'a>, RenderError> {
        let mut context = self.shared.clone();
        context.insert("machine", value(machines));
        let plain = Value::from(context.clone());
        let merge = self.merge(&plain, machines);
        let there = self.parts_on(&plain)?;
        self.add_flags(&there, &merge, machines, &mut context, notes)?;
        self.replaced(&there, machines, &plain, notes)?;
        if machines.role == Role::Master {
            let mut components = BTreeMap::new();
            for part in there.iter().filter(|part| component::is_one(part)) {
                let choice = self.cluster.components.get(part.name());
                let decided = component::decide(&merge, part, choice, &self.cluster.custom_images, notes)?;
                components.insert(part.name(), decided);
            }
            component::not_made(&self.cluster.components, self.parts.iter(), notes);
            context.insert("components", value(&components));
        }
        let mut on = Vec::new();
        let mut brought = Brought::default();
        for part in there {
            let Some(addon) = &part.addon else {
                on.push((part, None));
                continue;
            };
            if machines.role == Role::Agent {
                continue;
            }
            let choice = self.cluster.addons.get(part.name());
            if let Some(addon) = addon::decide(&merge, part, addon, choice, &self.cluster.custom_images, notes)? {
                let asks = !(part.subnet.is_empty() && part.role.is_empty());
                if asks || !(part.refuse.is_empty() && part.bring.is_empty()) {
                    let context = minijinja::context! { addon => value(&addon), ..plain.clone() };
                    brought.look(&merge, part, &addon, &context, notes)?;
                    if asks && addon.data.is_none() {
                        azure::remarks(part, &self.expressions, &context, &self.cluster.network, notes)?;
                    }
                }
                on.push((part, Some(addon)));
            }
        }
        Ok(Settings { context, on })
    }

    /// Says which files of the user's stand where a part writes.
    fn replaced(
        &self,
        there: &[&Part],
        machines: &Machines,
        context: &Value,
        notes: &mut Vec<Note>,
    ) -> Result<(), RenderError> {
        if machines.custom_files.is_empty() {
            return Ok(());
        }
        let role = RoleName::from(machines.role);
        let is_users = |path: &str| machines.custom_files.iter().any(|file| file.path == path);
        for part in there {
            let files = part.file.iter().filter(|file| file.on.contains(&role));
            let files = files.map(|file| (&file.path, file.when.as_deref(), Weight::Warning));
            let secrets = part.secret.iter().filter(|secret| secret.on.contains(&role) && secret.each.is_none());
            let secrets = secrets.map(|secret| (&secret.path, secret.when.as_deref(), Weight::Error));
            for (path, when, weight) in files.chain(secrets).filter(|(path, ..)| is_users(path)) {
                if self.expressions.hold(when, context, &part.path)? {
                    notes.push(Note {
                        rule: &rules::CUSTOM_FILE_REPLACES,
                        weight,
                        also: None,
                        place: Place::File { path: path.clone(), machines: machines.name.clone() },
                        message: format!("{} is written by slipway itself ({})", quote::tick(path), part.title),
                        help: rules::CUSTOM_FILE_REPLACES.fix.to_owned(),
                    });
                }
            }
        }
        Ok(())
    }

    fn role(
        &self,
        machines: &Machines,
        notes: &mut Vec<Note>,
        addons: &mut Vec<String>,
        tags: &mut BTreeMap<String, BTreeMap<String, String>>,
        azure: &mut Azure,
    ) -> Result<RoleFiles, RenderError> {
        let Settings { mut context, on } = self.settings(machines, notes)?;
        let name = RoleName::from(machines.role);
        context.insert("steps", value(&self.steps(name, &Value::from(context.clone()))?));
        let mut role = Gathered::default();
        for (part, addon) in on {
            let mut context = context.clone();
            let mut data = None;
            if let Some(addon) = &addon {
                addons.push(addon.name.clone());
                data = addon.data.as_ref().map(|data| data.open.clone());
                role.secrets.extend(addon.secret_documents());
                for pool in &addon.pools {
                    tags.entry(pool.name.clone()).or_default().extend(pool.tags.clone());
                }
                context.insert("addon", value(addon));
            }
            if component::is_one(part) && machines.role == Role::Master {
                let choice = self.cluster.components.get(part.name());
                data = choice.and_then(|choice| choice.data.as_ref()).map(|data| data.expose().to_owned());
                let component = context.get("components").and_then(|all| all.get_attr(part.name()).ok());
                context.insert("component", component.unwrap_or_default());
            }
            let context = Value::from(context);
            // Every part is there for the masters, and once. What a manifest of the user's wants of Azure only the user knows.
            let is_replaced = addon.as_ref().is_some_and(|addon| addon.data.is_some());
            if machines.role == Role::Master && !is_replaced {
                azure.add(part, &self.expressions, &context, |template| {
                    let name = format!("{}/{template}", part.path);
                    Ok(self.rendered(&name, &context)?.to_string())
                })?;
            }
            self.gather(part, name, &context, addon.as_ref(), &mut data, &mut role)?;
        }
        if machines.role == Role::Master {
            for addon in user_addon::all(self.cluster, self.parts) {
                role.add_users(&addon);
                addons.push(addon.name);
            }
        }
        let mut role = role.finish(&machines.name);
        if machines.role == Role::Agent {
            role.tags = tags.remove(&machines.name).unwrap_or_default();
        }
        Ok(role)
    }

    /// The jumpbox has what parts say it has. Templates see a `machine` of the masters' form with the jumpbox's own values.
    fn jumpbox(&self, jumpbox: &Jumpbox) -> Result<RoleFiles, RenderError> {
        const NAME: &str = "jumpbox";
        let machine = value(&self.cluster.masters);
        let (name, image, size) = (NAME, value(&jumpbox.image), jumpbox.vm_size.as_str());
        let machine = minijinja::context! { name, image, role => NAME, vm_size => size, ..machine };
        let mut context = self.shared.clone();
        context.insert("machine", machine);
        context.insert("steps", value(&self.steps(RoleName::Jumpbox, &Value::from(context.clone()))?));
        let context = Value::from(context);
        let mut role = Gathered::default();
        let is_on_it = |part: &&Part| part.file.iter().any(|file| file.on.contains(&RoleName::Jumpbox));
        for part in self.parts.iter().filter(is_on_it) {
            if self.expressions.hold(part.when.as_deref(), &context, &part.path)? {
                self.gather(part, RoleName::Jumpbox, &context, None, &mut None, &mut role)?;
            }
        }
        Ok(role.finish(NAME))
    }

    fn steps(&self, role: RoleName, context: &Value) -> Result<Vec<Step>, RenderError> {
        let mut steps = Vec::new();
        for step in self.steps.iter().filter(|step| step.is_on(role)) {
            if self.expressions.hold(step.when.as_deref(), context, "node/bootstrap/steps.toml")? {
                steps.push(step.step()?);
            }
        }
        Ok(steps)
    }

    fn parts_on(&self, context: &Value) -> Result<Vec<&'a Part>, RenderError> {
        let mut on = Vec::new();
        for part in self.parts.iter() {
            if self.expressions.hold(part.when.as_deref(), context, &part.path)? {
                on.push(part);
            }
        }
        Ok(on)
    }

    /// Adds every component's merged flags, and the kubelet's configuration file.
    fn add_flags(
        &self,
        on: &[&Part],
        merge: &Merge<'_, '_>,
        machines: &Machines,
        context: &mut BTreeMap<&'static str, Value>,
        notes: &mut Vec<Note>,
    ) -> Result<(), RenderError> {
        let mut lists = BTreeMap::new();
        let none = BTreeMap::new();
        for part in on.iter().filter(|part| !part.flag.is_empty() || !part.field.is_empty()) {
            let component = part.name();
            let is_kubelet = component == "kubelet";
            if machines.role == Role::Agent && !is_kubelet {
                continue;
            }
            let given =
                if is_kubelet { &machines.kubelet_flags } else { self.cluster.flags.get(component).unwrap_or(&none) };
            let user = merge.known(component, given, notes);
            let (tree, rest) = fields(merge, part, &user, notes)?;
            if !part.field.is_empty() {
                context.insert("kubelet_fields", value(&tree));
            }
            lists.insert(component.to_owned(), merge.flags(part, &rest, notes)?);
        }
        context.insert("flag_lists", value(&lists));
        Ok(())
    }

    /// Adds a part's files and secrets.
    fn gather<'b>(
        &self,
        part: &'b Part,
        role: RoleName,
        context: &Value,
        addon: Option<&Addon>,
        data: &mut Option<String>,
        into: &mut Gathered<'b>,
    ) -> Result<(), RenderError> {
        for file in part.file.iter().filter(|file| file.on.contains(&role)) {
            let name = format!("{} [[file]] {}", part.path, file.path);
            for context in self.each(file.each.as_deref(), context, &name)? {
                let Some(file) = self.file(part, file, &context, data)? else { continue };
                if let Some((other, first)) = into.files.insert(file.path.clone(), (file, &part.path)) {
                    let (first, second) = (first.to_owned(), part.path.clone());
                    return Err(RenderError::SameFile { path: other.path, first, second });
                }
            }
        }
        for secret in part.secret.iter().filter(|secret| secret.on.contains(&role)) {
            let name = format!("{} [[secret]] {}", part.path, secret.path);
            for context in self.each(secret.each.as_deref(), context, &name)? {
                if !self.expressions.hold(secret.when.as_deref(), &context, &name)? {
                    continue;
                }
                let bytes = match (&secret.object, addon) {
                    (None, _) => None,
                    (Some(object), Some(addon)) => match addon.secret(object) {
                        Some(text) => Some(text),
                        None => continue,
                    },
                    (Some(_), None) => return Err(RenderError::NoAddon { path: part.path.clone() }),
                };
                let text = |template: &str| self.expressions.text(template, &context, &name);
                into.secrets.push(SecretFile {
                    path: text(&secret.path)?,
                    mode: text(&secret.mode)?,
                    parameter: text(&secret.parameter)?,
                    plain: secret.plain,
                    content: bytes,
                });
            }
        }
        Ok(())
    }

    /// What a file sees, once for each time that it is there.
    fn each(&self, each: Option<&str>, context: &Value, name: &str) -> Result<Vec<Value>, RenderError> {
        let Some(each) = each else { return Ok(vec![context.clone()]) };
        let items = self.expressions.list(each, context, name)?;
        Ok(items.into_iter().map(|item| minijinja::context! { item, ..context.clone() }).collect())
    }

    fn merge<'b>(&'b self, context: &'b Value, machines: &'b Machines) -> Merge<'a, 'b> {
        Merge {
            expressions: &self.expressions,
            context,
            removed: self.removed,
            minor: &self.cluster.kubernetes.minor,
            machines: &machines.name,
            cluster: self.cluster,
        }
    }

    /// One file, or `None` when it does not apply or comes out empty. A user's `data` takes the place of an addon's first manifest.
    fn file(
        &self,
        part: &Part,
        file: &FilePart,
        context: &Value,
        data: &mut Option<String>,
    ) -> Result<Option<MachineFile>, RenderError> {
        if !self.expressions.hold(file.when.as_deref(), context, &format!("{} [[file]] {}", part.path, file.path))? {
            return Ok(None);
        }
        let is_manifest = file.path.starts_with(archive::FOLDER) || file.path.starts_with(component::FOLDER);
        let text = if let Some(replaced) = data.as_mut().filter(|_| is_manifest) {
            // The first manifest gets all of it; the others come out empty and are not written.
            std::mem::take(replaced).into()
        } else {
            self.text(part, file, context)?
        };
        if text.trim().is_empty() {
            return Ok(None);
        }
        let path = if file.each.is_some() {
            self.expressions.text(&file.path, context, &part.path)?
        } else {
            file.path.clone()
        };
        // Whoever is not root reads the cluster's objects from the API server.
        let mode = if path.starts_with(archive::FOLDER) { "0600".to_owned() } else { file.mode.clone() };
        Ok(Some(MachineFile { path, mode, text }))
    }

    fn rendered(&self, name: &str, context: &Value) -> Result<Arc<str>, RenderError> {
        let template = self.env.get_template(name).map_err(RenderError::template(name))?;
        Ok(template.render(context.clone()).map_err(RenderError::template(name))?.into())
    }

    fn text(&self, part: &Part, file: &FilePart, context: &Value) -> Result<Arc<str>, RenderError> {
        let name =
            format!("{}/{}", part.path, file.template.as_ref().or(file.source.as_ref()).map_or("", String::as_str));
        if let Some(text) = self.common.borrow().get(&name) {
            return Ok(Arc::clone(text));
        }
        let source = self.parts.files.text(&name).ok_or_else(|| RenderError::MissingFile { path: name.clone() })?;
        let text: Arc<str> = if file.template.is_some() { self.rendered(&name, context)? } else { source.into() };
        if file.template.is_none() || !OF_A_MACHINE.iter().any(|word| source.contains(word)) {
            self.common.borrow_mut().insert(name, Arc::clone(&text));
        }
        Ok(text)
    }
}
