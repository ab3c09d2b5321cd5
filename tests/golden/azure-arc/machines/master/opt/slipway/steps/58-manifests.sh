#!/usr/bin/env bash
# Unpacks the addons' manifests, which come with the extension's values: customData is too small for them, and could not be
# changed later.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

archive=/opt/slipway/addons.tar.gz
folder=/etc/kubernetes/addons
list=$STATE/manifests
[[ -s $archive ]] || fail "$archive is missing: only the VM extension brings it"

umask 077
mkdir -p "$STATE" "$folder"
new=$(mktemp -d "$STATE/.manifests.XXXXXXXX")
trap 'rm -rf "$new"' EXIT
tar -xzf "$archive" -C "$new" --no-same-owner || fail "$archive cannot be unpacked"

shopt -s nullglob
names=()
for file in "$new"/*; do
    name=${file##*/}
    names+=("$name")
    # Which set of manifests leads is decided by when the folder was changed, too.
    cmp -s "$file" "$folder/$name" || put 0600 "$folder/$name" <"$file"
done
((${#names[@]})) || fail "$archive is empty"
# What the archive before had and this one has not goes. Files of the user's own stay.
if [[ -e $list ]]; then
    while IFS= read -r name; do
        [[ -e $new/$name ]] || rm -f "$folder/$name"
    done <"$list"
fi
printf '%s\n' "${names[@]}" | put 0600 "$list"
log "${#names[@]} manifests, $CHANGED files changed"
