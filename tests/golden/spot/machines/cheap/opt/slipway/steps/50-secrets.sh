#!/usr/bin/env bash
# Writes the files that came through the extension's protected settings.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

if [[ ! -e $VALUES ]]; then
    # A run by hand: the files of the last run are still right.
    [[ -s /var/lib/kubelet/bootstrap-token ]] || fail "$VALUES is missing: only the VM extension brings it"
    log "no new values; the files stay as they are"
    exit 0
fi
jq -e '.files | type == "array" and all(.[]; (.path | startswith("/")) and (.mode | test("^0[0-7]{3}$")) and (.content | type == "string"))' \
    "$VALUES" >/dev/null || fail "$VALUES is not of the form that it must have"

# Paths, modes and base64 have neither tabs nor anything else that @tsv would write in another way.
while IFS=$'\t' read -r path mode content; do
    folder=${path%/*}
    [[ -d $folder ]] || install -d -m 0755 "$folder"
    new=$(mktemp "$folder/.slipway.XXXXXXXX")
    # printf is the shell's own: no other process sees the content among its arguments.
    if ! printf '%s' "$content" | base64 -d >"$new" 2>/dev/null || [[ ! -s $new ]]; then
        rm -f "$new"
        fail "the value for $path is empty or not base64"
    fi
    # What comes from a key vault is PEM, or, as the older tools want it there, its base64.
    if [[ $path == "$CERTS"/* ]] && ! grep -q -e '-----BEGIN ' "$new"; then
        if base64 -di "$new" >"$new.pem" 2>/dev/null && grep -q -e '-----BEGIN ' "$new.pem"; then
            mv -f "$new.pem" "$new"
        else
            rm -f "$new" "$new.pem"
            fail "the value for $path is neither PEM nor its base64"
        fi
    fi
    chown root:root "$new"
    chmod "$mode" "$new"
    mv -f "$new" "$path"
    log "$path, $mode"
done < <(jq -r '.files[] | [.path, .mode, .content] | @tsv' "$VALUES")

# Keys and certificates come by different ways; a pair that does not match is found here and not in a crash loop.
shopt -s nullglob
for key in "$CERTS"/*.key; do
    certificate=${key%.key}.crt
    [[ -e $certificate ]] || continue
    [[ $(openssl pkey -in "$key" -pubout 2>/dev/null) == "$(openssl x509 -in "$certificate" -noout -pubkey 2>/dev/null)" ]] ||
        fail "$key does not belong to $certificate"
done
