# shellcheck shell=bash
# Packages with apt. Sourced after lib.sh.

export DEBIAN_FRONTEND=noninteractive
# needrestart would restart services, or ask about it, in the middle of an installation.
export NEEDRESTART_SUSPEND=1

# shellcheck disable=SC2034  # the network step reads it
PACKAGE_HOSTS=(pkgs.k8s.io packages.microsoft.com)
KUBERNETES_SOURCE=https://pkgs.k8s.io/core:/stable:/v$KUBERNETES_MINOR/deb
HELD=(kubelet kubectl kubernetes-cni cri-tools moby-containerd moby-runc azure-acr-credential-provider)

# Packages whose programs are not on the machine, or not at the right version: one name a line. It asks the programs, not
# dpkg, so that an image may carry them in another way.
missing_packages() {
    local package program
    # read to the end: a program that is cut off by a closed pipe counts as failed
    [[ $(kubelet --version 2>/dev/null) == "Kubernetes v$KUBERNETES_VERSION" ]] || echo kubelet
    [[ $(kubectl version --client 2>/dev/null) == *"Client Version: v$KUBERNETES_VERSION"* ]] || echo kubectl
    [[ $(containerd --version 2>/dev/null) =~ \ v?$CONTAINERD_MAJOR\.[0-9] ]] || echo moby-containerd
    [[ -x /opt/cni/bin/portmap ]] || echo kubernetes-cni
    [[ -x /var/lib/kubelet/credential-provider/acr-credential-provider ]] ||
        command -v azure-acr-credential-provider >/dev/null || echo azure-acr-credential-provider
    [[ ${PROXY_MODE:-} != ipvs ]] || command -v ipvsadm >/dev/null || echo ipvsadm
    while read -r package program; do
        command -v "$program" >/dev/null || echo "$package"
    done <<-'LIST'
		moby-runc runc
		cri-tools crictl
		jq jq
		conntrack conntrack
		ethtool ethtool
		ebtables ebtables
		iptables iptables
		nftables nft
		ipset ipset
		socat socat
		chrony chronyd
		nfs-common mount.nfs
		cifs-utils mount.cifs
	LIST
}

apt_get() {
    apt-get -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=5 -o Dpkg::Options::=--force-confdef \
        -o Dpkg::Options::=--force-confold "$@"
}

# source NAME KEY-URL LINES...: one deb822 file, with the key that may sign it and no other
source_of() {
    local name=$1 key=$2
    shift 2
    fetch "$key" "/etc/apt/keyrings/slipway-$name.asc"
    chmod 0644 "/etc/apt/keyrings/slipway-$name.asc"
    {
        echo "Types: deb"
        printf '%s\n' "$@"
        echo "Signed-By: /etc/apt/keyrings/slipway-$name.asc"
    } | put 0644 "/etc/apt/sources.list.d/slipway-$name.sources"
}

add_sources() {
    local VERSION_ID='' VERSION_CODENAME=''
    # shellcheck source=/dev/null
    . /etc/os-release
    source_of kubernetes "$KUBERNETES_SOURCE/Release.key" "URIs: $KUBERNETES_SOURCE/" "Suites: /"

    # An image that knows Microsoft's packages has a source with a key of its own; apt refuses a second one with another.
    local microsoft=https://packages.microsoft.com/ubuntu/$VERSION_ID/prod
    if ! grep -rqs --exclude='slipway-*' "$microsoft" /etc/apt/sources.list.d /etc/apt/sources.list; then
        source_of microsoft https://packages.microsoft.com/keys/microsoft.asc "URIs: $microsoft/" "Suites: $VERSION_CODENAME" \
            "Components: main" "Architectures: $(architecture)"
    fi
    # Microsoft's source has builds of other packages too, kubelet among them: only what is asked for comes from there.
    printf 'Package: *\nPin: origin packages.microsoft.com\nPin-Priority: 100\n' | put 0644 /etc/apt/preferences.d/slipway

    mend
    retry 5 15 apt_get update || fail "apt-get update fails: is a package source unreachable or its signature wrong?"
}

