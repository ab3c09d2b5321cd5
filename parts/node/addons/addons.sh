#!/usr/bin/env bash
# Brings the cluster to what the manifests in /etc/kubernetes/addons say. Run by slipway-addons.timer on every master;
# may be run by hand at any time.
#
# Label addonmanager.kubernetes.io/mode of an object:
#   Reconcile     forced back to the file; deleted when no file has it any more
#   EnsureExists  made when it is not there, else left alone
#   (none)        as the file's first line says, `# mode: Reconcile` for instance; without one reported and left alone
#
# Two objects in kube-system keep the masters from fighting:
#   ConfigMap slipway-addons  `bundle`: which set of manifests leads; `inventory`: the Reconcile objects it has made
#   Lease slipway-addons      who is at work; its renewTime is when somebody last was
#
# Exit: 0 done, or another bundle leads, or another master is at work; 2 this machine lacks something; 3 the API server did
# not answer; 4 a file is no manifest (the others were applied); 5 the API server refused something; 75 another run here.
# shellcheck disable=SC2016  # the variables of jq programs are jq's
set -euo pipefail
umask 077

folder=${ADDONS_FOLDER:-/etc/kubernetes/addons}
env_file=${ADDONS_ENV:-/opt/slipway/addons.env}
run=${ADDONS_RUN:-/run/slipway-addons}
patience=${ADDONS_PATIENCE:-30}   # seconds to wait for the API server
# Not what the shell of a person who runs it by hand has: that may be another cluster, or other manners of kubectl.
export KUBECONFIG=${ADDONS_KUBECONFIG:-/etc/kubernetes/admin.conf} KUBERC=off

name=slipway-addons
lease_seconds=300                 # longer than a run can be
run_seconds=240                   # all calls of a run together
silence_seconds=900               # after that, it is worth a warning that nobody works for the leading bundle
node=$(uname -n)
node=${node,,}

