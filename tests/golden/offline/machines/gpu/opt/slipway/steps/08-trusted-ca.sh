#!/usr/bin/env bash
# Puts the cluster's certificate authorities among those that the machine trusts.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

if [[ $PACKAGES == deb ]]; then
    folder=/usr/local/share/ca-certificates
    update='update-ca-certificates'
else
    folder=/etc/pki/ca-trust/source/anchors
    update='update-ca-trust'
fi
command -v "$update" >/dev/null || fail "the image has no $update, which makes the machine trust an authority"

# One file a certificate; those of an earlier run that are no longer asked for go.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
awk -v folder="$work" '/-----BEGIN CERTIFICATE-----/ {file = sprintf("%s/slipway-%02d.crt", folder, ++count)} file {print >file}' \
    /opt/slipway/trusted-ca.pem
for old in "$folder"/slipway-*.crt; do
    if [[ -e $old && ! -e $work/${old##*/} ]]; then
        rm -f "$old"
        CHANGED=$((CHANGED + 1))
    fi
done
for new in "$work"/slipway-*.crt; do
    openssl x509 -in "$new" -noout 2>/dev/null || fail "a certificate of the cluster's trusted authorities cannot be read"
    put 0644 "$folder/${new##*/}" <"$new"
done
# Also after a run that was broken off between the two: it costs a second.
"$update" >/dev/null || fail "$update fails"
log "$CHANGED of the authorities are new"
