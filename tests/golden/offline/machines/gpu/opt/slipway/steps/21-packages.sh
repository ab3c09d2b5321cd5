#!/usr/bin/env bash
# Installs what a node needs, at the versions that belong together, and keeps it at those.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh
# shellcheck source=/dev/null
. /opt/slipway/packages.sh

if [[ -n $(missing_packages) ]]; then
    log "missing: $(missing_packages | tr '\n' ' ')"
    install_packages
    left=$(missing_packages | tr '\n' ' ')
    [[ -z $left ]] || fail "still missing after the installation: $left"
else
    log "every package is there"
fi
hold_packages

# The kubelet looks for the provider under the name that its configuration has.
provider=/var/lib/kubelet/credential-provider/acr-credential-provider
mkdir -p "${provider%/*}"
if [[ -x /usr/bin/azure-acr-credential-provider ]]; then
    ln -sfn /usr/bin/azure-acr-credential-provider "$provider"
fi

if [[ $UPGRADE_ON_BOOTSTRAP == true && ! -e $STATE/upgraded ]]; then
    upgrade_packages
    touch "$STATE/upgraded"
fi
