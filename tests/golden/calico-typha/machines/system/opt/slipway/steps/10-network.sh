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

hosts=()
for image in $IMAGES; do
    hosts+=("${image%%/*}")
done
prepared=false
if [[ -z $(missing_packages) ]]; then
    # An image that carries the packages may stand where only a mirror can be reached, or hold the container images too.
    prepared=true
else
    hosts+=("${PACKAGE_HOSTS[@]}")
fi
if [[ -n ${AZURE_CNI_URL:-} && ! -x /opt/cni/bin/azure-vnet ]]; then
    url=${AZURE_CNI_URL#https://}
    hosts+=("${url%%/*}")
fi
mapfile -t hosts < <(printf '%s\n' "${hosts[@]}" | sort -u)

# Any answer will do: registries want a token, package servers have no index page.
answers() {
    curl -sS --connect-timeout 5 --max-time 15 -o /dev/null "https://$1/"
}

for host in "${hosts[@]}"; do
    if $prepared; then
        answers "$host" || log "warning: $host does not answer"
        continue
    fi
    wait_for 90 getent ahostsv4 "$host" ||
        fail "the name $host is not resolved: does the VNET's DNS server reach Azure's, 168.63.129.16?"
    retry 6 10 answers "$host" ||
        fail "https://$host does not answer: is outbound traffic blocked by a security group, a route or a firewall?"
    log "$host answers"
done
