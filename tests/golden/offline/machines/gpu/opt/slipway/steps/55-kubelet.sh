#!/usr/bin/env bash
# Starts the kubelet. It gets its certificates later, from the API server; static pods run without.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

[[ -n $NODE_IP ]] || fail "there is no default route"
install -d -m 0755 /etc/kubernetes/manifests /etc/kubernetes/volumeplugins
install -d -m 0750 /var/lib/kubelet

# As the older tools make a label's value of the resource group's name.
group=$(jq -r '.resourceGroup | gsub("[^A-Za-z0-9_.-]"; "-") | .[0:63] | gsub("^[^A-Za-z0-9]+|[^A-Za-z0-9]+$"; "")' \
    /etc/kubernetes/azure.json)
# The address is said, and not left to the kubelet to find: it must be in its first serving certificate, before the cloud
# provider has said anything, and it must be the primary one of the many that the NIC has.
addresses=$NODE_IP
if $DUAL_STACK; then
    address=$(node_ip6)
    [[ -n $address ]] || fail "the machine has no IPv6 address"
    addresses+=,$address
fi
printf 'KUBELET_NODE_FLAGS="--node-ip=%s --node-labels=kubernetes.azure.com/cluster=%s"\n' "$addresses" "$group" |
    put 0644 /etc/default/kubelet-node

# The kubelet is restarted when what it reads at its start is new.
{
    kubelet --version
    sha256sum /var/lib/kubelet/config.yaml /var/lib/kubelet/bootstrap-kubeconfig /var/lib/kubelet/credential-provider-config.yaml \
        /etc/default/kubelet /etc/default/kubelet-node /etc/systemd/system/kubelet.service "$CERTS/ca.crt"
    { cat /opt/slipway/proxy.env /etc/slipway/proxy-secret.env 2>/dev/null || true; } | sha256sum
} | put 0600 "$STATE/kubelet"

systemctl daemon-reload
systemctl enable kubelet.service >/dev/null
if ((CHANGED)); then
    systemctl restart kubelet.service || fail "the kubelet does not start; see journalctl -u kubelet"
else
    systemctl start kubelet.service || fail "the kubelet does not start; see journalctl -u kubelet"
fi

# A flag or a setting that it does not take ends it at once.
for _ in 1 2 3; do
    sleep 2
    systemctl is-active --quiet kubelet.service || fail "the kubelet has ended; see journalctl -u kubelet"
done
