#!/usr/bin/env bash
# Lets the machine look short names up in the domain, and join it.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

domain=corp.example.com
# What the kubelet hands to pods: no stub of the machine's own.
resolvers=/run/systemd/resolve/resolv.conf

systemctl is-enabled --quiet systemd-resolved.service || fail "the machine has no systemd-resolved, which keeps search domains"
searches() {
    grep -qE "^search( .*)? ${domain//./\\.}( |\$)" "$resolvers"
}
if ! searches; then
    systemctl restart systemd-resolved.service
    wait_for 30 searches || fail "$domain is not among the search domains of $resolvers"
fi
log "$domain is a search domain"

user=joiner
password=/etc/slipway/realm-password
# shellcheck source=/dev/null
. /opt/slipway/packages.sh

joined() {
    command -v realm >/dev/null && realm list --name-only | grep -qixF "$domain"
}
if joined; then
    log "the machine is in $domain already"
    rm -f "$password"
    exit 0
fi
[[ -s $password ]] || fail "the password of $user is missing: only the VM extension brings it"
install_for_domain

# realmd would ask PackageKit, which no image has, for packages that are there.
printf '[service]\nautomatic-install = no\n' | put 0644 /etc/realmd.conf
realm discover "$domain" >/dev/null 2>&1 ||
    fail "the domain $domain is not found: do the network's DNS servers know it, and may machines reach its controllers?"
account=S-$(printf '%s' "$NODE_NAME" | sha256sum | cut -c 1-13)
# realm reads the password from its standard input when that is no terminal.
realm join --unattended --user="$user" --computer-name="$account" "$domain" <"$password" ||
    fail "$user cannot join the machine to $domain; the log has realmd's own reason"
joined || fail "realmd has joined the machine, but does not list $domain"
rm -f "$password"
log "the machine is in $domain as $account"
