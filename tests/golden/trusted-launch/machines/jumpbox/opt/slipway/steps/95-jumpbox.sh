#!/usr/bin/env bash
# Installs kubectl, and gives the user the kubeconfig that the extension brought.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh
# shellcheck source=/dev/null
. /opt/slipway/packages.sh

user=azureuser
target=/home/$user/.kube/config

# Of what a node has, only what a person works with.
missing_packages() {
    [[ $(kubectl version --client 2>/dev/null) == *"Client Version: v$KUBERNETES_VERSION"* ]] || echo kubectl
    command -v jq >/dev/null || echo jq
}

if [[ -n $(missing_packages) ]]; then
    log "missing: $(missing_packages | tr '\n' ' ')"
    add_sources
    install_packages
    left=$(missing_packages | tr '\n' ' ')
    [[ -z $left ]] || fail "still missing after the installation: $left"
fi
hold_packages
release_agent

if [[ ! -e $VALUES ]]; then
    # A run by hand: the file of the last run is still right.
    [[ -s $target ]] || fail "$VALUES is missing: only the VM extension brings it"
    log "no new values; $target stays as it is"
    exit 0
fi
group=$(id -gn "$user") || fail "there is no user $user"
install -d -m 0700 -o "$user" -g "$group" "${target%/*}"
new=$(mktemp "${target%/*}/.slipway.XXXXXXXX")
if ! jq -er --arg path "$target" '.files[] | select(.path == $path) | .content' "$VALUES" | base64 -d >"$new" || [[ ! -s $new ]]; then
    rm -f "$new"
    fail "$VALUES has no value for $target that is base64"
fi
chown "$user:$group" "$new"
chmod 0600 "$new"
mv -f "$new" "$target"
log "$target, 0600, of $user"

# The extension keeps the script that brought it.
rm -f "$VALUES" /var/lib/waagent/custom-script/download/*/script.sh