# An installation that was broken off leaves packages half configured, and apt then refuses to work.
mend() {
    # The timers would start another apt now; what they began already is waited for, not broken off.
    systemctl stop apt-daily.timer apt-daily-upgrade.timer 2>/dev/null || true
    if [[ -n $(dpkg --audit 2>/dev/null) ]]; then
        retry 10 15 dpkg --configure -a --force-confdef --force-confold
    fi
}

# version PACKAGE PREFIX HOST: the newest version that begins so, of those that HOST has
version() {
    apt-cache madison "$1" | awk -F' *\\| *' -v prefix="$2" -v host="https://$3/" '
        {sub(/^ +/, "", $1)} index($2, prefix) == 1 && index($3, host) == 1 && !found {found = $2} END {print found}'
}

install_packages() {
    local package exact wanted=() missing
    mapfile -t missing < <(missing_packages)
    for package in "${missing[@]}"; do
        case $package in
        kubelet | kubectl) exact=$(version "$package" "$KUBERNETES_VERSION-" pkgs.k8s.io) ;;
        kubernetes-cni | cri-tools) exact=$(version "$package" '' pkgs.k8s.io) ;;
        moby-containerd) exact=$(version "$package" "$CONTAINERD_MAJOR." packages.microsoft.com) ;;
        moby-runc) exact=$(version "$package" '' packages.microsoft.com) ;;
        azure-acr-credential-provider) exact=$(version "$package" "$KUBERNETES_MINOR." packages.microsoft.com) ;;
        *)
            wanted+=("$package")
            continue
            ;;
        esac
        [[ -n $exact ]] || fail "no package source has a fitting version of $package"
        wanted+=("$package=$exact")
    done
    mend
    log "installing ${wanted[*]}"
    retry 3 20 apt_get install --no-install-recommends --allow-downgrades --allow-change-held-packages "${wanted[@]}" ||
        fail "apt-get install fails; the log has apt's own reason"
}

# Upgrades would take the node's components to versions that do not belong together.
hold_packages() {
    local package
    for package in "${HELD[@]}"; do
        if [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]]; then
            apt-mark hold "$package"
        fi
    done
}

# Azure's agent stays as it is until the last step: its upgrade stops the slice in which the extension, which is us, runs.
hold_agent() {
    if [[ $(dpkg-query -W -f '${db:Status-Status}' walinuxagent 2>/dev/null) == installed ]]; then
        apt-mark hold walinuxagent
    fi
}

# What must not happen while the extension runs, and may from now on.
release_agent() {
    if [[ $(dpkg-query -W -f '${db:Status-Status}' walinuxagent 2>/dev/null) == installed ]]; then
        apt-mark unhold walinuxagent
    fi
    if systemctl is-enabled --quiet apt-daily.timer 2>/dev/null; then
        systemctl start apt-daily.timer apt-daily-upgrade.timer
    fi
}

upgrade_packages() {
    mend
    hold_agent
    retry 5 15 apt_get update
    retry 3 20 apt_get dist-upgrade || fail "apt-get dist-upgrade fails; the log has apt's own reason"
}

# updates on|off
automatic_updates() {
    local value=0
    [[ $1 == off ]] || value=1
    # Sorted after the distribution's own 20auto-upgrades.
    printf 'APT::Periodic::%s "%s";\n' Update-Package-Lists "$value" Unattended-Upgrade "$value" |
        put 0644 /etc/apt/apt.conf.d/90slipway-updates
    if [[ $1 == on ]]; then
        command -v unattended-upgrade >/dev/null || retry 3 20 apt_get install unattended-upgrades
        # Not --now: they would begin at once, while the extension runs; the last step starts them.
        systemctl enable apt-daily.timer apt-daily-upgrade.timer
    else
        systemctl disable --now apt-daily.timer apt-daily-upgrade.timer 2>/dev/null || true
    fi
}

# Ubuntu's images have no firewall that is on.
open_firewall() {
    :
}

reboot_wanted() {
    [[ -e /run/reboot-required || -e /var/run/reboot-required ]]
}
