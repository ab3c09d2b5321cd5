#!/usr/bin/env bash
# Puts the cluster's entries into the hosts file, between two marks; what else is in it stays.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

begin='# begin of slipway'
end='# end of slipway'

if grep -qxF "$begin" /etc/hosts && ! grep -qxF "$end" /etc/hosts; then
    fail "/etc/hosts has the line '$begin' but no '$end': what is between them would be lost"
fi
{
    sed "/^$begin\$/,/^$end\$/d" /etc/hosts
    echo "$begin"
    cat /opt/slipway/hosts
    echo "$end"
} | put 0644 /etc/hosts
log "$(wc -l </opt/slipway/hosts) entries"
