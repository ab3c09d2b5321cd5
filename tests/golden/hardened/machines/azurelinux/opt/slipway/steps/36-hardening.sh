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
# The STIG of Kubernetes: no way onto workers but through the cluster and Azure. Masked, since an upgrade would start it again.
for name in ssh.socket sshd.socket ssh.service sshd.service; do
    if systemctl cat "$name" >/dev/null 2>&1; then
        systemctl disable --now "$name"
        systemctl mask "$name"
    fi
done
