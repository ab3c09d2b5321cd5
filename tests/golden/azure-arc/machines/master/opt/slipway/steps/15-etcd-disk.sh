#!/usr/bin/env bash
# Mounts the data disk at LUN 0 for etcd. A disk that holds anything is never formatted.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

target=/var/lib/etcddisk

# The disk by its LUN. Kernel names such as /dev/sdc change from boot to boot.
find_disk() {
    local link
    # walinuxagent's udev rules, and azure-vm-utils' of images that have NVMe disks
    for link in /dev/disk/azure/scsi1/lun0 /dev/disk/azure/data/by-lun/0; do
        if [[ -e $link ]]; then
            readlink -f "$link"
            return 0
        fi
    done
    # Without rules for NVMe: on Azure's remote disk controller namespace 1 is the system, and LUN n is namespace n + 2.
    local namespace
    for namespace in /sys/class/nvme/nvme*/nvme*n*; do
        [[ -e $namespace/nsid && $(<"$namespace/nsid") == 2 ]] || continue
        [[ $(<"${namespace%/*}/model") == "MSFT NVMe Accelerator v1.0"* ]] || continue
        echo "/dev/${namespace##*/}"
        return 0
    done
    return 1
}

wait_for 180 find_disk || fail "there is no data disk at LUN 0"
disk=$(find_disk)

# What is on it, read from the disk itself and not from a cache; empty when nothing is.
probe() {
    blkid --probe --match-tag "$2" --output value "$1" || [[ $? == 2 ]]
}

kind=$(probe "$disk" TYPE)
table=$(probe "$disk" PTTYPE)
if [[ -z $kind && -n $table ]]; then
    # The older tools made one partition on it.
    first=$(lsblk --noheadings --list --paths --output NAME,TYPE "$disk" | awk '$2 == "part" {print $1; exit}')
    [[ -n $first ]] || fail "the data disk at LUN 0 has a partition table without a partition; it is left as it is"
    disk=$first
    kind=$(probe "$disk" TYPE)
fi
if [[ -z $kind && -z $table ]]; then
    log "formatting $disk, which is empty"
    mkfs.ext4 -q -F -L etcd_disk "$disk"
    kind=ext4
fi
[[ $kind == ext4 ]] || fail "the data disk at LUN 0 holds '$kind', not ext4; it is left as it is"

uuid=$(probe "$disk" UUID)
{
    awk -v target="$target" '$2 != target' /etc/fstab
    # nofail: a machine whose disk is gone still boots, and can be repaired. etcd does not start then, since the folder
    # that it wants is on the disk.
    echo "UUID=$uuid $target ext4 defaults,noatime,nofail 0 2"
} | put 0644 /etc/fstab

mkdir -p "$target"
if mountpoint -q "$target"; then
    mounted=$(findmnt --noheadings --output SOURCE --mountpoint "$target" | tail -n 1)
    [[ $(readlink -f "$mounted") == "$(readlink -f "$disk")" ]] || fail "$target is mounted from $mounted, not from $disk"
else
    mount -o noatime "$disk" "$target"
fi
log "$disk ($uuid) is at $target"
