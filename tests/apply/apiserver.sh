# shellcheck shell=bash
# A real API server with its etcd, on loopback, for one test: sourced.
#
# The one who sources it sets `version` (Kubernetes) and gets `work`, a folder of the test's own.

version=${version:?a Kubernetes version}
cache=${SLIPWAY_CACHE:-$HOME/.cache/slipway}
work=$(mktemp -d)
kubernetes=$cache/kubernetes/$version
etcd=$(find "$cache/etcd" -mindepth 2 -maxdepth 2 -name etcd 2>/dev/null | sort -V | tail -n 1)
[[ -x $kubernetes/kube-apiserver && -x $etcd ]] || { echo "run 'make boot' first: it builds Kubernetes $version and etcd" >&2; exit 1; }

pids=()
finish() {
  # Not asked politely: an API server whose etcd is gone waits for it.
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

start() { # NAME COMMAND...: $! is its process
  local name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  pids+=($!)
}
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
wait_for() { # SECONDS COMMAND...
  local seconds=$1
  shift
  for ((second = 0; second < seconds; second++)); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 1
  done
  tail -n 20 "$work"/*.log >&2
  echo "not after $seconds seconds: $*" >&2
  exit 1
}

start_etcd() {
  local peers
  clients=$(free_port) peers=$(free_port)
  start etcd "$etcd" --data-dir "$work/etcd" --unsafe-no-fsync \
    --listen-client-urls "http://127.0.0.1:$clients" --advertise-client-urls "http://127.0.0.1:$clients" \
    --listen-peer-urls "http://127.0.0.1:$peers" --initial-advertise-peer-urls "http://127.0.0.1:$peers" \
    --initial-cluster "default=http://127.0.0.1:$peers"
}

# Starts the API server with the keys of a generated cluster, and makes KUBECONFIG its administrator's.
start_apiserver() { # FOLDER [FLAG...]
  local out=$1 port services
  shift
  services=$(sed -nE 's/.*--service-cluster-ip-range=([^"]+)".*/\1/p' "$out/machines/master/opt/slipway/static-pods/kube-apiserver.yaml")
  port=$(free_port)
  start kube-apiserver "$kubernetes/kube-apiserver" --etcd-servers "http://127.0.0.1:$clients" \
    --bind-address 127.0.0.1 --secure-port "$port" --advertise-address 10.255.255.5 --endpoint-reconciler-type none \
    --tls-cert-file "$out/apiserver.crt" --tls-private-key-file "$out/apiserver.key" --client-ca-file "$out/ca.crt" \
    --service-account-key-file "$out/sa.pub" --service-account-signing-key-file "$out/sa.key" \
    --service-account-issuer https://kubernetes.default.svc.cluster.local --service-cluster-ip-range "$services" \
    --authorization-mode Node,RBAC --allow-privileged=true \
    --authentication-config "$out/machines/master/etc/kubernetes/authentication.yaml" "$@"
  apiserver=$!
  export KUBECONFIG=$work/kubeconfig PATH=$kubernetes:$PATH
  rm -f "$KUBECONFIG"
  kubectl config set-cluster test --server "https://127.0.0.1:$port" --certificate-authority "$out/ca.crt" >/dev/null
  kubectl config set-credentials test --client-certificate "$out/admin.crt" --client-key "$out/admin.key" >/dev/null
  kubectl config set-context test --cluster test --user test >/dev/null
  kubectl config use-context test >/dev/null
  wait_for 60 kubectl get --raw /readyz
}
stop_apiserver() {
  kill -KILL "$apiserver"
  wait "$apiserver" 2>/dev/null || true
}
