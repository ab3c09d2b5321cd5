#!/usr/bin/env bash
# Leaves the mark of a complete node, removes the values, and reboots where an upgrade wants it.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh
# shellcheck source=/dev/null
. /opt/slipway/packages.sh

# Everything in it is on the disk by now, in files of its own.
rm -f "$VALUES"
printf 'kubernetes %s\nfinished %s\n' "$KUBERNETES_VERSION" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" | put 0644 "$STATE/complete"

if [[ $UPGRADE_ON_BOOTSTRAP == true && ! -e $STATE/rebooted ]] && reboot_wanted; then
    touch "$STATE/rebooted"
    log "the upgraded system wants a reboot: in a minute, when the extension has told its status"
    shutdown -r +1 "slipway: reboot into the upgraded system"
fi
