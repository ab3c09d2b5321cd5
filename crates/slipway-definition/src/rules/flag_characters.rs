use super::component_flags::each_flag;
use crate::quote::tick;
use crate::rule::Rule;
use crate::spec::Spec;

/// Values of flags are no shell commands.
pub(super) static RULE: Rule<Spec> = Rule {
    id: "flag-characters",
    why: "No shell reads a flag's value: the component gets it as it is written, and Kubernetes itself takes `$(` for a variable of the container. What is a command or a substitution for a shell is a mistake here, and dangerous wherever a script passes the value on.",
    fix: "write the value itself",
    about: &["orchestratorProfile.kubernetesConfig.kubeletConfig", "orchestratorProfile.kubernetesConfig.apiServerConfig", "orchestratorProfile.kubernetesConfig.controllerManagerConfig", "orchestratorProfile.kubernetesConfig.schedulerConfig", "orchestratorProfile.kubernetesConfig.cloudControllerManagerConfig", "masterProfile.kubernetesConfig", "agentPoolProfiles[].kubernetesConfig"],
    check: |spec, found| {
        each_flag(spec, |at, flag, value| {
            if let Some(mark) = shell_mark(flag, value) {
                found.error(at, format!("the value of {} holds {}, which is for a shell", tick(flag), tick(mark)));
            }
        });
    },
};

/// What a shell would act upon. Some flags have an own use for a character: regular expressions, URLs, lists of lists.
fn shell_mark(flag: &str, value: &str) -> Option<&'static str> {
    let is_expression = flag == "--cors-allowed-origins";
    let is_url = value.contains("://");
    let marks = [
        ("`", true),
        ("$(", !is_expression),
        ("${", !is_expression),
        (";", flag != "--reserved-memory" && !is_expression),
        ("&", !is_url && !is_expression),
        ("|", !is_expression),
        (">", !is_expression),
    ];
    marks.into_iter().find(|(mark, is_wrong)| *is_wrong && value.contains(mark)).map(|(mark, _)| mark)
}
