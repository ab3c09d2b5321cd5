#!/usr/bin/env bash
# Enables and starts the units that parts brought: every /etc/systemd/system/slipway-* with an [Install] section.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

systemctl daemon-reload
shopt -s nullglob
for unit in /etc/systemd/system/slipway-*.{service,path,timer}; do
    grep -q '^\[Install\]' "$unit" || continue
    name=${unit##*/}
    systemctl enable "$name" >/dev/null
    # restart, since a second run may have brought a newer file
    systemctl restart "$name" || fail "$name does not start; see journalctl -u $name"
    log "$name is on"
done
