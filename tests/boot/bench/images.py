"""Container images made at home: a static busybox and, where asked, one static binary.

No image registry is asked. An image is an OCI layout in one tar file, with one uncompressed layer, under the name that
the generated files have for it, so that nothing in those files needs to change.
"""

import hashlib
import io
import json
import tarfile
from pathlib import Path

BUSYBOX = Path("/bin/busybox")
APPLETS = ["sh", "sleep", "ls", "cat", "ip", "wget", "nslookup", "httpd", "id", "true", "echo"]

# What the real pause does, in busybox: reap, and end on a signal.
PAUSE = ["/bin/sh", "-c", "trap 'exit 0' TERM INT; while :; do sleep 3600 & wait $!; done"]

# A program in the place of one that cannot be built here: it takes any flags, and does nothing.
PLACEHOLDER = Path(__file__).resolve().parents[1] / "machine" / "placeholder"


def write_image(path: Path, name: str, files: dict[str, Path], entrypoint: list[str]) -> None:
    """Writes the OCI archive `path` with one image `name`; `files` is path in the image → file here."""
    layer = path.with_suffix(".layer")
    _write_layer(layer, files)
    config = _json({
        "architecture": "amd64", "os": "linux",
        "config": {"Entrypoint": entrypoint, "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]},
        "rootfs": {"type": "layers", "diff_ids": [_digest_of(layer)]},
    })
    manifest = _json({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": _digest(config), "size": len(config)},
        "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": _digest_of(layer),
                    "size": layer.stat().st_size}],
    })
    index = _json({
        "schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json",
        "manifests": [{"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": _digest(manifest),
                       "size": len(manifest), "annotations": {"io.containerd.image.name": name}}],
    })
    with tarfile.open(path, "w") as archive:
        _add(archive, "oci-layout", b'{"imageLayoutVersion":"1.0.0"}')
        _add(archive, "index.json", index)
        for blob in (config, manifest):
            _add(archive, _blob(_digest(blob)), blob)
        archive.add(layer, _blob(_digest_of(layer)))
    layer.unlink()


def _write_layer(path: Path, files: dict[str, Path]) -> None:
    directories = {"bin", "tmp", "etc", "run"}
    for target in files:
        directories |= {str(p) for p in Path(target.lstrip("/")).parents if str(p) != "."}
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as layer:
        for directory in sorted(directories):
            entry = tarfile.TarInfo(directory)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o1777 if directory == "tmp" else 0o755
            layer.addfile(entry)
        _add_file(layer, "bin/busybox", BUSYBOX)
        for applet in APPLETS:
            link = tarfile.TarInfo(f"bin/{applet}")
            link.type, link.linkname, link.mode = tarfile.SYMTYPE, "busybox", 0o777
            layer.addfile(link)
        for target, source in sorted(files.items()):
            _add_file(layer, target.lstrip("/"), source)


def _add_file(archive: tarfile.TarFile, name: str, source: Path) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = source.stat().st_size, 0o755
    with source.open("rb") as content:
        archive.addfile(entry, content)


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o644
    archive.addfile(entry, io.BytesIO(content))


def _json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True).encode()


def _digest(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb") as content:
        return "sha256:" + hashlib.file_digest(content, "sha256").hexdigest()


def _blob(digest: str) -> str:
    return "blobs/" + digest.replace(":", "/")
