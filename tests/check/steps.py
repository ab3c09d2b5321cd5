"""Steps of the bootstrap, run in a mount namespace on a root of their own: what they write, and that they may run twice.

Steps that need a whole machine are the boot's to run; these are the ones that write files from the definition's values.
Programs that would reach outside are stand-ins, which write down how they were called.
"""

import base64
import json
import os
import re
import shutil
import stat
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench import ARCHIVE, MANIFESTS, Skip, digest, tool, tree
from secret_steps import finish, readable, said, secret_files, times

FOLDERS = ("etc", "opt", "run", "var/lib", "usr/local/share")
# Each writes its arguments, and what it reads on standard input, to /run/called.
STAND_IN = '#!/bin/bash\necho "${0##*/} $*" >>/run/called\n'
STAND_INS = {
    "curl": "", "getent": "", "apt-get": "", "apt-mark": "", "tdnf": "", "dpkg": "", "timeout": "",
    "update-ca-certificates": "", "update-ca-trust": "", "sleep": "", "shutdown": "",
    "ip": """case $1 in
-6) echo '2: eth0 inet6 2001:db8::4/128 scope global' ;;
*) echo 'x dev eth0 src 10.240.0.4 y' ;;
esac
""",
    # resolved's own work: its drop-ins' domains come out in the file that the kubelet reads.
    "systemctl": """if [[ $1 == restart ]]; then
    mkdir -p /run/systemd/resolve
    echo "search $(sed -n 's/^Domains=//p' /etc/systemd/resolved.conf.d/*.conf) x.internal.cloudapp.net" >/run/systemd/resolve/resolv.conf
fi
""",
    "realm": """case $1 in
list) [[ ! -e /run/joined ]] || cat /run/joined ;;
join) cat >/run/password; echo "${!#}" >/run/joined ;;
esac
""",
}


def secrets_for(output, role):
    """(path, mode, whether it is text, parameter) of the files that the extension brings to the first machine of a role."""
    for resource in output.template["resources"]:
        is_own = resource["name"].endswith(f"/cse-{role}-0") or role != "master" and f"k8s-{role}-" in resource["name"]
        text = json.dumps(resource) if is_own else ""
        found = re.findall(r"'path', '([^']+)', 'mode', '(\d+)', 'content', (base64\()?parameters\('(\w+)'\)", text)
        if found:
            return found
    return []


class Machine:
    """The files of a role on a root, and the steps that work on them."""

    def __init__(self, folder, output, role):
        self.folder, self.output, self.role = Path(folder), output, role
        for name in (*FOLDERS, "bin"):
            (self.folder / name).mkdir(parents=True)
        for name, data in tree(output.machines[role]).items():
            self.write(name, data)
        self.write("etc/os-release", 'ID=ubuntu\nVERSION_ID="24.04"\nVERSION_CODENAME=noble\n')
        self.write("etc/hosts", "127.0.0.1 localhost\n10.9.8.7 somebody.else\n")
        for path in ("passwd", "group"):
            shutil.copy(f"/etc/{path}", self.folder / "etc" / path)
        if Path("/etc/alternatives").exists():  # awk's
            shutil.copytree("/etc/alternatives", self.folder / "etc/alternatives", symlinks=True, ignore_dangling_symlinks=True)
        if Path("/etc/ssl/openssl.cnf").exists():
            self.write("etc/ssl/openssl.cnf", Path("/etc/ssl/openssl.cnf").read_bytes())
        self.values = [{"path": path, "mode": mode, "content": self.content(parameter, is_text)}
                       for path, mode, is_text, parameter in secrets_for(output, role)
                       if "value" in output.parameters[parameter] or not path.startswith("/etc/kubernetes/certs/")]
        self.write("run/slipway/values.json", json.dumps({"azure": {}, "files": self.values}))
        for name, more in STAND_INS.items():
            self.write(f"bin/{name}", STAND_IN + more)
            (self.folder / "bin" / name).chmod(0o755)
        self.written = times(self.folder)

    def content(self, parameter, is_text):
        value = self.output.parameters[parameter].get("value", "from a vault")  # Azure knows what is behind a reference
        return base64.b64encode(value.encode()).decode() if is_text or " " in value else value

    def write(self, name, data):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())

    def read(self, name):
        path = self.folder / name
        return path.read_text() if path.exists() else ""

    def has(self, step):
        return (self.folder / "opt/slipway/steps" / step).exists()

    def bash(self, script, *arguments):
        """A shell on the root; what it says when it fails."""
        mounts = "".join(f'mount --bind "$0/{name}" "/{name}"\n' for name in FOLDERS)
        run = f'set -e\n{mounts}export PATH="$0/bin:$PATH"\nexec bash -c "$@"'
        return tool("unshare", "--mount", "bash", "-c", run, self.folder, script, *arguments)

    def step(self, name):
        result = self.bash(f"exec bash /opt/slipway/steps/{name}")
        yield from said(self, name, result)
        if result.returncode:
            yield f"{name}: exit {result.returncode}: {(result.stdout + result.stderr).strip()[-300:]}"

    def twice(self, name, *files):
        """The step, and that a second run changes nothing."""
        yield from self.step(name)
        before = [self.read(file) for file in files]
        yield from self.step(name)
        yield from (f"{name}: a second run changes /{file}" for file, text in zip(files, before) if self.read(file) != text)

    def called(self):
        return self.read("run/called")


