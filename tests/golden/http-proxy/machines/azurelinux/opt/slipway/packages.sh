# shellcheck shell=bash
# Packages with tdnf, for Azure Linux. Sourced after lib.sh.

# shellcheck disable=SC2034  # the network step reads it
PACKAGE_URLS=("$KUBERNETES_PACKAGES" "$MICROSOFT_PACKAGES")
KUBERNETES_SOURCE=$KUBERNETES_PACKAGES/core:/stable:/v$KUBERNETES_MINOR/rpm
HELD=(kubelet kubectl kubernetes-cni cri-tools containerd2 azure-acr-credential-provider)

# Packages whose programs are not on the machine, or not at the right version: one name a line. It asks the programs, not
# rpm, so that an image may carry them in another way.
missing_packages() {
    local package program
    [[ $(kubelet --version 2>/dev/null) == "Kubernetes v$KUBERNETES_VERSION" ]] || echo kubelet
    [[ $(kubectl version --client 2>/dev/null) == *"Client Version: v$KUBERNETES_VERSION"* ]] || echo kubectl
    has_containerd || echo containerd2
    [[ -x /opt/cni/bin/portmap ]] || echo kubernetes-cni
    [[ -x /var/lib/kubelet/credential-provider/acr-credential-provider ]] ||
        command -v azure-acr-credential-provider >/dev/null || echo azure-acr-credential-provider
    [[ ${AUDIT:-} != true ]] || command -v auditctl >/dev/null || echo audit
    [[ ${PROXY_MODE:-} != ipvs ]] || command -v ipvsadm >/dev/null || echo ipvsadm
    while read -r package program; do
        command -v "$program" >/dev/null || echo "$package"
    done <<-'LIST'
		runc runc
		cri-tools crictl
		jq jq
		conntrack-tools conntrack
		ethtool ethtool
		ebtables ebtables
		iptables iptables
		nftables nft
		ipset ipset
		socat socat
		tar tar
		chrony chronyd
		nfs-utils mount.nfs
		cifs-utils mount.cifs
	LIST
}

# source_of NAME KEY URL SETTINGS...
source_of() {
    local name=$1 key=$2 url=$3
    shift 3
    {
        printf '[slipway-%s]\nname=%s, for slipway\nbaseurl=%s\ngpgcheck=1\ngpgkey=file://%s\n' "$name" "$name" "$url" "$key"
        printf '%s\n' "$@"
    } | put 0644 "/etc/yum.repos.d/slipway-$name.repo"
}

# The image's own sources, which are Microsoft's, pointed at its mirror.
use_mirrors() {
    local file
    [[ $MICROSOFT_IS_MIRROR == true ]] || return 0
    for file in /etc/yum.repos.d/*.repo; do
        if [[ -f $file && $file != */slipway-* ]]; then
            sed "s#https://packages\.microsoft\.com/#$MICROSOFT_PACKAGES/#g" "$file" | put 0644 "$file"
        fi
    done
}

add_sources() {
    local key=/etc/pki/rpm-gpg/slipway-kubernetes
    fetch "$KUBERNETES_SOURCE/repodata/repomd.xml.key" "$key"
    rpm --import "$key"
    # A lower number wins: other sources have builds of kubelet too.
    source_of kubernetes "$key" "$KUBERNETES_SOURCE/" enabled=1 priority=10
    # Only for the credential provider; off, so that nothing else is taken from there.
    source_of cloud-native /etc/pki/rpm-gpg/MICROSOFT-RPM-GPG-KEY \
        "$MICROSOFT_PACKAGES/azurelinux/3.0/prod/cloud-native/$(uname -m)" enabled=0
    retry 5 15 tdnf -y makecache || fail "tdnf makecache fails: is a package source unreachable or its signature wrong?"
}

