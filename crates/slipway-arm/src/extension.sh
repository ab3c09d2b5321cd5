#!/bin/sh
# Run by the VM extension: hands over what only Azure knows and what is secret, then starts the bootstrap.
set -eu

umask 077
mkdir -p /run/slipway
cat >/run/slipway/values.json.new <<'END_OF_VALUES'
@VALUES@
END_OF_VALUES
mv /run/slipway/values.json.new /run/slipway/values.json
umask 022

# 1 and 2 mean that some of cloud-init's work failed; the steps say better what is missing.
status=0
timeout 20m cloud-init status --wait >/dev/null 2>&1 || status=$?
if [ "$status" -eq 124 ]; then
    echo 'cloud-init is not done after 20 minutes' >&2
    exit 5
fi
if [ ! -x /opt/slipway/bootstrap ]; then
    echo "cloud-init ended with $status and left no /opt/slipway/bootstrap" >&2
    exit 5
fi
exec /opt/slipway/bootstrap