def host_entries(machine):
    yield from machine.twice("06-host-entries.sh", "etc/hosts")
    lines = machine.read("etc/hosts").splitlines()
    for wanted in ("127.0.0.1 localhost", "10.9.8.7 somebody.else", *machine.read("opt/slipway/hosts").splitlines()):
        if lines.count(wanted) != 1:
            yield f"/etc/hosts has {wanted!r} {lines.count(wanted)} times"


def proxy(machine):
    yield from machine.twice("07-proxy.sh", "etc/slipway/proxy-secret.env")
    path = machine.folder / "etc/slipway/proxy-secret.env"
    if path.exists() and stat.S_IMODE(path.stat().st_mode) != 0o600:
        yield "others may read the file with the proxies' addresses"
    written = machine.output.model["properties"]["orchestratorProfile"]["kubernetesConfig"]["httpProxyConfig"]
    http = written.get("httpProxy", "")
    for name, wanted in (("http_proxy", http), ("HTTPS_PROXY", written.get("httpsProxy") or http)):
        seen = machine.bash(f". /opt/slipway/lib.sh; printf %s \"${{{name}:-}}\"").stdout
        if seen != wanted:
            yield f"steps see {name}={seen!r}, not {wanted!r}"
    if wanted.rpartition("@")[0].rpartition(":")[2] in machine.called():
        yield "the password of a proxy is an argument of a program"
    if machine.role != "master":
        return
    result = machine.bash(". /opt/slipway/lib.sh; static_pod cloud-controller-manager")
    manifest = machine.read("etc/kubernetes/manifests/cloud-controller-manager.yaml")
    if f"value: '{wanted}'" not in manifest or "@HTTP" in manifest:
        yield f"the cloud controller manager has not {wanted!r}: {result.stderr[-300:]}"


def trusted_ca(machine):
    is_deb = "PACKAGES=deb" in machine.read("opt/slipway/cluster.env")
    folder = "usr/local/share/ca-certificates" if is_deb else "etc/pki/ca-trust/source/anchors"
    yield from machine.twice("08-trusted-ca.sh", f"{folder}/slipway-01.crt")
    count = machine.read("opt/slipway/trusted-ca.pem").count("BEGIN CERTIFICATE")
    found = sorted(path.name for path in (machine.folder / folder).glob("slipway-*.crt"))
    if len(found) != count:
        yield f"{count} authorities are in {found}"
    if f"update-ca-{'certificates' if is_deb else 'trust'}" not in machine.called():
        yield "nobody told the machine to trust them"


def search_domain(machine):
    written = machine.output.model["properties"]["linuxProfile"]["customSearchDomain"]
    password = written.get("realmPassword", "")
    if password:
        machine.write("etc/slipway/realm-password", base64.b64decode(machine.output.parameters["realmPassword"]["value"]))
    yield from machine.twice("53-search-domain.sh", "run/systemd/resolve/resolv.conf", "run/password")
    if written["name"] not in machine.read("run/systemd/resolve/resolv.conf").split():
        yield f"{written['name']} is no search domain"
    if not password:
        return
    joins = [line for line in machine.called().splitlines() if line.startswith("realm join")]
    account = re.search(r"--computer-name=(\S+)", " ".join(joins))
    if len(joins) != 1 or not account or len(account[1]) > 15:
        yield f"the machine joins by {joins}"
    if machine.read("run/password") != password:
        yield "realm is not given the password"
    if password in machine.called() or machine.read("etc/slipway/realm-password"):
        yield "the password is an argument, or stays on the disk"


