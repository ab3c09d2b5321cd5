#!/usr/bin/env bash
# Installs the CNI plugins that the packages did not bring.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

missing=()
for plugin in bridge host-local loopback portmap; do
    [[ -x /opt/cni/bin/$plugin ]] || missing+=("$plugin")
done
if ((!${#missing[@]})); then
    log "the binaries are there"
    exit 0
fi

url=${CNI_PLUGINS_URL//\{arch\}/$(architecture)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
log "missing: ${missing[*]}"
fetch "$url" "$work/cni-plugins.tgz"
tar -xzf "$work/cni-plugins.tgz" -C "$work" || fail "$url is not an archive"
install -d -m 0755 /opt/cni/bin
for plugin in "${missing[@]}"; do
    [[ -f $work/$plugin ]] || fail "$url has no $plugin"
    # Beside, then renamed: a running one cannot be written over.
    install -m 0755 "$work/$plugin" "/opt/cni/bin/.$plugin"
    mv -f "/opt/cni/bin/.$plugin" "/opt/cni/bin/$plugin"
done
