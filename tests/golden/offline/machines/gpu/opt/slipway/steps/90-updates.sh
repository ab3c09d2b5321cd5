#!/usr/bin/env bash
# Switches the distribution's unattended upgrades on or off.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh
# shellcheck source=/dev/null
. /opt/slipway/packages.sh

if [[ $UNATTENDED_UPGRADES == true ]]; then
    automatic_updates on
else
    automatic_updates off
fi
