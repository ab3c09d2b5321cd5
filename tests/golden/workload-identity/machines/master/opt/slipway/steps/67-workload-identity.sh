#!/usr/bin/env bash
# Tells the webhook of workload identity the tenant, which only the deployment knows. Every master may.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

namespace=azure-workload-identity-system
tenant=$(jq -er '.tenantId' /etc/kubernetes/azure.json) || fail "/etc/kubernetes/azure.json has no tenant"

manifest() {
    jq -n --arg tenant "$tenant" --arg namespace "$namespace" '{
        apiVersion: "v1", kind: "List", items: [
            {apiVersion: "v1", kind: "Namespace", metadata: {name: $namespace}},
            {apiVersion: "v1", kind: "ConfigMap", metadata: {name: "azure-wi-webhook-config", namespace: $namespace},
             data: {AZURE_TENANT_ID: $tenant, AZURE_ENVIRONMENT: "AzurePublicCloud"}}
        ]
    }'
}
apply() {
    manifest | admin_kubectl apply --server-side --force-conflicts --field-manager slipway -f - >/dev/null
}
# Admission may be a moment behind the API server.
retry 10 6 apply || fail "the API server does not take the settings of workload identity"
