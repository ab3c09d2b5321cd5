//! The command line: names and flags are aks-engine's, so that scripts carry on.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// One cluster definition in, a whole self-managed Kubernetes cluster on Azure out.
#[derive(Debug, Parser)]
#[command(name = "slipway", version, propagate_version = false, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Say more of what is done, on stderr.
    #[arg(long, global = true)]
    pub(crate) debug: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write everything a cluster needs from its definition.
    Generate(Box<GenerateArgs>),
    /// Say what is wrong with a definition, all of it, and write nothing.
    Validate(ValidateArgs),
    /// Explain a field, an object, a flag, an addon or a rule.
    Explain(ExplainArgs),
    /// Print who has which addresses, and which security rule decides each flow.
    Network(NetworkArgs),
    /// Print the JSON Schema of a definition, for editors.
    Schema(SchemaArgs),
    /// Rewrite a definition of acs-engine or aks-engine to one that slipway accepts, and say what was changed.
    Migrate(MigrateArgs),
    /// Print the version of this program.
    Version(VersionArgs),
    /// Print the Kubernetes versions that can be made and upgraded to.
    GetVersions(GetVersionsArgs),
    /// Print a completion script for a shell.
    Completion(CompletionArgs),
}

/// A definition, and the facts that it is measured by.
#[derive(Debug, Args)]
pub(crate) struct DefinitionArgs {
    /// The cluster definition (the api model), JSON with or without comments, or YAML (.yaml, .yml); `-` reads standard
    /// input.
    #[arg(value_name = "FILE", required_unless_present = "api_model", conflicts_with = "api_model")]
    pub(crate) definition: Option<PathBuf>,
    /// The cluster definition, as the older tools take it.
    #[arg(short = 'm', long, value_name = "FILE")]
    pub(crate) api_model: Option<PathBuf>,
    /// Change the definition before it is read: `masterProfile.count=3,agentPoolProfiles[0].count=5`.
    #[arg(long, value_name = "PATH=VALUE")]
    pub(crate) set: Vec<String>,
    /// Form of what is said of the definition; `json` and `sarif` go to standard output.
    #[arg(long, value_enum, ignore_case = true, value_name = "FORM", default_value = "human")]
    pub(crate) output: Form,
    /// A folder laid over the built-in catalog.
    #[arg(long, value_name = "DIR")]
    pub(crate) catalog: Option<PathBuf>,
    /// A folder laid over the built-in parts.
    #[arg(long, value_name = "DIR")]
    pub(crate) parts: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ValidateArgs {
    #[command(flatten)]
    pub(crate) source: DefinitionArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MigrateArgs {
    /// The definition, JSON with or without comments, or YAML (.yaml, .yml); `-` reads standard input.
    #[arg(value_name = "FILE", required_unless_present = "api_model", conflicts_with = "api_model")]
    pub(crate) definition: Option<PathBuf>,
    /// The definition, as the older tools take it.
    #[arg(short = 'm', long, value_name = "FILE")]
    pub(crate) api_model: Option<PathBuf>,
    /// Where to write the new definition instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output_file: Option<PathBuf>,
    /// Write the new definition over the old one.
    #[arg(long, conflicts_with = "output_file")]
    pub(crate) in_place: bool,
    /// Form of what is said of the changes: `human` on stderr, or `json` on standard output, with the new definition in it
    /// unless that is written to a file.
    #[arg(long, value_enum, ignore_case = true, value_name = "FORM", default_value = "human")]
    pub(crate) output: Output,
    /// A folder laid over the built-in catalog.
    #[arg(long, value_name = "DIR")]
    pub(crate) catalog: Option<PathBuf>,
    /// A folder laid over the built-in parts.
    #[arg(long, value_name = "DIR")]
    pub(crate) parts: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct GenerateArgs {
    #[command(flatten)]
    pub(crate) source: DefinitionArgs,
    /// Where to write; `_output/<dnsPrefix>` when not given. Keys of an earlier run there are kept.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output_directory: Option<PathBuf>,
    /// Certificate of your own certificate authority, PEM.
    #[arg(long, value_name = "FILE", requires = "ca_private_key_path")]
    pub(crate) ca_certificate_path: Option<PathBuf>,
    /// Private key of your own certificate authority, PEM.
    #[arg(long, value_name = "FILE", requires = "ca_certificate_path")]
    pub(crate) ca_private_key_path: Option<PathBuf>,
    /// Client id of the service principal, when the definition has none.
    #[arg(long, value_name = "ID")]
    pub(crate) client_id: Option<String>,
    /// Secret of the service principal, when the definition has none. `SLIPWAY_CLIENT_SECRET` in the environment is
    /// better: other processes see arguments.
    #[arg(long, value_name = "SECRET", allow_hyphen_values = true)]
    pub(crate) client_secret: Option<String>,
    /// Write the JSON files without line breaks.
    #[arg(long)]
    pub(crate) no_pretty_print: bool,
    /// Write only azuredeploy.parameters.json, with keys that are in the definition or in the output directory.
    #[arg(long)]
    pub(crate) parameters_only: bool,
    /// List the files that would be written, and write none.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Form of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Frames around the definition's own lines, at most 20, on stderr.
    Human,
    /// All findings as one JSON object.
    Json,
    /// All findings as SARIF 2.1.0, which code hosts and editors read.
    Sarif,
}

/// Form of what a command prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// A table for people.
    Human,
    /// JSON for programs.
    Json,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A path or a name, `masterProfile.vnetSubnetID`; `rules` lists the rules. Without it, how to ask.
    #[arg(value_name = "TOPIC", allow_hyphen_values = true)]
    pub(crate) topic: Option<String>,
    /// Form of the answer.
    #[arg(short, long, value_enum, ignore_case = true, default_value = "human")]
    pub(crate) output: Output,
    /// A folder laid over the built-in catalog.
    #[arg(long, value_name = "DIR")]
    pub(crate) catalog: Option<PathBuf>,
    /// A folder laid over the built-in parts.
    #[arg(long, value_name = "DIR")]
    pub(crate) parts: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct NetworkArgs {
    /// The cluster definition, JSON with or without comments, or YAML (.yaml, .yml); `-` reads standard input.
    #[arg(value_name = "FILE", required_unless_present = "api_model", conflicts_with = "api_model")]
    pub(crate) definition: Option<PathBuf>,
    /// The cluster definition, as the older tools take it.
    #[arg(short = 'm', long, value_name = "FILE")]
    pub(crate) api_model: Option<PathBuf>,
    /// Change the definition before it is read: `masterProfile.count=3,agentPoolProfiles[0].count=5`.
    #[arg(long, value_name = "PATH=VALUE")]
    pub(crate) set: Vec<String>,
    /// Form of the tables; what is wrong with the definition is said on stderr.
    #[arg(short, long, value_enum, ignore_case = true, value_name = "FORM", default_value = "human")]
    pub(crate) output: Output,
    /// A folder laid over the built-in catalog.
    #[arg(long, value_name = "DIR")]
    pub(crate) catalog: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// A folder laid over the built-in catalog.
    #[arg(long, value_name = "DIR")]
    pub(crate) catalog: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct VersionArgs {
    /// Form of the answer.
    #[arg(short, long, value_enum, ignore_case = true, default_value = "human")]
    pub(crate) output: Output,
}

#[derive(Debug, Args)]
pub(crate) struct GetVersionsArgs {
    /// Form of the answer.
    #[arg(short, long, value_enum, ignore_case = true, default_value = "human")]
    pub(crate) output: Output,
    /// Only this version: `1.35.6`, or `1.35`.
    #[arg(long, value_name = "VERSION")]
    pub(crate) version: Option<String>,
    /// Only versions for clusters with Windows pools.
    #[arg(long)]
    pub(crate) windows: bool,
    /// Cloud whose versions are asked.
    #[arg(long, value_name = "NAME", default_value = "AzurePublicCloud")]
    pub(crate) azure_env: String,
    /// A folder laid over the built-in catalog.
    #[arg(long, value_name = "DIR")]
    pub(crate) catalog: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionArgs {
    /// The shell.
    #[arg(value_enum, default_value = "bash")]
    pub(crate) shell: Shell,
}
