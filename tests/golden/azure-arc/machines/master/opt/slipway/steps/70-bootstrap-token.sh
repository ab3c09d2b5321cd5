#!/usr/bin/env bash
# Puts the bootstrap token into the cluster. Every master may: the outcome is the same.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

token=/var/lib/kubelet/bootstrap-token
jq -eRs 'test("^[a-z0-9]{6}\\.[a-z0-9]{16}\\s*$")' "$token" >/dev/null || fail "$token holds no bootstrap token"

# The secret goes from file to file through a pipe, never over a command line.
manifest() {
    jq -nR --arg expires "$BOOTSTRAP_TOKEN_EXPIRES" 'input | split(".") as [$id, $secret] | {
        apiVersion: "v1", kind: "Secret", type: "bootstrap.kubernetes.io/token",
        metadata: {name: "bootstrap-token-\($id)", namespace: "kube-system"},
        stringData: {
            "token-id": $id, "token-secret": $secret, expiration: $expires,
            "usage-bootstrap-authentication": "true", "usage-bootstrap-signing": "false",
            description: "Lets the machines that slipway deploys ask for their kubelet certificates."
        }
    }' "$token"
}
apply() {
    manifest | admin_kubectl apply --server-side --force-conflicts --field-manager slipway -f - >/dev/null
}
# The namespace and its admission may be a moment behind the API server.
retry 10 6 apply || fail "the API server does not take the bootstrap token's secret"
log "the token is good until $BOOTSTRAP_TOKEN_EXPIRES"

# What bearers of the token may do is bound by an addon: it is applied now, and not only at the timer's next minute.
systemctl start --no-block slipway-addons.service || log "warning: slipway-addons.service does not start"
