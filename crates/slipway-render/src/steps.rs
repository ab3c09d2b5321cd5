//! The table of bootstrap steps: the machine runs it, progress counts by it, failures are explained with it.

use serde::{Deserialize, Serialize};

use crate::RenderError;
use crate::part::{Parts, RoleName};

const PATH: &str = "node/bootstrap/steps.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    step: Vec<StepPart>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct StepPart {
    name: String,
    script: String,
    timeout: String,
    #[serde(default)]
    retries: u32,
    exit: u8,
    #[serde(rename = "fails-when")]
    _fails_when: String,
    #[serde(default, rename = "look-at")]
    _look_at: Vec<String>,
    #[serde(default = "both")]
    on: Vec<RoleName>,
    pub(crate) when: Option<String>,
}

/// A step as `steps.tsv` has it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Step {
    name: String,
    script: String,
    timeout_seconds: u32,
    retries: u32,
    exit: u8,
}

fn both() -> Vec<RoleName> {
    vec![RoleName::Master, RoleName::Agent]
}

/// The table, or an empty one when the parts have none.
pub(crate) fn load(parts: &Parts) -> Result<Vec<StepPart>, RenderError> {
    let Some(table) = parts.files.read::<Table>(PATH) else {
        return Ok(Vec::new());
    };
    table
        .map(|table| table.step)
        .map_err(|source| RenderError::Part { path: PATH.to_owned(), source: Box::new(source) })
}

impl StepPart {
    pub(crate) fn is_on(&self, role: RoleName) -> bool {
        self.on.contains(&role)
    }

    pub(crate) fn step(&self) -> Result<Step, RenderError> {
        let timeout_seconds = seconds(&self.timeout).ok_or_else(|| RenderError::Typed {
            name: format!("{PATH} [step] {}", self.name),
            kind: "seconds or minutes (`30s`, `5m`)".to_owned(),
            value: self.timeout.clone(),
        })?;
        Ok(Step {
            name: self.name.clone(),
            script: self.script.clone(),
            timeout_seconds,
            retries: self.retries,
            exit: self.exit,
        })
    }
}

fn seconds(text: &str) -> Option<u32> {
    if let Some(minutes) = text.strip_suffix('m') {
        return minutes.parse::<u32>().ok()?.checked_mul(60);
    }
    text.strip_suffix('s')?.parse().ok()
}
