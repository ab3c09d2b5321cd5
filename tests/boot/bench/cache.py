"""The real binaries, built by scripts/build-* from their Go modules and kept by version."""

import os
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
# Of k8s.io/kms: its gRPC service is the same for all minors.
KMS_MODULE = "v0.36.3"
CACHE = Path(os.environ.get("SLIPWAY_CACHE") or Path.home() / ".cache/slipway")


def kubernetes(version: str) -> Path:
    """The directory of kubelet, kubectl and the control plane's binaries."""
    return _built("build-kubernetes", "kubernetes", version)


def etcd(version: str) -> Path:
    """The directory of etcd."""
    return _built("build-etcd", "etcd", version, "etcd")


def containerd(version: str) -> Path:
    """The directory of containerd, its runc shim and ctr."""
    return _built("build-containerd", "containerd", version)


def package(name: str, version: str) -> Path | None:
    """The binary of a main package of another module; None when the module proxy has not that version."""
    done = subprocess.run([REPOSITORY / "tests/boot/build-module", f"{name}@{version}"], capture_output=True, text=True)
    if done.returncode:
        if "not available" in done.stderr or "unknown revision" in done.stderr:
            return None
        raise RuntimeError(f"failed to build {name}@{version}:\n{done.stderr[-2000:]}")
    return CACHE / "modules" / f"{name}@{version}" / name.rpartition("/")[2]


def kms_plugin() -> Path:
    """The bench's own KMS plugin."""
    done = subprocess.run([REPOSITORY / "tests/boot/build-kms-plugin", KMS_MODULE], stdout=subprocess.PIPE, text=True, check=True)
    return Path(done.stdout.splitlines()[-1])


def _built(script: str, folder: str, version: str, *binaries: str) -> Path:
    subprocess.run([REPOSITORY / "scripts" / script, version, *binaries], check=True)
    return CACHE / folder / version
