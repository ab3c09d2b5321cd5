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

count=$(jq '.files | length' "$VALUES")
for ((i = 0; i < count; i++)); do
    path=$(jq -r --argjson i "$i" '.files[$i].path' "$VALUES")
    mode=$(jq -r --argjson i "$i" '.files[$i].mode' "$VALUES")
    folder=${path%/*}
    [[ -d $folder ]] || install -d -m 0755 "$folder"
    new=$(mktemp "$folder/.slipway.XXXXXXXX")
    # base64's own words would repeat none of its input, but where it broke is all that is needed.
    jq -r --argjson i "$i" '.files[$i].content' "$VALUES" | base64 -d >"$new" 2>/dev/null || {
        rm -f "$new"
        fail "the value for $path is not base64"
    }
    [[ -s $new ]] || {
        rm -f "$new"
        fail "the value for $path is empty"
    }
    chown root:root "$new"
    chmod "$mode" "$new"
    mv -f "$new" "$path"
    log "$path, $mode"
done

# Keys and certificates come by different ways; a pair that does not match is found here and not in a crash loop.
shopt -s nullglob
for key in "$CERTS"/*.key; do
    certificate=${key%.key}.crt
    [[ -e $certificate ]] || continue
    [[ $(openssl pkey -in "$key" -pubout 2>/dev/null) == "$(openssl x509 -in "$certificate" -noout -pubkey 2>/dev/null)" ]] ||
        fail "$key does not belong to $certificate"
done
