#!/usr/bin/env bash
# Takes the addresses that are meant for pods off the machine's own interface: in the network configuration that cloud-init
# wrote in this first boot, and then on the interface.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

interface=$(ip -4 route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1)
[[ -n $interface ]] || fail "there is no default route"

# cloud-init writes the secondary addresses as static ones beside DHCP, which brings the primary one.
if command -v netplan >/dev/null; then
    # Ubuntu
    if [[ $(netplan get "ethernets.$interface.dhcp4") == true && $(netplan get "ethernets.$interface.addresses") != null ]]; then
        log "removing the static addresses of $interface from netplan"
        netplan set "ethernets.$interface.addresses=NULL"
        netplan generate
        networkctl reload
    fi
else
    # Azure Linux: networkd's own files
    shopt -s nullglob
    for file in /etc/systemd/network/*cloud-init*.network; do
        if ! grep -q '^DHCP=' "$file" || ! grep -q '^Address=' "$file"; then
            continue
        fi
        log "removing the static addresses from $file"
        grep -v '^Address=' "$file" | put "$(stat -c %a "$file")" "$file"
        networkctl reload
    done
fi

has_address() {
    [[ $(node_ip) == "$NODE_IP" ]]
}
wait_for 60 has_address || fail "the address of $interface was $NODE_IP and is now '$(node_ip)'"

# Reloading may leave what was configured before. The addresses in question have the subnet's prefix, as the primary one has;
# one with another prefix is somebody's intention.
# Whichever the kernel took for the first one: the others must outlive it.
sysctl -q -w "net.ipv4.conf.$interface.promote_secondaries=1"
prefix=$(ip -4 -o address show dev "$interface" to "$NODE_IP" | awk '{sub(".*/", "", $4); print $4; exit}')
while read -r address; do
    if [[ $address == */"$prefix" && ${address%/*} != "$NODE_IP" ]]; then
        log "removing $address from $interface"
        ip address del "$address" dev "$interface"
    fi
done < <(ip -4 -o address show dev "$interface" scope global | awk '{print $4}')
has_address || fail "the address of $interface was $NODE_IP and is now '$(node_ip)'"
