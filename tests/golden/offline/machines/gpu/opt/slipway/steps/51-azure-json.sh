#!/usr/bin/env bash
# Puts together the cloud configuration: what is known of the cluster, and what only the deployment knows.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

target=/etc/kubernetes/azure.json
if [[ ! -e $VALUES ]]; then
    [[ -s $target ]] || fail "$VALUES is missing: only the VM extension brings it"
    # The part that is known of the cluster may be newer than the file.
    jq -s '.[0] * .[1]' "$target" /opt/slipway/azure.json | put 0600 "$target"
    exit 0
fi
jq -e '.azure | type == "object" and all(.[]; type == "string" or . == null)' "$VALUES" >/dev/null ||
    fail "$VALUES has no Azure values"
# jq and not sed: a secret may have any character.
jq -s '.[0] * (.[1].azure | with_entries(select(.value != null and .value != "")))' /opt/slipway/azure.json "$VALUES" |
    put 0600 "$target"
missing=$(jq -r '["tenantId", "subscriptionId", "resourceGroup", "location"] - (to_entries | map(select(.value != "") | .key)) | join(" ")' "$target")
[[ -z $missing ]] || fail "the cloud configuration lacks $missing"
