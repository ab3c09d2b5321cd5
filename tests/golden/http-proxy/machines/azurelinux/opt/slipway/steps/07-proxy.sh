#!/usr/bin/env bash
# Takes the proxies' addresses out of the extension's values where they are secret, and looks whether the proxies answer.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

target=/etc/slipway/proxy-secret.env
if [[ -e $VALUES ]]; then
    from_values "$target" | put 0600 "$target"
fi
[[ -s $target ]] || fail "the addresses of the proxies are missing: only the VM extension brings them"

# "$1" is HOST:PORT
answers() {
    local host=${1%:*}
    host=${host#[}
    # shellcheck disable=SC2016  # the inner shell's own
    timeout 10 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "${host%]}" "${1##*:}"
}

proxies=(proxy.example.com:3128 proxy.example.com:3129)
for proxy in "${proxies[@]}"; do
    retry 6 10 answers "$proxy" 2>/dev/null ||
        fail "the proxy $proxy does not answer: is its name known, and does a security group or a route keep machines from it?"
    log "$proxy answers"
done