# jq's common words. An object's key is the same in every version of its group. A namespace not named is `default`: nothing
# cluster-scoped has the kind of something namespaced, so that is safe without knowing which is which.
words='
  def key: [(.apiVersion | if contains("/") then split("/")[0] else "" end), .kind, (.metadata.namespace // "default"), .metadata.name];
  def stub: {apiVersion, kind, metadata: (.metadata | {name, namespace})};
  def items: if .items then .items elif .kind then [.] else [] end;
  def pack: select(length > 0) | {apiVersion: "v1", kind: "List", items: .};
  def named: "\(.kind) \(if .metadata.namespace then .metadata.namespace + "/" else "" end)\(.metadata.name)";
  def instant: sub("\\.[0-9]+"; "") | fromdate;
  def micro: todate | sub("Z$"; ".000000Z");
  def bundle: .data.bundle // "{}" | fromjson? // {};
  def inventory: .data.inventory // "[]" | fromjson? // [];
'
query() { jq "$words $1" "${@:2}"; }

# say LEVEL TEXT: one line to the journal, its level in front when systemd reads it.
say() {
  local -A number=([err]=3 [warning]=4 [notice]=5 [info]=6)
  echo "${JOURNAL_STREAM:+<${number[$1]}>}$2" >&2
}
die() { say err "$2"; exit "$1"; }

# complain: kubectl's last complaints, but for its library's own log.
complain() {
  local line
  while IFS= read -r line; do
    [[ -z $line || $line =~ ^[EWI][0-9]{4}\  ]] || say err "$line"
  done < "$run/err"
}

# kube ARGUMENT...: kubectl, which neither hangs nor outlives the run; its complaints are in $run/err.
kube() {
  local left=$((run_seconds - SECONDS))
  ((left > 0)) || { echo "no time left for kubectl $1" > "$run/err"; return 124; }
  timeout "$((left < 60 ? left : 60))" kubectl --cache-dir="$run/cache" --request-timeout=20s "$@" 2> "$run/err"
}

names() { query '[items[] | named] | join(", ")' -r "$1"; }

# The objects that have a mode.
ours='(.mode == "Reconcile" or .mode == "EnsureExists")'

# read_folder: every object of the folder into $run/objects.json as {file, mode, object}; names of files that cannot be read
# into `broken`. The result is kept until a file changes.
read_folder() {
  local file base mode
  digest=$(cd "$folder" && sha256sum -- "${files[@]##*/}" | sha256sum | cut -c1-64)
  changed=$(stat -c %Y -- "$folder" "${files[@]}" | sort -n | tail -1)
  if [[ -e $run/objects.json && $(cat "$run/digest") == "$digest" ]]; then
    broken=$(cat "$run/broken")
    return
  fi

  say notice "reading ${#files[@]} files of $folder"
  broken=
  : > "$run/read.json"
  for file in "${files[@]}"; do
    base=${file##*/}
    # Turns YAML into JSON without asking the API server. kubectl wants something to do, so it notes the file's name.
    if kubectl annotate --local --overwrite -f "$file" "$name/file=$base" -o json > "$run/one.json" 2> "$run/err" \
      && jq -es 'all(.[] | .apiVersion, .kind, .metadata.name; type == "string")' "$run/one.json" > /dev/null; then
      mode=$(sed -nE '1s/^# mode: (Reconcile|EnsureExists)$/\1/p' "$file")
      jq --arg mode "$mode" 'if $mode == "" then . else .metadata.labels["addonmanager.kubernetes.io/mode"] //= $mode end' \
        "$run/one.json" >> "$run/read.json"
    else
      # kubectl may quote the document, and that may be a Secret.
      broken+="$base "
      say err "failed to read $base as manifests ($(grep -om1 'yaml: line [0-9]*' "$run/err" || echo 'an object lacks apiVersion, kind or name')); its objects are left as they are"
    fi
  done
  query '
    map({ file: .metadata.annotations[$note], mode: .metadata.labels["addonmanager.kubernetes.io/mode"],
          object: (del(.metadata.annotations[$note]) | if .metadata.annotations == {} then del(.metadata.annotations) else . end) })
  ' -s --arg note "$name/file" "$run/read.json" > "$run/objects.new"
  query '
    (.[] | select(.mode != "Reconcile" and .mode != "EnsureExists")
     | "\(.file): \(.object | named) is left alone: label it addonmanager.kubernetes.io/mode: Reconcile or EnsureExists"),
    (group_by(.object | key)[] | select(length > 1)
     | "\(.[0].object | named) is there \(length) times, in \(map(.file) | unique | join(", ")): which one wins is chance")
  ' -r "$run/objects.new" > "$run/remarks"
  while IFS= read -r line; do say warning "$line"; done < "$run/remarks"
  rm -f "$run/objects.json" "$run/read.json" "$run/one.json"
  echo "$broken" > "$run/broken"
  echo "$digest" > "$run/digest"
  mv "$run/objects.new" "$run/objects.json"
}

# select_objects FILTER: the objects that it takes, as a List in $run/list.json; false when there are none.
select_objects() {
  query "[.[] | select($1) | .object] | pack" "$run/objects.json" > "$run/list.json"
  [[ -s $run/list.json ]]
}

# read_state: the ConfigMap and the Lease into $run/state.json, in one reading; see take_lease.
read_state() {
  until kube get "configmap/$name" "lease/$name" -n kube-system --ignore-not-found -o json > "$run/read.json"; do
    ((SECONDS < patience)) || { complain; die 3 "the API server does not answer"; }
    sleep 2
  done
  [[ -s $run/read.json ]] || echo '{}' > "$run/read.json"
  query 'def one($kind): map(select(.kind == $kind))[0]; items | {record: one("ConfigMap"), lease: one("Lease")}' \
    "$run/read.json" > "$run/state.json"
}

# standing: `lead`, or how loud to say why this bundle may not. The newest leads: by version, then by time of change. When
# its machines are silent the older ones still do not undo it: that is for people to decide.
standing() {
  query '
    def version: ltrimstr("v") | split("-")[0] | split(".") | map(tonumber? // 0);
    def order: [(.kubernetes // "0" | version), (.slipway // "0" | version), .changed // 0, .node // ""];
    (.record | bundle) as $theirs
    | if ($theirs | order) <= ($mine | order)
        or ($theirs | [.kubernetes, .slipway, .digest]) == ($mine | [.kubernetes, .slipway, .digest]) then "lead"
      else
        "those of \($theirs.node) are newer (Kubernetes \($theirs.kubernetes), slipway \($theirs.slipway), \($theirs.changed | todate))" as $why
        | (now - (.lease.spec.renewTime // "1970-01-01T00:00:00Z" | instant) | floor) as $silence
        | if $silence <= $limit then "info \($why)"
          else "warning \($why), but nobody has worked for them for \($silence / 60 | floor) minutes; to let this master lead: touch its folder when the versions are the same, else empty `bundle` of the ConfigMap" end
      end
  ' -r --argjson mine "$bundle" --argjson limit "$silence_seconds" "$run/state.json"
}

# write FILE: creates the object, or replaces it when it carries a resourceVersion; what came of it is in $run/written.json.
# False when another was quicker.
write() {
  local verb=create
  jq -e .metadata.resourceVersion "$1" > /dev/null && verb=replace
  kube "$verb" -f "$1" -o json > "$run/written.json" && return 0   # not a bare return: in a trap that gives the status from before it
  grep -q '(Conflict)\|(AlreadyExists)' "$run/err" || { complain; die 5 "failed to $verb $(names "$1")"; }
  return 1
}

# take_lease: true when the Lease is ours. It was read together with the ConfigMap, which only the Lease's holder writes: who
# then wins the Lease by its resourceVersion knows that the ConfigMap still is as it was read.
take_lease() {
  query '
    (.lease // {apiVersion: "coordination.k8s.io/v1", kind: "Lease", metadata: {name: $name, namespace: "kube-system"}})
    | select(.spec.holderIdentity == null or .spec.holderIdentity == $node
        or now > (.spec.renewTime | instant) + .spec.leaseDurationSeconds)
    | .spec += {holderIdentity: $node, leaseDurationSeconds: $seconds, acquireTime: (now | micro), renewTime: (now | micro)}
  ' --arg node "$node" --arg name "$name" --argjson seconds "$lease_seconds" "$run/state.json" > "$run/lease.json"
  [[ -s $run/lease.json ]] && write "$run/lease.json" && mv "$run/written.json" "$run/lease.json"
}

# shellcheck disable=SC2329  # by the trap
release_lease() {
  trap - EXIT
  query '.spec.renewTime = (now | micro) | del(.spec.holderIdentity)' "$run/lease.json" > "$run/release.json"
  write "$run/release.json" || say warning "failed to give the Lease back; it ends by itself after $lease_seconds s"
}

# record added|exact: writes into the ConfigMap that this bundle leads, and its Reconcile objects: added to those that are
# known, or in place of them. Nothing is written when nothing of it changes.
record() {
  query '
    (.record // {apiVersion: "v1", kind: "ConfigMap", metadata: {name: $name, namespace: "kube-system"}}) as $old
    | [$objects[0][] | select(.mode == "Reconcile") | .object | stub] as $declared
    | ($old | bundle) as $theirs
    | ($theirs | .kubernetes == $mine.kubernetes and .slipway == $mine.slipway and .digest == $mine.digest) as $same
    | $old + {data: {bundle: ((if $same then $theirs else $mine end) | tojson),
                     inventory: ($declared + (if $how == "exact" then [] else $old | inventory end) | unique_by(key) | tojson)}}
    | select(. != $old)
  ' --slurpfile objects "$run/objects.json" --argjson mine "$bundle" --arg name "$name" --arg how "$1" "$run/state.json" > "$run/record.json"
  [[ -s $run/record.json ]] || return 0
  write "$run/record.json" || die 5 "another wrote the ConfigMap $name without the Lease"
  jq --slurpfile new "$run/written.json" '.record = $new[0]' "$run/state.json" > "$run/state.new"
  mv "$run/state.new" "$run/state.json"
}

# apply FILTER: forces those of the Reconcile objects on the cluster. Secrets go by themselves, because kubectl's complaint may quote them.
apply() {
  local is_secret rc=0
  for is_secret in true false; do
    select_objects ".mode == \"Reconcile\" and $1 and (.object.kind == \"Secret\") == $is_secret" || continue
    kube apply --server-side --force-conflicts --field-manager="$name" -f "$run/list.json" > /dev/null && continue
    rc=5
    if [[ $is_secret == true ]]; then
      say err "failed to apply one of: $(names "$run/list.json"). The reason may hold the secret; to see it: kubectl apply --server-side --dry-run=server -f FILE"
    else
      complain
    fi
  done
  return "$rc"
}

# ensure FILTER: makes those of the EnsureExists objects that are not there.
ensure() {
  select_objects ".mode == \"EnsureExists\" and $1" || return 0
  kube get -f "$run/list.json" --ignore-not-found -o json > "$run/live.json" || { complain; return 5; }
  [[ -s $run/live.json ]] || echo '{}' > "$run/live.json"
  query '($live[0] | items | map(key)) as $there | items | map(select(key as $k | $there | index([$k]) | not)) | pack' \
    --slurpfile live "$run/live.json" "$run/list.json" > "$run/missing.json"
  [[ -s $run/missing.json ]] || return 0
  say notice "making $(names "$run/missing.json")"
  kube create --field-manager="$name" -f "$run/missing.json" > /dev/null && return 0
  if query 'any(items[]; .kind == "Secret")' -e "$run/missing.json" > /dev/null; then
    say err "failed to make one of them. The reason may hold a secret; to see it: kubectl create --dry-run=server -f FILE"
  else
    complain
  fi
  return 5
}

# prune: deletes what the inventory has and the folder no longer has. An object that no longer carries the label, or that a
# file still has under another group (the same uid), somebody wants. What much else hangs on is left and reported.
prune() {
  query '($objects[0] | map(.object | key)) as $declared | .record | inventory | map(select(key as $k | $declared | index([$k]) | not)) | pack' \
    --slurpfile objects "$run/objects.json" "$run/state.json" > "$run/list.json"
  [[ -s $run/list.json ]] || return 0
  # Kind by kind: for one that the cluster no longer serves, kubectl shows nothing of the others. Its objects went with it.
  : > "$run/live.json"
  while IFS= read -r kind; do
    echo "$kind" > "$run/kind.json"
    kube get -f "$run/kind.json" --ignore-not-found -o json >> "$run/live.json" && continue
    grep -q 'no matches for kind' "$run/err" || { complain; return 5; }
  done < <(query 'items | group_by(key[:2])[] | pack' -c "$run/list.json")
  select_objects "$ours"
  kube get -f "$run/list.json" --ignore-not-found -o json > "$run/declared.json" || { complain; return 5; }
  query '
    ($declared[0] | items | map(.metadata.uid)) as $wanted
    | map(items[])
    | map(select(.metadata.labels["addonmanager.kubernetes.io/mode"] == "Reconcile" and .metadata.deletionTimestamp == null)
          | select(.metadata.uid as $uid | $wanted | index($uid) | not) | stub)
    | map(select(.kind | IN("Namespace", "CustomResourceDefinition", "PersistentVolume", "PersistentVolumeClaim"))) as $heavy
    | {left: $heavy, gone: (. - $heavy)}
  ' -s --slurpfile declared "$run/declared.json" "$run/live.json" > "$run/prune.json"
  query '.left | pack' "$run/prune.json" > "$run/left.json"
  query '.gone | pack' "$run/prune.json" > "$run/gone.json"
  [[ ! -s $run/left.json ]] || say warning "no file has $(names "$run/left.json") any more; delete it yourself when nothing needs it"
  [[ -s $run/gone.json ]] || return 0
  say notice "deleting $(names "$run/gone.json"): no file has it any more"
  kube delete -f "$run/gone.json" --ignore-not-found --wait=false > /dev/null || { complain; return 5; }
}

# reconcile: one run, with the Lease in hand. Kinds and namespaces come before what uses them.
reconcile() {
  local kinds='(.object.kind | IN("Namespace", "CustomResourceDefinition"))' rc=0
  # What may be made is on the list before it is made: a run that breaks leaves nothing unknown.
  record added
  apply "$kinds" || rc=5
  ensure "$kinds" || rc=5
  if select_objects "$ours and .object.kind == \"CustomResourceDefinition\""; then
    kube wait --for=condition=Established --timeout=30s -f "$run/list.json" > /dev/null || { complain; rc=5; }
  fi
  ensure "($kinds | not)" || rc=5
  apply "($kinds | not)" || rc=5
  ((rc == 0)) || return "$rc"
  # Deleting waits until all is read and applied: what is refused under a new name keeps the old one.
  [[ -z ${broken// } ]] || return 4
  prune || return 5
  record exact
}

for tool in kubectl jq timeout flock sha256sum; do
  command -v "$tool" > /dev/null || die 2 "$tool is not installed"
done
for file in "$KUBECONFIG" "$env_file"; do
  [[ -r $file ]] || die 2 "there is no $file"
done
# shellcheck source=/dev/null
. "$env_file"
mkdir -p "$run"
exec 9> "$run/lock"
flock -w 20 9 || die 75 "another run is going on on this machine"
SECONDS=0

shopt -s nullglob
files=("$folder"/*.yaml "$folder"/*.yml "$folder"/*.json)
((${#files[@]})) || die 2 "there are no manifests in $folder"
read_folder
# No cluster works without addons: something is wrong with this machine, and nothing is deleted for that.
jq -e 'length > 0' "$run/objects.json" > /dev/null || die 2 "there are no objects in $folder"
bundle=$(jq -nc --arg kubernetes "$KUBERNETES_VERSION" --arg slipway "$SLIPWAY_VERSION" --argjson changed "$changed" \
  --arg digest "$digest" --arg node "$node" '$ARGS.named')

read_state
place=$(standing)
[[ $place == lead ]] || { say "${place%% *}" "the manifests of this master stand back: ${place#* }"; exit 0; }
take_lease || { say info "another master is at work"; exit 0; }
trap release_lease EXIT
trap 'exit 143' TERM INT HUP
result=0
reconcile || result=$?
((result)) || say info "$(jq "map(select($ours)) | length" "$run/objects.json") objects are as $folder has them"
exit "$result"
