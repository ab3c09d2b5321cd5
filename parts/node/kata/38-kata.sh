#!/usr/bin/env bash
# Kata, and the hypervisor and kernel that it needs.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

if ! rpm -q kata-packages-host >/dev/null 2>&1; then
    retry 3 20 tdnf -y install kata-packages-host || fail "tdnf install kata-packages-host fails; the log has tdnf's own reason"
fi
config=/usr/share/defaults/kata-containers/configuration.toml
[[ -e $config ]] || fail "the packages brought no $config"

if [[ -e /dev/mshv ]]; then
    log "the hypervisor runs"
else
    log "the hypervisor starts with the next boot"
    touch "$STATE/reboot"
fi
