#!/usr/bin/env bash
# NVIDIA's driver for this kernel, and the toolkit by which containers get their GPUs.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh
# shellcheck source=/dev/null
. /opt/slipway/packages.sh

# branch and kind; user space is the same for both kinds of modules
driver=580-server
kernel=$(uname -r)
toolkit=https://mirror.example.com/nvidia

if ! command -v nvidia-container-runtime >/dev/null || ! command -v nvidia-smi >/dev/null; then
    source_of nvidia "$toolkit/gpgkey" "URIs: $toolkit/stable/deb/$(architecture)/" "Suites: /"
    mend
    retry 5 15 apt_get update || fail "apt-get update fails: is $toolkit reachable?"
    wanted=("nvidia-headless-no-dkms-$driver" "nvidia-utils-${driver%-open}" "linux-modules-nvidia-$driver-${kernel##*-}"
        nvidia-container-toolkit)
    # Modules of the kernel that runs, where a newer one waits for its boot.
    if [[ -n $(apt-cache madison "linux-modules-nvidia-$driver-$kernel") ]]; then
        wanted+=("linux-modules-nvidia-$driver-$kernel")
    fi
    log "installing ${wanted[*]}"
    retry 3 20 apt_get install --no-install-recommends "${wanted[@]}" ||
        fail "the driver cannot be installed; the log has apt's own reason"
fi

# A driver that is renewed under a running kernel, or a kernel without its modules, leaves the node without GPUs.
mapfile -t held < <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 'nvidia-*' 'libnvidia-*' 'linux-modules-nvidia-*' \
    'linux-azure*' 'linux-image-azure*' 'linux-headers-azure*' 2>/dev/null | sed -n 's/ installed$//p')
((${#held[@]} == 0)) || apt-mark hold "${held[@]}"

if modprobe nvidia && nvidia-smi --list-gpus; then
    log "the driver is loaded"
elif modinfo -k "$kernel" nvidia >/dev/null 2>&1; then
    fail "the driver does not load; dmesg has the kernel's reason"
else
    log "the modules are for a kernel that waits for its boot"
    touch "$STATE/reboot"
fi
