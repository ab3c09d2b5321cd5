# shellcheck shell=bash
# What every step has at hand. Sourced first; sets NODE_NAME, NODE_IP and the constants of cluster.env.

set -Eeuo pipefail
# The last command of a pipe runs in the script's own shell: `put` at its end can count in CHANGED.
shopt -s lastpipe
umask 022
export LC_ALL=C.UTF-8

# shellcheck source=/dev/null
. /opt/slipway/cluster.env

# The way out through a proxy, for every command that follows.
set -a
for file in /opt/slipway/proxy.env /etc/slipway/proxy-secret.env; do
    # shellcheck source=/dev/null
    [[ ! -r $file ]] || . "$file"
done
set +a
unset file

# shellcheck disable=SC2034  # the steps read them
CERTS=/etc/kubernetes/certs
# shellcheck disable=SC2034
VALUES=/run/slipway/values.json
# shellcheck disable=SC2034
STATE=/var/lib/slipway

# The name under which the kubelet registers: the host name in lower case.
NODE_NAME=$(uname -n)
NODE_NAME=${NODE_NAME,,}

# Source address of the default route. Empty while there is none.
node_ip() {
    # 168.63.129.16 is Azure's own resolver: it lies behind the default route on every machine there.
    { ip -4 route get 168.63.129.16 2>/dev/null || true; } | sed -n 's/.* src \([0-9.]*\).*/\1/p' | head -n 1
}
# shellcheck disable=SC2034  # the steps read it
NODE_IP=$(node_ip)

# IPv6 address of the interface that has the default route. Empty while there is none.
node_ip6() {
    local interface
    interface=$(ip -4 route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1)
    [[ -n $interface ]] || return 0
    ip -6 -o address show dev "$interface" scope global | awk '{sub("/.*", "", $4); print $4; exit}'
}

log() {
    printf '%s %s\n' "$(date -u +%H:%M:%S)" "$*"
}

# The text that the extension's status shows for a failed step. It must not hold a secret.
hint() {
    printf '%s\n' "$*" >"${SLIPWAY_HINT:-/dev/null}"
}

# Ends the step; the text is the reason that the user reads.
fail() {
    hint "$*"
    log "error: $*" >&2
    exit 1
}

# A command that fails without a reason of its own. BASH_COMMAND is the command as written, no variable in it replaced.
unexpected() {
    [[ -s ${SLIPWAY_HINT:-/dev/null} ]] || hint "line $1 failed: ${2%%$'\n'*}"
}
trap 'unexpected "$LINENO" "$BASH_COMMAND"' ERR

# retry TIMES PAUSE COMMAND...: until it succeeds; the status of the last attempt.
retry() {
    local times=$1 pause=$2 n
    shift 2
    for ((n = 1; n < times; n++)); do
        "$@" && return 0
        log "attempt $n of $times failed: $1; next one in $pause s"
        sleep "$pause"
    done
    "$@"
}

# wait_for SECONDS COMMAND...: until it succeeds; false when it has not after that time. Its output is dropped.
wait_for() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < deadline)) || return 1
        sleep 2
    done
}

# from_values PATH: the bytes of one of the files that the extension brought. python3 and not jq: every image has it, since
# cloud-init runs on it, and the first steps run before a package can be fetched.
from_values() {
    python3 -c '
import base64, json, sys
files = json.load(open(sys.argv[1]))["files"]
sys.stdout.buffer.write(base64.b64decode(next(f["content"] for f in files if f["path"] == sys.argv[2])))
' "$VALUES" "$1"
}

# put MODE PATH: writes standard input beside PATH, then renames. Counts in CHANGED when PATH is not what it was.
CHANGED=0
put() {
    local mode=$1 path=$2 new
    mkdir -p "${path%/*}"
    new=$(mktemp "${path%/*}/.slipway.XXXXXXXX")
    cat >"$new"
    chmod "$mode" "$new"
    if [[ -f $path && $(stat -c %a "$path") == "$(stat -c %a "$new")" ]] && cmp -s "$new" "$path"; then
        rm -f "$new"
    else
        mv -f "$new" "$path"
        CHANGED=$((CHANGED + 1))
    fi
}

# fetch URL PATH: downloads beside PATH, then renames, so that half a file is never taken for a whole one.
fetch() {
    local url=$1 path=$2 protocols='=https'
    # A mirror without TLS is the user's own, and has been warned of.
    [[ $url != http://* ]] || protocols='=http,https'
    mkdir -p "${path%/*}"
    retry 5 5 curl -fsSL --proto "$protocols" --tlsv1.2 --connect-timeout 10 --max-time 300 -o "$path.part" "$url" ||
        fail "failed to download $url"
    mv -f "$path.part" "$path"
}

# amd64 or arm64.
architecture() {
    case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) fail "no packages for the architecture $(uname -m)" ;;
    esac
}

# Whether the containerd that is there is of the version that is asked for, or of the major version of the image's source.
has_containerd() {
    local wanted=${CONTAINERD_VERSION:-$CONTAINERD_MAJOR}
    [[ $(containerd --version 2>/dev/null) =~ \ v?${wanted//./\\.}([^0-9]|$) ]]
}

is_master() {
    [[ $ROLE == master ]]
}

# kubectl as the masters' own administrator, against this machine's API server.
admin_kubectl() {
    kubectl --kubeconfig /etc/kubernetes/admin.conf --request-timeout 20s "$@"
}

# static_pod NAME [PLACEHOLDER=VALUE]...: fills /opt/slipway/static-pods/NAME.yaml and moves it, whole, to where the
# kubelet looks. Values are names, addresses and lists of both: of what sed takes for its own they have `&` alone.
static_pod() {
    local name=$1 pair value script=''
    shift
    for pair in "NODE_NAME=$NODE_NAME" "NODE_IP=$NODE_IP" "HTTP_PROXY=${HTTP_PROXY:-}" "HTTPS_PROXY=${HTTPS_PROXY:-}" \
        "NO_PROXY=${NO_PROXY:-}" "$@"; do
        value=${pair#*=}
        script+="s|@${pair%%=*}@|${value//&/\\&}|g"$'\n'
    done
    # The script is a file of its own: a proxy's password would be seen among arguments.
    # put's file begins with a dot until it is renamed; the kubelet does not look at such files.
    sed -f <(printf '%s' "$script") "/opt/slipway/static-pods/$name.yaml" | put 0600 "/etc/kubernetes/manifests/$name.yaml"
}
