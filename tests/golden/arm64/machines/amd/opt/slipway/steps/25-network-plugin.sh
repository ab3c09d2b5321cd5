#!/usr/bin/env bash
# Installs the plugin that serves pods' host ports after Cilium's own, which Cilium's pods bring.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

url=${CNI_PLUGINS_URL//\{arch\}/$(architecture)}
stamp=$STATE/cni-plugins
if [[ -x /opt/cni/bin/portmap && ( ! -e $stamp || $(<"$stamp") == "$url" ) ]]; then
    # That of a prepared image has no stamp, and is taken as it is.
    log "the binary is there"
    exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch "$url" "$work/cni-plugins.tgz"
tar -xzf "$work/cni-plugins.tgz" -C "$work" || fail "$url is not an archive"
[[ -f $work/portmap ]] || fail "$url has no portmap"
install -d -m 0755 /opt/cni/bin
# Beside, then renamed: a running one cannot be written over.
install -m 0755 "$work/portmap" /opt/cni/bin/.portmap
mv -f /opt/cni/bin/.portmap /opt/cni/bin/portmap
echo "$url" | put 0644 "$stamp"
