#!/usr/bin/env bash
# Starts this master's API server, controller manager, scheduler and cloud controller manager.
# shellcheck source=../lib.sh
. /opt/slipway/lib.sh

install -d -m 0700 /var/log/kubeaudit
for manifest in /opt/slipway/static-pods/*.yaml; do
    name=${manifest##*/}
    name=${name%.yaml}
    [[ $name == etcd ]] || static_pod "$name"
done

ready() {
    curl -fsS --max-time 10 --cacert "$CERTS/ca.crt" "https://127.0.0.1:$API_PORT/readyz"
}
wait_for 900 ready || fail "the API server is not ready after 15 minutes; see crictl ps -a and crictl logs of kube-apiserver"
log "the API server is ready"

# They make themselves certificates that nobody else knows. The join of the first node fails without them; here they are
# only named.
for port in 10257 10259; do
    wait_for 60 curl -fsSk --max-time 5 "https://127.0.0.1:$port/healthz" ||
        log "warning: nothing healthy on port $port (10257 is the controller manager, 10259 the scheduler)"
done