def mirrors(machine):
    """What the first step looks for: with mirrors, they and not the registries."""
    yield from machine.step("10-network.sh")
    asked = {line.split()[-1].rstrip("/") for line in machine.called().splitlines() if line.startswith("curl")}
    images = re.search(r"^IMAGES='(.*)'$", machine.read("opt/slipway/cluster.env"), re.M)[1].split()
    wanted = set()
    for registry in {image.split("/")[0] for image in images}:
        folder = machine.folder / "etc/containerd/certs.d"
        files = [path for name in (re.sub(r":(\d+)$", r"_\1_", registry), "_default") if (path := folder / name / "hosts.toml").exists()]
        if not files:
            wanted.add(f"https://{registry}")
            continue
        written = tomllib.loads(files[0].read_text())
        mirrors = (*written.get("host", {}), *filter(None, [written.get("server")]))
        wanted |= {"/".join(url.split("/")[:3]) for url in mirrors}
        if f"https://{registry}" in asked:
            yield f"10-network.sh asks {registry}, which has mirrors"
    if not wanted <= asked:
        yield f"10-network.sh asks {sorted(asked)}, not {sorted(wanted)}"


# containerd's images, `name digest` a line in /run/images. Like the real one it records what was pulled by a digest without its tag.
CTR = """[[ $* != *"images list"* ]] || awk -v asked="${!#}" '
    asked == "name==" $1 || asked == "name==" $1 ",target.digest==" $2 { print $1 }' /run/images
[[ $* != *"images tag"* ]] || awk -v old="${@: -2:1}" -v new="${!#}" '$1 == old { print new, $2 }' /run/images >/run/more
[[ ! -e /run/more ]] || { cat /run/more >>/run/images; rm /run/more; }
"""
CRICTL = """case $2 in
*@*) echo "${2%:*@*}@${2#*@} ${2#*@}" ;;
*) echo "$2 sha256:any" ;;
esac >>/run/images
"""


def images(machine):
    """An image is pulled by its digest where it has one, and not when it is there already, under whatever name."""
    for name, does in {"ctr": CTR, "crictl": CRICTL}.items():
        machine.write(f"bin/{name}", STAND_IN + does)
        (machine.folder / "bin" / name).chmod(0o755)
    listed = re.search(r"^IMAGES='(.*)'$", machine.read("opt/slipway/cluster.env"), re.M)[1].split()
    pinned = [image.split("@") for image in listed if "@" in image]
    wrong = f"sha256:{'0' * 64}"
    for there, wanted in (("", listed), (None, []),
                          ("".join(f"{name} {digest}\n" for name, digest in pinned), [image for image in listed if "@" not in image]),
                          ("".join(f"{name} {wrong}\n" for name, _ in pinned), listed)):
        if there is not None:
            machine.write("run/images", there)
        machine.write("run/called", "")
        yield from machine.step("45-images.sh")
        pulled = [line.split()[-1] for line in machine.called().splitlines() if line.startswith("crictl pull")]
        if pulled != wanted:
            yield f"45-images.sh pulls {pulled}, not {wanted}"
        names = {line.split()[0] for line in machine.read("run/images").splitlines()}
        if lacking := {f"{name.rpartition(':')[0]}@{digest}" for name, digest in pinned} - names:
            yield f"containerd has no {sorted(lacking)}"


def sources(machine):
    """The image's own package sources, pointed at mirrors."""
    environment = machine.read("opt/slipway/cluster.env")
    value = lambda key: re.search(rf"^{key}=(.*)$", environment, re.M)[1].strip("'")
    distribution, microsoft = value("DISTRIBUTION_PACKAGES").replace("{arch}", "amd64"), value("MICROSOFT_PACKAGES")
    if value("PACKAGES") == "deb":
        name = "etc/apt/sources.list.d/ubuntu.sources"
        machine.write(name, "URIs: http://azure.archive.ubuntu.com/ubuntu/\nURIs: http://security.ubuntu.com/ubuntu\n"
                            "URIs: https://packages.microsoft.com/ubuntu/24.04/prod\nURIs: https://ppa.example/ubuntu/\n")
        wanted = [f"{distribution or 'http://azure.archive.ubuntu.com/ubuntu'}/",
                  f"{distribution}/" if distribution else "http://security.ubuntu.com/ubuntu",
                  f"{microsoft}/ubuntu/24.04/prod", "https://ppa.example/ubuntu/"]
    else:
        name = "etc/yum.repos.d/azurelinux-official-base.repo"
        machine.write(name, "baseurl=https://packages.microsoft.com/azurelinux/$releasever/prod/base/$basearch\n")
        wanted = [f"{microsoft}/azurelinux/$releasever/prod/base/$basearch"]
    for _ in range(2):
        result = machine.bash(". /opt/slipway/lib.sh; . /opt/slipway/packages.sh; use_mirrors")
        if result.returncode:
            yield f"use_mirrors: {result.stderr[-300:]}"
    machine.bash(". /opt/slipway/lib.sh; fetch https://example.com/file /run/file")
    fetched = [line for line in machine.called().splitlines() if line.endswith("https://example.com/file")]
    if not fetched or not all("--proto =https --tlsv1.2 " in line and not re.search(r" (-\w*k|--insecure)\b", line) for line in fetched):
        yield f"a download is not by TLS 1.2 alone: {fetched}"
    found = [re.split(r"(?:URIs: |baseurl=)", line)[-1] for line in machine.read(name).splitlines()]
    if found != wanted:
        yield f"package sources are {found}, not {wanted}"


