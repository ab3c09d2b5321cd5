#!/usr/bin/env bash
# Starts this master's etcd member: as one of a new cluster, or as one that joins the others again. Nobody says which of
# the two it is; the other members do when they are asked.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

data=/var/lib/etcddisk/etcd
own_url=https://$NODE_IP:2380

mountpoint -q /var/lib/etcddisk || fail "/var/lib/etcddisk is not mounted"
[[ ,$ETCD_INITIAL_CLUSTER, == *",$NODE_NAME=$own_url,"* ]] ||
    fail "this master is $NODE_NAME at $NODE_IP, which is not one of the cluster's: $ETCD_INITIAL_CLUSTER"

others=()
IFS=, read -ra members <<<"$ETCD_INITIAL_CLUSTER"
for member in "${members[@]}"; do
    host=${member#*=https://}
    host=${host%:*}
    [[ $host == "$NODE_IP" ]] || others+=("$host")
done

# call HOST PATH [JSON]: etcd's HTTP form of its API
call() {
    local body=()
    [[ -z ${3:-} ]] || body=(--data "$3")
    curl -fsS --connect-timeout 3 --max-time 10 --cacert "$CERTS/etcd-ca.crt" --cert "$CERTS/etcdclient.crt" \
        --key "$CERTS/etcdclient.key" "${body[@]}" "https://$1:2379$2"
}

# Sets `answering` to a member that knows a leader and `list` to its members; else `list` to what a member without a leader
# says, or nothing.
ask() {
    local host answer
    answering='' list=''
    for host in "${others[@]}"; do
        answer=$(call "$host" /v3/cluster/member/list '{}' 2>/dev/null) || continue
        list=$answer
        if [[ $(call "$host" /health 2>/dev/null | jq -r .health 2>/dev/null) == true ]]; then
            answering=$host
            return 0
        fi
    done
}

# ours FILTER: of the members in `list` that have this machine's name or address, what FILTER says
ours() {
    jq -r --arg name "$NODE_NAME" --arg url "$own_url" \
        "[.members[] | select(.name == \$name or (.peerURLs | index(\$url)))] | $1" <<<"$list"
}

# The members in `list` as --initial-cluster wants them. One that has not started yet has no name of its own.
as_initial_cluster() {
    jq -r --arg initial "$ETCD_INITIAL_CLUSTER" '
        ($initial | split(",") | map(split("=") | {key: .[1], value: .[0]}) | from_entries) as $names
        | [.members[] | . as $member | .peerURLs[] | "\(if ($member.name // "") != "" then $member.name else $names[.] // $member.ID end)=\(.)"]
        | join(",")' <<<"$list"
}

# A member that has started once has told its clients' address; one whose place is only reserved has not.
STARTED='((.clientURLs // []) | length > 0)'

for ((round = 1; round <= 6; round++)); do
    ask
    # Without others, or when one answers and takes this machine for a new one, there is nothing to wait for.
    [[ ${#others[@]} == 0 || -n $answering ]] && break
    [[ -n $list && $(ours "any($STARTED)") == false ]] && break
    sleep 5
done

memory=$STATE/etcd
state='' cluster=$ETCD_INITIAL_CLUSTER
if [[ -d $data/member/wal ]] && [[ -n $answering && $(ours length) == 0 ]]; then
    # Its place was given away: with this data it could only ever be refused. Kept, not deleted.
    aside=$data.removed-$(date -u +%Y%m%dT%H%M%SZ)
    mv "$data" "$aside"
    log "$answering says that $NODE_NAME is no member any more; its data is now in $aside"
fi
if [[ -d $data/member/wal ]]; then
    # etcd takes its members from its data; what the flags say is not looked at. The words of the first start stay, so that
    # the pod does not change.
    state=existing
    [[ ! -s $memory ]] || read -r state cluster <"$memory"
    log "there is data: $NODE_NAME goes on with it"
elif [[ -n $answering ]]; then
    while read -r id; do
        [[ -n $id ]] || continue
        log "removing the member $id, which had this machine's place and is gone"
        retry 12 5 call "$answering" /v3/cluster/member/remove "{\"ID\": \"$id\"}" >/dev/null ||
            fail "$answering does not remove the old member $id of this name; has the cluster lost its quorum?"
    done < <(ours ".[] | select($STARTED) | .ID")
    ask
    [[ -n $answering ]] || fail "etcd has lost its leader while a member was replaced"
    if [[ $(ours length) == 0 ]]; then
        log "adding $NODE_NAME"
        # etcd refuses while it has not heard of all others for some seconds, as after a removal.
        retry 12 5 call "$answering" /v3/cluster/member/add "{\"peerURLs\": [\"$own_url\"]}" >/dev/null ||
            fail "$answering does not add this machine as a member"
        ask
    fi
    state=existing
    cluster=$(as_initial_cluster)
    [[ ,$cluster, == *"=$own_url,"* ]] || fail "etcd does not list this machine after adding it"
elif [[ -n $list && $(ours "any($STARTED)") == true ]]; then
    # A blank member under an old identity could help a minority to forget what the majority had agreed on.
    fail "the other etcd members have no leader, and this one's data is gone: restore the quorum or a backup first"
else
    log "no member has a cluster yet: this is a new one"
    state=new
fi

install -d -m 0700 "$data"
printf '%s %s\n' "$state" "$cluster" | put 0644 "$memory"
static_pod etcd "ETCD_STATE=$state" "ETCD_INITIAL_CLUSTER=$cluster"
log "state $state, members $cluster"

healthy() {
    [[ $(call 127.0.0.1 /health | jq -r .health) == true ]]
}
wait_for 900 healthy || fail "etcd has no leader after 15 minutes: are the other masters up, and does TCP 2380 pass between them? See crictl logs of etcd"
