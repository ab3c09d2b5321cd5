#!/usr/bin/env bash
# Installs the binaries of Azure CNI.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

url=${AZURE_CNI_URL//\{arch\}/$(architecture)}
stamp=$STATE/azure-cni
if [[ -x /opt/cni/bin/azure-vnet && -x /opt/cni/bin/azure-vnet-ipam && ( ! -e $stamp || $(<"$stamp") == "$url" ) ]]; then
    # Those of a prepared image have no stamp, and are taken as they are.
    log "the binaries are there"
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch "$url" "$work/azure-cni.tgz"
tar -xzf "$work/azure-cni.tgz" -C "$work" || fail "$url is not an archive"
install -d -m 0755 /opt/cni/bin
for binary in azure-vnet azure-vnet-ipam azure-vnet-telemetry; do
    [[ -f $work/$binary ]] || fail "$url has no $binary"
    # Beside, then renamed: a running one cannot be written over.
    install -m 0755 "$work/$binary" "/opt/cni/bin/.$binary"
    mv -f "/opt/cni/bin/.$binary" "/opt/cni/bin/$binary"
done
echo "$url" | put 0644 "$stamp"