install_packages() {
    local package version wanted=() missing provider=false
    mapfile -t missing < <(missing_packages)
    for package in "${missing[@]}"; do
        case $package in
        kubelet | kubectl) wanted+=("$package-$KUBERNETES_VERSION") ;;
        containerd2) wanted+=("$package${CONTAINERD_VERSION:+-$CONTAINERD_VERSION}") ;;
        azure-acr-credential-provider) provider=true ;;
        *) wanted+=("$package") ;;
        esac
    done
    if ((${#wanted[@]})); then
        log "installing ${wanted[*]}"
        retry 3 20 tdnf -y install "${wanted[@]}" || fail "tdnf install fails; the log has tdnf's own reason"
    fi
    if $provider; then
        version=$(tdnf --enablerepo=slipway-cloud-native list available azure-acr-credential-provider |
            awk -v prefix="$KUBERNETES_MINOR." 'index($2, prefix) == 1 {print $2}' | sort -V | tail -n 1)
        [[ -n $version ]] || fail "$MICROSOFT_PACKAGES has no azure-acr-credential-provider for Kubernetes $KUBERNETES_MINOR"
        retry 3 20 tdnf -y --enablerepo=slipway-cloud-native install "azure-acr-credential-provider-$version" ||
            fail "tdnf install azure-acr-credential-provider fails; the log has tdnf's own reason"
    fi
}

# What a machine needs to join a domain. realmd and adcli are in Azure Linux's extended repository alone.
install_for_domain() {
    source_of extended /etc/pki/rpm-gpg/MICROSOFT-RPM-GPG-KEY \
        "$MICROSOFT_PACKAGES/azurelinux/3.0/prod/extended/$(uname -m)" enabled=0
    retry 3 20 tdnf -y --enablerepo=slipway-extended install realmd adcli sssd-ad oddjob oddjob-mkhomedir ||
        fail "tdnf install fails; the log has tdnf's own reason"
}

# Upgrades would take the node's components to versions that do not belong together.
hold_packages() {
    printf '%s\n' "${HELD[@]}" | put 0644 /etc/tdnf/locks.d/slipway.conf
}

# Without Azure's agent: its upgrade restarts it, and the extension, which is us, runs below it.
upgrade_packages() {
    retry 3 20 tdnf -y update --exclude=WALinuxAgent || fail "tdnf update fails; the log has tdnf's own reason"
}

# automatic_updates on|off
automatic_updates() {
    if [[ $1 == on ]]; then
        # dnf reads no locks of tdnf's.
        command -v dnf-automatic >/dev/null || retry 3 20 tdnf -y install dnf-automatic
        if ! grep -q '^excludepkgs=.*kubelet' /etc/dnf/dnf.conf 2>/dev/null; then
            local IFS=,
            { cat /etc/dnf/dnf.conf 2>/dev/null || echo '[main]'; echo "excludepkgs=${HELD[*]}"; } | put 0644 /etc/dnf/dnf.conf
        fi
        # Not --now: it would begin at once, while the extension runs; the last step starts it.
        systemctl enable dnf-automatic-install.timer
    else
        systemctl disable --now dnf-automatic.timer dnf-automatic-install.timer 2>/dev/null || true
    fi
}

# Azure Linux comes with a firewall that lets in nothing but SSH and forwards nothing: no API server, no etcd, no pod. What
# others accept cannot undo its drops. Masked, since an upgrade of its package would start it again.
open_firewall() {
    systemctl disable --now iptables.service ip6tables.service 2>/dev/null || true
    systemctl mask iptables.service ip6tables.service 2>/dev/null || true
    if [[ $(iptables -S INPUT 2>/dev/null | head -n 1) == '-P INPUT DROP' ]]; then
        iptables -P INPUT ACCEPT
        iptables -P FORWARD ACCEPT
        iptables -F
    fi
    [[ $(iptables -S INPUT 2>/dev/null | head -n 1) != '-P INPUT DROP' ]] || fail "the host's firewall still drops what comes in"
}

# What must not happen while the extension runs, and may from now on.
release_agent() {
    if systemctl is-enabled --quiet dnf-automatic-install.timer 2>/dev/null; then
        systemctl start dnf-automatic-install.timer
    fi
}

reboot_wanted() {
    # There is no flag file: a kernel that is not the newest installed one waits for its boot. rpm's name of it ends with
    # the architecture, uname's does not.
    local newest
    newest=$(rpm -q --last kernel 2>/dev/null | head -n 1 | sed 's/^kernel-\([^ ]*\).*/\1/')
    [[ -n $newest && $newest != "$(uname -r)"* ]]
}
