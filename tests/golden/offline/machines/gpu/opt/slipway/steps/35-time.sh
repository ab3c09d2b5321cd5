#!/usr/bin/env bash
# Time from the host's clock where there is one, as Azure recommends; else from the image's own servers. Certificates are
# checked against this clock. The time zone stays as it is.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

main=/etc/chrony/chrony.conf
[[ -e $main ]] || main=/etc/chrony.conf
if [[ ! -e $main ]]; then
    log "there is no chrony: another service keeps the time"
    exit 0
fi
unit=chrony.service
systemctl cat "$unit" >/dev/null 2>&1 || unit=chronyd.service

if [[ -e /dev/ptp_hyperv ]] && ! grep -rqs --exclude='slipway-*' ptp_hyperv /etc/chrony /etc/chrony.conf; then
    clock='refclock PHC /dev/ptp_hyperv poll 3 dpoll -2 offset 0 stratum 2'
    if [[ -d /etc/chrony/conf.d ]]; then
        echo "$clock" | put 0644 /etc/chrony/conf.d/slipway-host-clock.conf
    else
        { cat "$main"; echo "$clock"; } | put 0644 "$main"
    fi
fi
systemctl enable "$unit" >/dev/null 2>&1 || true
if ((CHANGED)); then
    systemctl restart "$unit"
else
    systemctl start "$unit"
fi
