#!/bin/sh
# Changes the version of the key that encrypts the cluster's secrets: docs/security/rotate-kms.md says what happens.
# Needs the Azure CLI, signed in as somebody who may run commands on the masters and make a version of the key
# (Key Vault Crypto Officer). It stops at the first step that fails, and may be run again with the version that it names.
#
# usage: sh rotate-kms.sh <resource group> [version]
set -eu
group=${1:?the resource group of the cluster}
version=${2:-}
masters=k8s-master-27659914-0
first=${masters%% *}
vault=example-etcd-kms
key=k8s

# on MASTER COMMAND [VERSION]: has a master do one step. Azure's own answer does not say whether a command failed.
on() {
    echo "$1: kms $2 ${3:-}" >&2
    answer=$(az vm run-command invoke --resource-group "$group" --name "$1" --command-id RunShellScript \
        --scripts "/opt/slipway/kms $2 ${3:-} 2>&1 && echo kms-is-done" --query 'value[0].message' --output tsv)
    case $answer in
    *kms-is-done*) printf '%s\n' "$answer" ;;
    *)
        printf '%s\n' "$answer" >&2
        echo "stopped; to go on: sh $0 $group $version" >&2
        return 1
        ;;
    esac
}

everywhere() {
    for master in $masters; do
        on "$master" "$@" >/dev/null
    done
}

if [ -z "$version" ]; then
    address=$(az keyvault key create --vault-name "$vault" --name "$key" --kty RSA --size 3072 --ops encrypt decrypt \
        --query key.kid --output tsv)
    version=${address##*/}
    echo "the new version is $version" >&2
fi

# A step on all masters before the next on any: none may write what another cannot read.
everywhere start "$version"
everywhere read "$version"
everywhere write "$version"
on "$first" renew >/dev/null
for old in $(on "$first" versions | grep -Ex '[0-9a-f]{32}'); do
    if [ "$old" != "$version" ]; then
        everywhere stop "$old"
    fi
done
echo "secrets are encrypted with $version" >&2
