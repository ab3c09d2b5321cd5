"""A real containerd that fetches a tiny image through generated hosts.toml files; `containerd.py` runs it.

    mirror_pull.py CONTAINERD CTR CERTS.D MIRRORS

In a network namespace of its own: its loopback has the mirrors, and there is no way to a real registry. MIRRORS is the definition's list as
JSON. Says what is wrong, a line each.
"""

import hashlib
import http.server
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

PULL = {"pull", "resolve"}


def blob(value):
    data = json.dumps(value).encode()
    return f"sha256:{hashlib.sha256(data).hexdigest()}", data


OCI = "application/vnd.oci.image"
CONFIG, CONFIG_DATA = blob({"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": []}})
LAYER, LAYER_DATA = blob("no layer, but nobody unpacks it")
MANIFEST, MANIFEST_DATA = blob({
    "schemaVersion": 2, "mediaType": f"{OCI}.manifest.v1+json",
    "config": {"mediaType": f"{OCI}.config.v1+json", "digest": CONFIG, "size": len(CONFIG_DATA)},
    "layers": [{"mediaType": f"{OCI}.layer.v1.tar", "digest": LAYER, "size": len(LAYER_DATA)}]})
BLOBS = {CONFIG: CONFIG_DATA, LAYER: LAYER_DATA, MANIFEST: MANIFEST_DATA}


class Registry(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        prefix = self.server.prefix
        found = re.fullmatch(re.escape(prefix) + r"/any/image/(manifests|blobs)/([^?]+)(\?.*)?", self.path)
        data = found and (MANIFEST_DATA if found[2] == "latest" else BLOBS.get(found[2]))
        self.send_response(200 if data else 404)
        self.send_header("Content-Type", f"{OCI}.manifest.v1+json" if found and found[1] == "manifests" else "application/octet-stream")
        self.send_header("Docker-Content-Digest", f"sha256:{hashlib.sha256(data or b'').hexdigest()}")
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        if self.command == "GET" and data:
            self.wfile.write(data)

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


def serve(prefix):
    """A mirror whose API begins at `prefix`."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    server.prefix, server.asked = prefix, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def localized(text, mirror, folder):
    """hosts.toml with its mirrors on loopback, and the servers in the definition's order."""
    servers = []
    for endpoint in mirror["endpoints"]:
        url = endpoint.rstrip("/")
        path = "".join(f"/{part}" for part in url.split("/")[3:])
        # As the definition means it: with overridePath the address is the API's, else /v2 is below it.
        server = serve(path if mirror.get("overridePath") else f"{path}/v2")
        text = text.replace(f'"{url}"', f'"http://127.0.0.1:{server.server_port}{path}"')
        servers.append(server)
    return text.replace("/etc/containerd/certs.d/", f"{folder}/"), servers


def faults(mirrors, certs, folder, fetch):
    for mirror in mirrors:
        registry = mirror["registry"]
        name = re.sub(r":(\d+)$", r"_\1_", registry)
        target = folder / name
        if not (certs / name / "hosts.toml").exists():
            yield f"{registry} has no hosts.toml"
            continue
        if not PULL <= set(mirror.get("capabilities") or PULL):
            continue  # it needs its registry to resolve tags, which is not here
        shutil.copytree(certs / name, target)
        text, servers = localized((certs / name / "hosts.toml").read_text(), mirror, folder)
        (target / "hosts.toml").write_text(text)
        image = f"{registry.replace('_default', 'other.example.com')}/any/image:latest"
        result = fetch(image, folder)
        if result.returncode:
            yield f"{registry}: containerd fetches nothing from its mirrors: {result.stderr.strip()[-300:]}"
        elif not servers[0].asked:
            yield f"{registry}: containerd does not ask {mirror['endpoints'][0]} first"
        else:
            yield from by_digest(registry, image.removesuffix(":latest"), servers[0], fetch, folder)
        shutil.rmtree(target)


def by_digest(registry, name, server, fetch, folder):
    """An image with a digest, which a mirror needs to know no tag for, and may not answer with anything else."""
    server.asked.clear()
    result = fetch(f"{name}@{MANIFEST}", folder)
    if result.returncode:
        yield f"{registry}: containerd fetches nothing by its digest: {result.stderr.strip()[-300:]}"
    elif not any(f"/manifests/{MANIFEST}" in path for path in server.asked) or any("latest" in path for path in server.asked):
        yield f"{registry}: by its digest, containerd asks for {server.asked}"
    if not fetch(f"{name}@sha256:{'0' * 64}", folder).returncode:
        yield f"{registry}: containerd takes an image of another digest"


def main():
    containerd, ctr, certs, mirrors = sys.argv[1:]
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    with tempfile.TemporaryDirectory(prefix="slipway-pull-") as name:
        folder = Path(name)
        config, address = folder / "config.toml", folder / "socket"
        config.write_text('version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\n')
        with open(folder / "log", "w") as log:
            daemon = subprocess.Popen([containerd, "--config", config, "--address", address, "--root", folder / "root",
                                       "--state", folder / "state"], stdout=log, stderr=log)
        try:
            def fetch(image, hosts):
                # Each image anew: content that is there is not asked for again.
                space = hashlib.sha256(image.encode()).hexdigest()[:8]
                return subprocess.run([ctr, "--address", address, "--namespace", space, "content", "fetch", "--hosts-dir", hosts,
                                       image], capture_output=True, text=True, timeout=60)
            for _ in range(100):
                if subprocess.run([ctr, "--address", address, "version"], capture_output=True).returncode == 0:
                    break
                time.sleep(0.2)
            hosts = folder / "hosts"
            hosts.mkdir()
            for fault in faults(json.loads(mirrors), Path(certs), hosts, fetch):
                print(fault)
        finally:
            daemon.terminate()
            daemon.wait(30)


if __name__ == "__main__":
    main()
