#!/usr/bin/env bash
# Starts the KMS plugin, and waits for it: without it the API server reads no secret.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

install -d -m 0700 /var/lib/azure-kms
known=$(/opt/slipway/kms versions)
if [[ -n $known ]]; then
    # The vault may have a newer version by now. Which one counts, only who rotates says, on all masters alike.
    for version in $known; do
        /opt/slipway/kms start "$version"
    done
    exit 0
fi

[[ -e $VALUES ]] || fail "$VALUES is missing: only the VM extension brings it"
address=$(jq -er .kms.key "$VALUES") || fail "the extension did not bring the address of the key in the vault"
version=${address##*/}
[[ $version =~ ^[0-9a-f]{32}$ ]] || fail "$address does not end with the version of a key"
/opt/slipway/kms start "$version"
/opt/slipway/kms write "$version"
