#!/usr/bin/env bash
# Waits for an address, for names and for the hosts that the next steps download from.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh
# shellcheck source=/dev/null
. /opt/slipway/packages.sh

has_address() {
    [[ -n $(node_ip) ]]
}

wait_for 120 has_address || fail "there is no default route after 120 s: is the subnet's DHCP answer missing?"
NODE_IP=$(node_ip)
log "address $NODE_IP, name $NODE_NAME"
if $DUAL_STACK; then
    has_address6() {
        [[ -n $(node_ip6) ]]
    }
    wait_for 120 has_address6 || fail "there is no IPv6 address after 120 s: has the NIC an IPv6 configuration, and the subnet a range?"
    log "address $(node_ip6)"
fi

# mirrors REGISTRY: their addresses, as containerd has them; the registry's own when there are none
mirrors() {
    local folder=/etc/containerd/certs.d file
    for file in "$folder/${1/:/_}_/hosts.toml" "$folder/$1/hosts.toml" "$folder/_default/hosts.toml"; do
        if [[ -e $file ]]; then
            sed -nE 's/^(server = |\[host\.)"([^"]+)".*/\2/p' "$file"
            return 0
        fi
    done
    echo "https://$1"
}

urls=()
for image in $IMAGES; do
    mapfile -t -O "${#urls[@]}" urls < <(mirrors "${image%%/*}")
done
prepared=false
if [[ -z $(missing_packages) ]]; then
    # An image that carries the packages may stand where only a mirror can be reached, or hold the container images too.
    prepared=true
else
    urls+=("${PACKAGE_URLS[@]}")
fi
if [[ -n ${AZURE_CNI_URL:-} && ! -x /opt/cni/bin/azure-vnet ]]; then
    urls+=("$AZURE_CNI_URL")
fi
# Scheme and host of each, once.
mapfile -t urls < <(printf '%s\n' "${urls[@]}" | cut -d / -f 1-3 | sort -u)

# Any answer will do: registries want a token, package servers have no index page. Nothing is taken from it, and a mirror
# may have a certificate that only containerd is to trust.
answers() {
    curl -sS --insecure --connect-timeout 5 --max-time 15 -o /dev/null "$1/"
}

# Behind a proxy, it is the proxy that resolves names.
resolves() {
    [[ -n ${HTTPS_PROXY:-} ]] || getent ahosts "$1"
}

through=${HTTPS_PROXY:+ through the proxy}
for url in "${urls[@]}"; do
    if $prepared; then
        answers "$url" || log "warning: $url does not answer$through"
        continue
    fi
    host=${url#*://}
    [[ $host == \[* ]] || host=${host%%:*}
    wait_for 90 resolves "$host" ||
        fail "the name $host is not resolved: does the VNET's DNS server reach Azure's, 168.63.129.16?"
    retry 6 10 answers "$url" ||
        fail "$url does not answer$through: is outbound traffic blocked by a security group, a route or a firewall?"
    log "$url answers$through"
done
