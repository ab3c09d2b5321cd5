#!/usr/bin/env bash
# Waits until the kubelet has its certificate and the machine is a node.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

kubeconfig=/var/lib/kubelet/kubeconfig
server=$(sed -n 's/^ *server: *"\{0,1\}\([^"]*\)"\{0,1\} *$/\1/p' /var/lib/kubelet/bootstrap-kubeconfig)

has_certificate() {
    [[ -s /var/lib/kubelet/pki/kubelet-client-current.pem && -s $kubeconfig ]]
}
# The masters of a new cluster are made at the same time as this machine, and may take their time.
api_answers() {
    curl -fsS --max-time 10 --cacert "$CERTS/ca.crt" "$server/livez"
}
if ! has_certificate; then
    wait_for 1500 api_answers || fail "$server does not answer: are the masters up, and may this subnet reach them?"
    wait_for 300 has_certificate ||
        fail "the kubelet got no certificate: has its bootstrap token expired (new deployments bring a new one)? See journalctl -u kubelet"
fi
log "the kubelet has its certificate"

registered() {
    kubectl --kubeconfig "$kubeconfig" --request-timeout 10s get node "$NODE_NAME" -o name
}
wait_for 300 registered || fail "the node $NODE_NAME does not appear; see journalctl -u kubelet"
log "$NODE_NAME is a node"
