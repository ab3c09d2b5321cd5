#!/usr/bin/env bash
# Reboots, once, where a step has left the mark that it needs it.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

[[ -e $STATE/reboot ]] || exit 0
rm -f "$STATE/reboot"
touch "$STATE/rebooted"
# One minute, for the extension to tell its status.
log "a kernel waits for its boot: in one minute"
shutdown -r +1 "slipway: reboot into the new kernel"
