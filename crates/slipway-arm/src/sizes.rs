//! How large a template is, against the limits at which Azure refuses it.
//!
//! Template limits: <https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits>; they
//! hold for the template with its copies made and its parameters filled in, which is estimated here from above. Custom data:
//! 64 KiB before base64. Script of the extension: `maxScriptSize` of Azure/custom-script-extension-linux.

use std::collections::HashMap;
use std::{fmt, io};

use serde_json::Value;

use crate::expression::{Expr, expression_in};

/// Something that Azure limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// The template, copies made and parameters filled in.
    Template,
    /// One resource of it.
    Resource,
    /// The parameters file.
    ParametersFile,
    /// Number of parameters.
    Parameters,
    /// Number of variables.
    Variables,
    /// Number of resources, copies counted.
    Resources,
    /// Number of outputs.
    Outputs,
    /// The longest expression.
    Expression,
    /// The longest custom data, base64.
    CustomData,
    /// The longest script of an extension, base64.
    Script,
}

impl Limit {
    /// Every limit, in the order in which to show them.
    pub const ALL: [Self; 10] = [
        Self::Template,
        Self::Resource,
        Self::ParametersFile,
        Self::Parameters,
        Self::Variables,
        Self::Resources,
        Self::Outputs,
        Self::Expression,
        Self::CustomData,
        Self::Script,
    ];

    /// Name, unit, maximum, and what to change when it is too much.
    const fn row(self) -> (&'static str, &'static str, usize, &'static str) {
        const FEWER_MACHINES: &str = "move pools from availability sets to scale sets, or use fewer machines";
        const FEWER_FILES: &str = "shorten or remove custom files, addon data and certificates";
        match self {
            Self::Template => ("template", "bytes", 4 * 1024 * 1024, FEWER_MACHINES),
            Self::Resource => ("largest resource", "bytes", 1024 * 1024, FEWER_FILES),
            Self::ParametersFile => ("parameters file", "bytes", 4 * 1024 * 1024, FEWER_FILES),
            Self::Parameters => ("parameters", "", 256, "use fewer secrets, or fewer masters"),
            Self::Variables => ("variables", "", 256, "use fewer variables"),
            Self::Resources => ("resources", "", 800, FEWER_MACHINES),
            Self::Outputs => ("outputs", "", 64, "use fewer outputs"),
            Self::Expression => {
                ("longest expression", "characters", 24_576, "put fewer public files in one machine's settings")
            }
            Self::CustomData => (
                "largest custom data",
                "base64 characters",
                87_380,
                "shorten lists of certificates, mirrors and host entries",
            ),
            Self::Script => (
                "largest extension script",
                "base64 characters",
                256 * 1024,
                "switch addons off, or shorten their `data`",
            ),
        }
    }

    /// What is limited.
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// What it is counted in, empty for plain numbers.
    pub const fn unit(self) -> &'static str {
        self.row().1
    }

    /// The most that Azure admits.
    pub const fn maximum(self) -> usize {
        self.row().2
    }

    /// What to change when it is too much.
    pub const fn fix(self) -> &'static str {
        self.row().3
    }
}

/// One size of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What was measured.
    pub limit: Limit,
    /// How much there is.
    pub value: usize,
    /// Where the largest is: a resource's name; empty for what is measured over the whole.
    pub at: String,
}

impl Measure {
    /// How much more Azure would admit; `None` when it is too much already.
    pub const fn margin(&self) -> Option<usize> {
        self.limit.maximum().checked_sub(self.value)
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, unit, maximum, fix) = self.limit.row();
        let place = if self.at.is_empty() { String::new() } else { format!(" ({})", self.at) };
        let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
        write!(f, "{name}{place}: {}{unit} of {maximum}", self.value)?;
        if self.margin().is_none() { write!(f, " ({fix})") } else { Ok(()) }
    }
}

/// All sizes of a template.
#[derive(Clone, Debug)]
pub struct Sizes(Vec<Measure>);

