#!/usr/bin/env bash
# Leaves the mark of a complete node, removes the values, and reboots where an upgrade wants it.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh
# shellcheck source=/dev/null
. /opt/slipway/packages.sh

# Everything in it is on the disk by now, in files of its own. The extension keeps the script that brought it.
rm -f "$VALUES" /var/lib/waagent/custom-script/download/*/script.sh
# What a script before provisioning was given.
rm -rf /etc/slipway/pre-provision
release_agent
printf 'kubernetes %s\nfinished %s\n' "$KUBERNETES_VERSION" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" | put 0644 "$STATE/complete"

if [[ $UPGRADE_ON_BOOTSTRAP == true && ! -e $STATE/rebooted ]] && reboot_wanted; then
    touch "$STATE/rebooted"
    # One minute, for the extension to tell its status; masters one after the other, so that etcd keeps its quorum.
    minutes=1
    if [[ $ROLE == master ]]; then
        for master in $MASTERS; do
            [[ $master != "$NODE_NAME" ]] || break
            minutes=$((minutes + 5))
        done
    fi
    log "the upgraded system wants a reboot: in $minutes minutes"
    shutdown -r "+$minutes" "slipway: reboot into the upgraded system"
fi