def manifests(machine):
    """The addons' manifests, out of the archive: those of an older one go, the user's own stay."""
    folder, output = MANIFESTS[1:], machine.output
    shutil.rmtree(machine.folder / folder)
    machine.write("opt/slipway/addons.tar.gz", base64.b64decode(output.parameters[ARCHIVE]["value"]))
    machine.write("var/lib/slipway/manifests", "coredns.yaml\nold.yaml\n")
    for name in ("old.yaml", "by-hand.yaml"):
        machine.write(f"{folder}/{name}", "a: 1\n")
    yield from machine.step("58-manifests.sh")
    path = machine.folder / folder
    wanted = {Path(name).name: data for name, (_, data) in output.manifests().items()} | {"by-hand.yaml": b"a: 1\n"}
    if tree(path) != wanted:
        yield f"/{folder} has {sorted(tree(path))}, not {sorted(wanted)}"
    if found := [file.name for file in path.iterdir() if file.name != "by-hand.yaml" and stat.S_IMODE(file.stat().st_mode) != 0o600]:
        yield f"others may read {found}"
    changed = path.stat().st_mtime_ns
    yield from machine.step("58-manifests.sh")
    if path.stat().st_mtime_ns != changed:
        yield f"a second run changes /{folder}"


def prepared(machine):
    """An image that carries everything at the right version: no package source is needed, nor asked."""
    values = dict(re.findall(r"^(\w+)='?([^'\n]*)'?$", machine.read("opt/slipway/cluster.env"), re.M))
    version = values["KUBERNETES_VERSION"]
    containerd = values.get("CONTAINERD_VERSION", f"{values['CONTAINERD_MAJOR']}.9.9")
    says_containerd = "echo 'containerd github.com/containerd/containerd {} abc'"
    programs = {"kubelet": f"echo 'Kubernetes v{version}'", "kubectl": f"echo 'Client Version: v{version}'",
                "containerd": says_containerd.format(f"v{containerd}"),
                "azure-acr-credential-provider": "", "ipvsadm": "", "auditctl": ""}
    listed = re.findall(r"^\t\t([\w-]+) ([\w.-]+)$", machine.read("opt/slipway/packages.sh"), re.M)
    programs |= {program: "" for _, program in listed if program not in ("jq", "tar")}
    # Nothing outside answers.
    programs |= {"curl": "exit 7", "dpkg-query": "exit 1", "timeout": "exit 1"}
    for name, does in programs.items():
        machine.write(f"bin/{name}", STAND_IN + does + "\n")
        (machine.folder / "bin" / name).chmod(0o755)
    for path in ("opt/cni/bin/portmap", "opt/cni/bin/azure-vnet"):
        machine.write(path, "")
        (machine.folder / path).chmod(0o755)
    machine.write("var/lib/slipway/upgraded", "")
    for step in ("10-network.sh", "20-package-sources.sh", "21-packages.sh"):
        yield from machine.step(step)
    asked = [line for line in machine.called().splitlines() if line.startswith(("apt-get", "tdnf", "rpm"))]
    if asked:
        yield f"a package manager is asked: {asked}"
    if any(machine.folder.glob("etc/apt/sources.list.d/slipway-*")) or any(machine.folder.glob("etc/yum.repos.d/slipway-*")):
        yield "a package source is written"
    # The other way round: what is of another version is missing, and that alone. 2.1.40 is not 2.1.4.
    other = f"{containerd}0" if "CONTAINERD_VERSION" in values else f"1{containerd}"
    for name, does in {"kubelet": "echo 'Kubernetes v1.0.0'", "containerd": says_containerd.format(other)}.items():
        machine.write(f"bin/{name}", STAND_IN + does + "\n")
    shell = ". /opt/slipway/lib.sh; . /opt/slipway/packages.sh; "
    missing = machine.bash(f"{shell} missing_packages").stdout.split()
    if [name.removeprefix("moby-").removesuffix("2") for name in missing] != ["kubelet", "containerd"]:
        yield f"with another kubelet and containerd, {missing} are missing"
    if values["PACKAGES"] == "deb":
        lines = [f"moby-containerd | {number}-u1 | https://a.example/x noble/main" for number in ("2.1.40", "2.1.4", "1.7.3")]
        machine.write("bin/apt-cache", STAND_IN + "".join(f"echo '{line}'\n" for line in lines))
        (machine.folder / "bin/apt-cache").chmod(0o755)
        asked = ["2.1.4", "2", "1", "2.1", "2.1.5"]
        found = [machine.bash(f"{shell} version moby-containerd {prefix} https://a.example").stdout.strip() for prefix in asked]
        if found != ["2.1.4-u1", "2.1.40-u1", "1.7.3-u1", "2.1.40-u1", ""]:
            yield f"of {asked}, apt's source is found to have {found}"