impl Sizes {
    /// Measures a template and its parameters file.
    pub fn of(template: &Value, parameters_file: &Value) -> Self {
        let mut scale = Scale::new(parameters_file);
        for resource in elements(template, "resources") {
            scale.weigh(resource);
        }
        let rest: usize = ["parameters", "variables", "outputs"].map(|part| bytes(&template[part])).iter().sum();
        scale.set(Limit::Template, scale.expanded + rest);
        scale.set(Limit::ParametersFile, bytes(parameters_file));
        for (limit, part) in
            [(Limit::Parameters, "parameters"), (Limit::Variables, "variables"), (Limit::Outputs, "outputs")]
        {
            scale.set(limit, template[part].as_object().map_or(0, serde_json::Map::len));
        }
        scale.set(Limit::Resources, scale.resources);
        Self(scale.measures)
    }

    /// Every size, in the order of [`Limit::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = &Measure> {
        self.0.iter()
    }

    /// The size that `limit` limits.
    pub fn get(&self, limit: Limit) -> &Measure {
        &self.0[limit as usize]
    }

    /// What Azure would refuse.
    pub fn exceeded(&self) -> impl Iterator<Item = &Measure> {
        self.0.iter().filter(|measure| measure.margin().is_none())
    }
}

/// What has been weighed so far.
struct Scale {
    measures: Vec<Measure>,
    /// Length of each parameter's value, by its name in lower case.
    values: HashMap<String, usize>,
    expanded: usize,
    resources: usize,
}

impl Scale {
    fn new(parameters_file: &Value) -> Self {
        let measures = Limit::ALL.map(|limit| Measure { limit, value: 0, at: String::new() }).into();
        let values = parameters_file["parameters"].as_object();
        let values =
            values.into_iter().flatten().map(|(name, value)| (name.to_ascii_lowercase(), bytes(&value["value"])));
        Self { measures, values: values.collect(), expanded: 0, resources: 0 }
    }

    fn set(&mut self, limit: Limit, value: usize) {
        self.measures[limit as usize].value = value;
    }

    fn raise(&mut self, limit: Limit, value: usize, at: &str) {
        let measure = &mut self.measures[limit as usize];
        if value > measure.value {
            *measure = Measure { limit, value, at: at.to_owned() };
        }
    }

    fn weigh(&mut self, resource: &Value) {
        let name = resource["name"].as_str().unwrap_or_default();
        let copies = resource["copy"]["count"].as_u64().and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
        let size = bytes(resource) + self.strings(resource, "", name);
        self.resources += copies;
        self.expanded += copies * size;
        self.raise(Limit::Resource, size, name);
    }

    /// Weighs every string of `value` and gives what its parameters add, in bytes.
    fn strings(&mut self, value: &Value, key: &str, at: &str) -> usize {
        match value {
            Value::String(text) => self.string(text, key, at),
            Value::Array(elements) => elements.iter().map(|element| self.strings(element, key, at)).sum(),
            Value::Object(members) => members.iter().map(|(key, member)| self.strings(member, key, at)).sum(),
            _ => 0,
        }
    }

    fn string(&mut self, text: &str, key: &str, at: &str) -> usize {
        if key == "customData" {
            self.raise(Limit::CustomData, text.chars().count(), at);
        }
        let Some(inside) = expression_in(text) else { return 0 };
        self.raise(Limit::Expression, text.chars().count(), at);
        let added = inside.parse().map_or(0, |expression| self.added(&expression));
        if key == "script" {
            self.raise(Limit::Script, base64_length(text.len() + added), at);
        }
        base64_length(added)
    }

    fn added(&self, expression: &Expr) -> usize {
        let mut added = 0;
        expression.walk(&mut |part| {
            if let Expr::Call(function, arguments) = part
                && function == "parameters"
                && let [Expr::Text(name)] = arguments.as_slice()
            {
                added += self.values.get(&name.to_ascii_lowercase()).copied().unwrap_or(0);
            }
        });
        added
    }
}

const fn base64_length(bytes: usize) -> usize {
    bytes.div_ceil(3) * 4
}

fn elements<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value[key].as_array().into_iter().flatten()
}

/// Length of compact JSON.
fn bytes(value: &Value) -> usize {
    struct Count(usize);
    impl io::Write for Count {
        fn write(&mut self, part: &[u8]) -> io::Result<usize> {
            self.0 += part.len();
            Ok(part.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    // Writing to a counter and keys that are strings: nothing can fail.
    let _ = serde_json::to_writer(&mut count, value);
    count.0
}
