#!/usr/bin/env bash
# Tells the package manager of Kubernetes' and Microsoft's packages.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh
# shellcheck source=/dev/null
. /opt/slipway/packages.sh

use_mirrors
if [[ -z $(missing_packages) ]]; then
    log "every package is there"
    exit 0
fi
add_sources
