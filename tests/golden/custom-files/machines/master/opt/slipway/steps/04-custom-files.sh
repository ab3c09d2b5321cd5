#!/usr/bin/env bash
# Writes the files of the user's own.
# shellcheck source=/dev/null
. /opt/slipway/lib.sh

if [[ ! -e $VALUES ]]; then
    log "no new values; the files stay as they are"
    exit 0
fi

# custom_file MODE PATH
custom_file() {
    [[ ! -d $2 ]] || fail "$2 is a folder on this machine: the file of customFiles needs another dest"
    from_values "$2" | put "$1" "$2"
    log "$2, $1"
}

custom_file 0644 /etc/issue.net
custom_file 0700 /etc/cron.daily/report-node
