"""Every kubeconfig: read by a real kubectl, complete, and of this cluster's PKI."""

import base64
import json
import re
import shutil

import yaml

from bench import CACHE, Skip, digest, lost, stays_in_vault, tool

ON_MACHINES = ("etc/kubernetes/*.conf", "var/lib/kubelet/bootstrap-kubeconfig")


def kubectl():
    """The one built for the boot bench, the distribution's, or the one in PATH."""
    built = sorted(CACHE.glob("kubernetes/*/kubectl")) + sorted(CACHE.glob("packages/kubernetes-client/usr/bin/kubectl"))
    if found := built[-1] if built else shutil.which("kubectl"):
        return found
    raise Skip("no kubectl; run scripts/setup-checks")


def faults_of(path, binary):
    """kubectl must understand every key, and the current context must lead to a server and to credentials."""
    result = tool(binary, "config", "view", "--raw", "--output=json", f"--kubeconfig={path}")
    if result.returncode or result.stderr:
        yield f"kubectl: {result.stderr.strip() or result.returncode}"
        return
    seen = json.loads(result.stdout)
    yield from lost(yaml.load(path.read_bytes(), yaml.CSafeLoader), seen)
    named = {kind: {entry["name"]: entry for entry in seen.get(kind) or []} for kind in ("contexts", "clusters", "users")}
    context = named["contexts"].get(seen["current-context"], {}).get("context", {})
    cluster = named["clusters"].get(context.get("cluster"), {}).get("cluster", {})
    user = named["users"].get(context.get("user"), {}).get("user", {})
    if not cluster.get("server", "").startswith("https://"):
        yield "the current context leads to no server"
    if not {"certificate-authority", "certificate-authority-data"} & cluster.keys():
        yield "the server's authority is not given"
    if not ({"client-certificate", "client-key"} <= user.keys() or "tokenFile" in user
            or {"client-certificate-data", "client-key-data"} <= user.keys() or user.get("exec", {}).get("command")):
        yield "the current context leads to no credentials"


def agents_server(output):
    """The API server's URL on agents, without and with its port."""
    pool = next(role for role in output.machines if role not in ("master", "jumpbox"))
    config = yaml.safe_load((output.machines[pool] / "var/lib/kubelet/bootstrap-kubeconfig").read_text())
    url = config["clusters"][0]["cluster"]["server"]
    return url, url.removesuffix(":443")


def admin_faults(output, binary):
    """kubeconfig/*.json: like one another but for the server; the data are the files of the PKI."""
    folder = output.folder / "kubeconfig"
    files = sorted(folder.glob("kubeconfig.*.json"))
    if output.model["properties"].get("aadProfile"):
        users, files = [file for file in files if ".admin." not in file.name], sorted(folder.glob("kubeconfig.*.admin.json"))
        for file in users:
            yield from faults_of(file, binary)
            if re.search("client-key|token", file.read_text().replace("get-token", "")):
                yield f"{file.name} is for all users, and holds a secret"
    profile = output.model["properties"]["certificateProfile"]
    if any(stays_in_vault(profile[f"kubeConfig{half}"]) for half in ("Certificate", "PrivateKey")):
        # Nobody but Azure has the text that it would hold.
        yield from (f"{file.name} is written without the administrator's key" for file in files)
        return
    if not files:
        yield "no kubeconfig/kubeconfig.*.json of the administrator"
        return
    yield from faults_of(files[0], binary)
    configs = {path.name: json.loads(path.read_bytes()) for path in files}
    first = configs[files[0].name]
    user, server = first["users"][0]["user"], first["clusters"][0]["cluster"]
    for key, data in (("client-certificate-data", user), ("client-key-data", user), ("certificate-authority-data", server)):
        file = {"client-certificate-data": "kubectlClient.crt", "client-key-data": "kubectlClient.key"}.get(key, "ca.crt")
        if base64.b64decode(data[key]) != (output.folder / file).read_bytes():
            yield f"{key} is not {file}"
    for name, config in configs.items():
        location = name.split(".")[1]
        host = config["clusters"][0]["cluster"].pop("server")
        kubernetes = output.model["properties"]["orchestratorProfile"]["kubernetesConfig"]
        if kubernetes.get("privateCluster", {}).get("enabled"):
            # One address wherever the cluster is: the one that agents use.
            if host not in agents_server(output):
                yield f"{name}: {host} is not the address inside the network"
        elif f".{location}." not in host:
            yield f"{name}: the server is in another region"
    yield from (f"{name} differs in more than the server" for name, config in configs.items() if config != first)


def check(bench):
    binary, faults, people, machines, count = kubectl(), [], set(), set(), 0
    for output in bench.outputs:
        example = output.name.split("@")[0]
        if example not in people:  # the minor changes nothing in these
            people.add(example)
            count += len(list((output.folder / "kubeconfig").glob("*")))
            faults += [f"{output.name}: {fault}" for fault in admin_faults(output, binary)]
        for role, path, file in (found for pattern in ON_MACHINES for found in output.files(pattern)):
            key = digest(re.sub(rb"\d+(\.\d+){3}", b"", file.read_bytes()))  # another address is no other file
            if key not in machines:
                machines.add(key)
                faults += [f"{output.name}, {role}, {path}: {fault}" for fault in faults_of(file, binary)]
    if not machines:
        faults.append("no kubeconfig of a machine found")
    version = tool(binary, "version", "--client", "--output=json").stdout
    return faults, f"{count} of people, {len(machines)} different of machines, kubectl {json.loads(version)['clientVersion']['gitVersion']}"


def spoil(bench):
    path = next((bench.outputs[0].folder / "kubeconfig").iterdir())
    path.write_text(path.read_text().replace('"current-context": "', '"current-context": "not-'))
