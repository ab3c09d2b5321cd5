#!/usr/bin/env bash
# Pulls the images without which nothing starts, so that an unreachable registry is named here and not guessed at later.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

# has NAME [DIGEST]: whether containerd has an image of this name.
has() {
    [[ -n $(ctr --namespace k8s.io images list -q "name==$1${2:+,target.digest==$2}") ]]
}

for image in $IMAGES; do
    name=$image tagged='' digest='' what=tag
    if [[ $image == *@* ]]; then
        tagged=${image%@*} digest=${image#*@} what=digest
        # containerd's own name for it: with a digest it forgets the tag. A colon before a slash begins a port.
        repository=$tagged
        [[ ${tagged##*/} != *:* ]] || repository=${tagged%:*}
        name=$repository@$digest
    fi
    if has "$name"; then
        log "$image is there"
        continue
    fi
    # What was put on the machine under its tag alone, with the same content, lacks only the name.
    if [[ -n $digest ]] && has "$tagged" "$digest"; then
        ctr --namespace k8s.io images tag "$tagged" "$name" >/dev/null
        log "$image is there as $tagged"
        continue
    fi
    # crictl and not ctr: it goes through the mirrors of /etc/containerd/certs.d.
    retry 5 10 crictl pull "$image" ||
        fail "failed to pull $image: is its registry reachable, and does it, or its mirror, have this $what?"
done
