#!/usr/bin/env bash
# Runs the user's script that comes before everything else, once.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

url=https://storage.example.com/container/extensions/agent/v2/install.sh
stamp=$STATE/pre-provision
if [[ -e $stamp && $(<"$stamp") == "$url" ]]; then
    log "it has run"
    exit 0
fi

query=''
[[ -e $VALUES ]] || fail "$VALUES is missing: only the VM extension brings it"
query="?$(from_values /etc/slipway/pre-provision/query)"
EXTENSION_PARAMETERS=''
[[ -e $VALUES ]] || fail "$VALUES is missing: only the VM extension brings it"
EXTENSION_PARAMETERS=$(from_values /etc/slipway/pre-provision/parameters)

script=/opt/slipway/pre-provision.sh
protocols='=https'
[[ $url != http://* ]] || protocols='=http,https'
# The address is not an argument: a signature in its query would be seen among them.
download() {
    printf 'url = "%s%s"\n' "$url" "$query" | curl -fsSL --proto "$protocols" --tlsv1.2 --connect-timeout 10 --max-time 300 \
        --max-filesize 10485760 -o "$script.part" --config -
}
retry 5 5 download || fail "failed to download $url"
install -m 0700 "$script.part" "$script"
rm -f "$script.part"

export EXTENSION_PARAMETERS
# shellcheck disable=SC2016  # the inner shell's own
bash -c 'set -- "$EXTENSION_PARAMETERS"; unset EXTENSION_PARAMETERS; . "$0"' "$script" ||
    fail "the script of the extension ends with an error; this log has what it said"
printf '%s' "$url" | put 0600 "$stamp"
