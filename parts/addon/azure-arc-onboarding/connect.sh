#!/usr/bin/env bash
# Connects the cluster to Azure Arc. May run again: `connect` looks for the agents' own record in the cluster first, and puts right
# what is there.
set -euo pipefail

say() { echo "arc: $1" >&2; }

account=/var/run/secrets/kubernetes.io/serviceaccount
server=$KUBERNETES_SERVICE_HOST
# The API server is never behind the proxy; not every program reads the ranges of addresses in the list.
export NO_PROXY=${NO_PROXY:+$NO_PROXY,}$server
export no_proxy=$NO_PROXY
[[ $server != *:* ]] || server="[$server]"

cat > "$KUBECONFIG" <<CONFIG
apiVersion: v1
kind: Config
current-context: cluster
clusters:
- name: cluster
  cluster:
    server: https://$server:$KUBERNETES_SERVICE_PORT
    certificate-authority: $account/ca.crt
users:
- name: onboarding
  user:
    tokenFile: $account/token
contexts:
- name: cluster
  context:
    cluster: cluster
    user: onboarding
CONFIG
chmod 0600 "$KUBECONFIG"

# add NAME VERSION: an extension of the CLI; without a version the newest.
add() {
  local version=()
  [[ -z $2 ]] || version=(--version "$2")
  say "adding $1 ${2:-(newest)}"
  az extension add --yes --name "$1" "${version[@]}"
}

az cloud set --name "$CLOUD"
add connectedk8s "$CONNECTEDK8S_VERSION"

say "signing in as $CLIENT_ID"
# With @ the CLI reads the file itself: the secret is no argument of a process.
az login --service-principal --tenant "$TENANT_ID" --username "$CLIENT_ID" \
  --password=@/etc/principal/clientSecret --output none
az account set --subscription "$SUBSCRIPTION_ID"

proxy=()
if [[ -n ${HTTPS_PROXY:-} ]]; then
  (umask 077; printf %s "${HTTP_PROXY:-$HTTPS_PROXY}" > "$HOME/http-proxy"; printf %s "$HTTPS_PROXY" > "$HOME/https-proxy")
  proxy=(--proxy-http=@"$HOME/http-proxy" --proxy-https=@"$HOME/https-proxy"
    --proxy-skip-range "$NO_PROXY,kubernetes.default.svc,.svc,.svc.cluster.local")
fi
say "connecting as $CLUSTER_NAME in $RESOURCE_GROUP"
az connectedk8s connect --name "$CLUSTER_NAME" --resource-group "$RESOURCE_GROUP" --location "$LOCATION" \
  --kube-config "$KUBECONFIG" --kube-context cluster --output none "${proxy[@]}"

# extend NAME TYPE ARGUMENT...: an extension of the connected cluster.
extend() {
  local at=(--cluster-type connectedClusters --cluster-name "$CLUSTER_NAME" --resource-group "$RESOURCE_GROUP" --name "$1")
  if az k8s-extension show "${at[@]}" --output none 2> /dev/null; then
    say "$1 is there"
    return
  fi
  say "creating $1"
  az k8s-extension create "${at[@]}" --extension-type "$2" --output none "${@:3}"
}
if [[ -n $CONTAINER_INSIGHTS$AZURE_POLICY ]]; then
  add k8s-extension "$K8S_EXTENSION_VERSION"
fi
if [[ -n $CONTAINER_INSIGHTS ]]; then
  extend azuremonitor-containers Microsoft.AzureMonitor.Containers \
    --configuration-settings "logAnalyticsWorkspaceResourceID=$CONTAINER_INSIGHTS"
fi
if [[ -n $AZURE_POLICY ]]; then
  extend azurepolicy Microsoft.PolicyInsights
fi
say "done"
