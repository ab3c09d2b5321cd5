# shellcheck shell=bash
# Packages with apt. Sourced after lib.sh.

export DEBIAN_FRONTEND=noninteractive
# needrestart would restart services, or ask about it, in the middle of an installation.
export NEEDRESTART_SUSPEND=1

# shellcheck disable=SC2034  # the network step reads it
PACKAGE_URLS=("$KUBERNETES_PACKAGES" "$MICROSOFT_PACKAGES")
[[ -z $DISTRIBUTION_PACKAGES ]] || PACKAGE_URLS+=("$DISTRIBUTION_PACKAGES")
KUBERNETES_SOURCE=$KUBERNETES_PACKAGES/core:/stable:/v$KUBERNETES_MINOR/deb
HELD=(kubelet kubectl kubernetes-cni cri-tools moby-containerd moby-runc azure-acr-credential-provider)

# Packages whose programs are not on the machine, or not at the right version: one name a line. It asks the programs, not
# dpkg, so that an image may carry them in another way.
missing_packages() {
    local package program
    # read to the end: a program that is cut off by a closed pipe counts as failed
    [[ $(kubelet --version 2>/dev/null) == "Kubernetes v$KUBERNETES_VERSION" ]] || echo kubelet
    [[ $(kubectl version --client 2>/dev/null) == *"Client Version: v$KUBERNETES_VERSION"* ]] || echo kubectl
    has_containerd || echo moby-containerd
    [[ -x /opt/cni/bin/portmap ]] || echo kubernetes-cni
    [[ -x /var/lib/kubelet/credential-provider/acr-credential-provider ]] ||
        command -v azure-acr-credential-provider >/dev/null || echo azure-acr-credential-provider
    [[ ${AUDIT:-} != true ]] || command -v auditctl >/dev/null || echo auditd
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

# The image's own sources, pointed at mirrors: suites, components and keys stay, since a mirror has the same signatures.
use_mirrors() {
    local file url=${DISTRIBUTION_PACKAGES//\{arch\}/$(architecture)} script=''
    [[ -z $url ]] || script+="s#https?://([a-z0-9-]+\.)*(archive|security|ports)\.ubuntu\.com/ubuntu(-ports)?/?#$url/#g;"
    [[ $MICROSOFT_IS_MIRROR == false ]] || script+="s#https?://packages\.microsoft\.com/#$MICROSOFT_PACKAGES/#g;"
    [[ -n $script ]] || return 0
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        if [[ -f $file && $file != */slipway-* ]]; then
            sed -E "$script" "$file" | put 0644 "$file"
        fi
    done
}

add_sources() {
    local VERSION_ID='' VERSION_CODENAME=''
    # shellcheck source=/dev/null
    . /etc/os-release
    source_of kubernetes "$KUBERNETES_SOURCE/Release.key" "URIs: $KUBERNETES_SOURCE/" "Suites: /"

    # An image that knows Microsoft's packages has a source with a key of its own; apt refuses a second one with another.
    local microsoft=$MICROSOFT_PACKAGES/ubuntu/$VERSION_ID/prod
    if ! grep -rqs --exclude='slipway-*' "$microsoft" /etc/apt/sources.list.d /etc/apt/sources.list; then
        source_of microsoft "$MICROSOFT_PACKAGES/keys/microsoft.asc" "URIs: $microsoft/" "Suites: $VERSION_CODENAME" \
            "Components: main" "Architectures: $(architecture)"
    fi
    # Microsoft's source has builds of other packages too, kubelet among them: only what is asked for comes from there.
    local pin='origin packages.microsoft.com'
    # A mirror's host may have other sources too; the release file names Microsoft's own.
    [[ $MICROSOFT_IS_MIRROR == false ]] || pin="release o=microsoft-ubuntu-$VERSION_CODENAME-prod $VERSION_CODENAME"
    printf 'Package: *\nPin: %s\nPin-Priority: 100\n' "$pin" | put 0644 /etc/apt/preferences.d/slipway

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

# version PACKAGE PREFIX URL: the newest version that begins so, of those that the source below URL has. 1.7.3 does not begin
# 1.7.34.
version() {
    apt-cache madison "$1" | awk -F' *\\| *' -v prefix="$2" -v source="$3/" '
        index($2, prefix) == 1 && (prefix !~ /[0-9]$/ || substr($2, length(prefix) + 1, 1) !~ /[0-9]/) &&
            index($3, source) == 1 && !found {found = $2}
        END {print found}'
}

install_packages() {
    local package exact wanted=() missing
    mapfile -t missing < <(missing_packages)
    for package in "${missing[@]}"; do
        case $package in
        kubelet | kubectl) exact=$(version "$package" "$KUBERNETES_VERSION-" "$KUBERNETES_PACKAGES") ;;
        kubernetes-cni | cri-tools) exact=$(version "$package" '' "$KUBERNETES_PACKAGES") ;;
        moby-containerd) exact=$(version "$package" "${CONTAINERD_VERSION:-$CONTAINERD_MAJOR}" "$MICROSOFT_PACKAGES") ;;
        moby-runc) exact=$(version "$package" '' "$MICROSOFT_PACKAGES") ;;
        azure-acr-credential-provider) exact=$(version "$package" "$KUBERNETES_MINOR." "$MICROSOFT_PACKAGES") ;;
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

# What a machine needs to join a domain.
install_for_domain() {
    mend
    retry 3 20 apt_get install --no-install-recommends realmd adcli sssd-ad sssd-tools libnss-sss libpam-sss ||
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