# What packages.sh goes by: where packages are from, and which are wanted.
SOURCES = ("PACKAGES", "DISTRIBUTION_PACKAGES", "MICROSOFT_PACKAGES", "MICROSOFT_IS_MIRROR", "KUBERNETES_PACKAGES")
WANTED = (*SOURCES, "CONTAINERD_MAJOR", "CONTAINERD_VERSION", "AZURE_CNI_URL", "PROXY_MODE", "AUDIT", "DUAL_STACK")
# Step → how it is tried; the files that it reads besides itself and lib.sh, by the ends of their names; the values of cluster.env.
STEPS = {
    "06-host-entries.sh": (host_entries, ("slipway/hosts",), ()),
    "07-proxy.sh": (proxy, ("/proxy.env", "static-pods/cloud-controller-manager.yaml"), ()),
    "08-trusted-ca.sh": (trusted_ca, ("/trusted-ca.pem",), ("PACKAGES",)),
    "10-network.sh": (mirrors, ("/packages.sh", "/hosts.toml", "/proxy.env"), ("IMAGES", *WANTED)),
    "20-package-sources.sh": (sources, ("/packages.sh",), WANTED),
    "21-packages.sh": (prepared, ("/packages.sh", "/10-network.sh", "/20-package-sources.sh", "/proxy.env"), WANTED),
    "45-images.sh": (images, (), ("IMAGES",)),
    "50-secrets.sh": (secret_files, (), ()),
    "53-search-domain.sh": (search_domain, ("resolved.conf.d/90-slipway.conf",), ("PACKAGES",)),
    "58-manifests.sh": (manifests, (), ()),
    "99-finish.sh": (finish, ("/packages.sh",), ("PACKAGES", "UPGRADE_ON_BOOTSTRAP", "ROLE")),
}


def read_by(step, files):
    """What a step's outcome depends on: its own file, those that it reads, and what the definition says. Other images are no other step."""
    _, ends, values = STEPS[step]
    for name, data in files.items():
        if name.endswith((f"/{step}", "/lib.sh", *ends)):
            yield re.sub(rb"image: .*", b"", data) if name.endswith("manager.yaml") else data
    for line in files["opt/slipway/cluster.env"].splitlines():
        name, _, value = line.partition(b"=")
        if name.decode() in values:
            if name == b"IMAGES":
                line = b" ".join(sorted({image.split(b"/")[0] + b"@" * (b"@" in image) for image in value.strip(b"'").split()}))
            yield line


def tried(job):
    """The faults of one step of one role's machines."""
    output, role, step = job
    with tempfile.TemporaryDirectory(prefix="slipway-steps-") as folder:
        machine = Machine(folder, output, role)
        return [f"{output.name}, {role}: {fault}" for fault in (*STEPS[step][0](machine), *readable(machine))]


def check(bench):
    if tool("unshare", "--mount", "true").returncode:
        raise Skip("no mount namespaces here")
    jobs = {}
    # What these steps write does not hang on the version: the first of each definition will do.
    for output in {output.name.split("@")[0]: output for output in reversed(bench.outputs)}.values():
        for role in output.machines:
            files = tree(output.machines[role])
            for step in STEPS:
                if f"opt/slipway/steps/{step}" in files:
                    brought = repr(secrets_for(output, role)).encode() if step == "50-secrets.sh" else b""
                    jobs.setdefault(digest(b"\0".join([step.encode(), brought, *read_by(step, files)])), (output, role, step))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        faults = [fault for found in pool.map(tried, jobs.values()) for fault in found]
    return faults, f"{len(jobs)} steps run"


def spoil(bench):
    """Everybody may read the manifests."""
    for _, _, path in bench.outputs[0].files("opt/slipway/steps/58-manifests.sh"):
        path.write_text(path.read_text().replace("put 0600", "put 0644"))
