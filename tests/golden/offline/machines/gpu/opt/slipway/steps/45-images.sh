#!/usr/bin/env bash
# Pulls the images without which nothing starts, so that an unreachable registry is named here and not guessed at later.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

for image in $IMAGES; do
    if [[ -n $(ctr --namespace k8s.io images list -q "name==$image") ]]; then
        log "$image is there"
        continue
    fi
    # crictl and not ctr: it goes through the mirrors of /etc/containerd/certs.d.
    retry 5 10 crictl pull "$image" || fail "failed to pull $image: is its registry reachable, and does the tag exist?"
done
