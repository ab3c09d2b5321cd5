#!/usr/bin/env bash
# Starts the audit daemon with the node's rules.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

systemctl enable auditd.service >/dev/null 2>&1 || true
systemctl start auditd.service || fail "auditd does not start; see journalctl -u auditd"
augenrules --load >/dev/null || fail "the kernel refuses an audit rule; augenrules --load names it"
log "$(auditctl -l | wc -l) rules"
