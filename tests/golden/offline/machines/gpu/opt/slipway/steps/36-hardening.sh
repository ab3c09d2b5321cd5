#!/usr/bin/env bash
# Brings the settings of sshd into effect.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

# Ubuntu's unit is ssh, started by its socket; Azure Linux has sshd.
unit=ssh.service
systemctl cat "$unit" >/dev/null 2>&1 || unit=sshd.service
if ! systemctl cat "$unit" >/dev/null 2>&1; then
    log "there is no sshd"
    exit 0
fi
mkdir -p /run/sshd
reason=$(sshd -t 2>&1) || fail "sshd refuses its settings: ${reason%%$'\n'*}"
systemctl try-reload-or-restart "$unit" || fail "$unit does not take its settings"
