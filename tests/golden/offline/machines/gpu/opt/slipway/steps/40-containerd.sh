#!/usr/bin/env bash
# Starts containerd with the cluster's configuration, and asks it whether it works.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

containerd --config /etc/containerd/config.toml config dump >/dev/null ||
    fail "containerd does not read /etc/containerd/config.toml"

# A restart only when there is something new: pods' network is set up by a running containerd.
stamp=$STATE/containerd
{
    containerd --version
    sha256sum /etc/containerd/config.toml /etc/systemd/system/containerd.service.d/*.conf
    # Read once, at its start: the way out, and whom to trust.
    { cat /opt/slipway/proxy.env /etc/slipway/proxy-secret.env /opt/slipway/trusted-ca.pem 2>/dev/null || true; } | sha256sum
} | put 0600 "$stamp"
systemctl daemon-reload
systemctl enable containerd.service >/dev/null
if ((CHANGED)); then
    systemctl restart containerd.service || fail "containerd does not start; see journalctl -u containerd"
else
    systemctl start containerd.service || fail "containerd does not start; see journalctl -u containerd"
fi
wait_for 60 ctr --namespace k8s.io images list -q || fail "containerd does not answer on its socket after 60 s"
