#!/usr/bin/env bash
# Kernel modules and settings that the kubelet, containerd and the pod network rely on.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

# Loaded, or built in: then modprobe finds no file of it.
present() {
    [[ -d /sys/module/$1 ]] || grep -qw "$1" /proc/filesystems || [[ $1 == br_netfilter && -d /proc/sys/net/bridge ]]
}

while read -r module; do
    [[ $module =~ ^[a-z] ]] || continue
    present "$module" || modprobe "$module" || fail "the kernel has no module $module"
done </etc/modules-load.d/slipway.conf

sysctl --load /etc/sysctl.d/90-slipway.conf || fail "a kernel setting is refused; the log names it"
# Those of the network plugin are for interfaces that come and go, which is systemd's own form.
if compgen -G '/etc/sysctl.d/9?-slipway-*.conf' >/dev/null; then
    systemctl restart systemd-sysctl.service || fail "a kernel setting is refused; journalctl -u systemd-sysctl names it"
fi

# shellcheck source=/dev/null
. /opt/slipway/packages.sh
open_firewall

# The kubelet refuses to run with swap.
if [[ -n $(swapon --show --noheadings 2>/dev/null) ]]; then
    swapoff --all
fi
