#!/usr/bin/env bash
# Puts the proxies' addresses into the cluster, for the controllers that talk to Azure's API. Every master may.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

# From the environment through a pipe, never over a command line.
manifest() {
    jq -n '{
        apiVersion: "v1", kind: "Secret", metadata: {name: "slipway-http-proxy", namespace: "kube-system"},
        stringData: (env | {HTTP_PROXY, HTTPS_PROXY, NO_PROXY} | with_entries(select(.value != null)))
    }'
}
apply() {
    manifest | admin_kubectl apply --server-side --force-conflicts --field-manager slipway -f - >/dev/null
}
# The namespace and its admission may be a moment behind the API server.
retry 10 6 apply || fail "the API server does not take the secret with the proxies' addresses"
