"""The PKI: chains, purposes, keys, names, and pkilint's reading of the standards."""

import functools
import re
import tempfile
from pathlib import Path

from bench import digest, tool

# File → (CA, purposes openssl must accept). A name ending in * stands for one file a master.
CERTIFICATES = {
    "apiserver": ("ca", ["sslserver"]),
    "client": ("ca", ["sslclient"]),
    "kubectlClient": ("ca", ["sslclient"]),
    "controller-manager": ("ca", ["sslclient"]),
    "scheduler": ("ca", ["sslclient"]),
    "cloud-controller-manager": ("ca", ["sslclient"]),
    "admin": ("ca", ["sslclient"]),
    "etcdserver": ("etcd-ca", ["sslserver"]),
    "etcdclient": ("etcd-ca", ["sslclient"]),
    "etcdpeer*": ("etcd-ca", ["sslserver", "sslclient"]),
    "proxy": ("proxy-ca", ["sslclient"]),
}


def openssl(*arguments):
    result = tool("openssl", *arguments)
    return result.returncode, (result.stdout + result.stderr).strip()


def text_of(path):
    return openssl("x509", "-in", path, "-noout", "-text")[1]


def names_in(path):
    """DNS names and addresses of a certificate."""
    said = openssl("x509", "-in", path, "-noout", "-ext", "subjectAltName")[1]
    return set(re.findall(r"(?:DNS|IP Address):([^,\s]+)", said))


# Names of one label are how clients on the machine and in the cluster call the API server; pkilint knows DNS only.
SINGLE_LABELS = ("localhost", "kubernetes")


@functools.cache
def lint(_, path):
    """pkilint's findings of severity ERROR and above, once for each certificate."""
    from pkilint import loader, report
    from pkilint.pkix import certificate, name, extension
    from pkilint.validation import ValidationFindingSeverity
    validators = certificate.create_pkix_certificate_validator_container(
        certificate.create_decoding_validators(name.ATTRIBUTE_TYPE_MAPPINGS, extension.EXTENSION_MAPPINGS),
        [certificate.create_issuer_validator_container([]), certificate.create_validity_validator_container(),
         certificate.create_subject_validator_container([]), certificate.create_extensions_validator_container([]),
         certificate.create_spki_validator_container([])])
    results = validators.validate(loader.load_pem_certificate(path.read_text(), path.name).root)
    told = report.ReportGeneratorPlaintext(results, ValidationFindingSeverity.ERROR).generate()
    allowed = [f'Invalid domain name syntax: "{name}"' for name in SINGLE_LABELS]
    return [line.strip() for line in told.splitlines()
            if ("(ERROR)" in line or "(FATAL)" in line) and not line.endswith(tuple(allowed))]


def masters_of(output):
    """Addresses of the masters, from etcd's member list."""
    members = (output.machines["master"] / "opt/slipway/cluster.env").read_text()
    found = re.findall(r"=https://([0-9.]+):2380", members)
    assert len(found) == output.model["properties"]["masterProfile"]["count"], "cluster.env lists every master"
    return found


def wanted_names(output):
    """File → names that its certificate must hold."""
    masters = set(masters_of(output))
    config = output.model["properties"]["orchestratorProfile"]["kubernetesConfig"]
    service = config["serviceCidr"].split("/")[0].rsplit(".", 1)[0] + ".1"
    public = set(re.findall(r'"server": "https://([^":/]+)', "".join(p.read_text() for p in output.folder.glob("kubeconfig/*"))))
    wanted = {"apiserver": {"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "127.0.0.1",
                            "kubernetes.default.svc.cluster.local", service} | masters | public,
              "etcdserver": masters | {"127.0.0.1"}}
    return wanted | {f"etcdpeer{number}": {master} for number, master in enumerate(masters_of(output))}


def output_faults(folder, wanted):
    for pattern, (ca, purposes) in CERTIFICATES.items():
        found = sorted(folder.glob(f"{pattern.replace('*', '[0-9]*')}.crt"))
        if not found:
            yield f"{pattern}.crt is missing"
        for path in found:
            for purpose in purposes:
                code, said = openssl("verify", "-x509_strict", "-purpose", purpose, "-CAfile", folder / f"{ca}.crt", path)
                if code:
                    yield f"{path.name} as {purpose}: {said}"
            # Only its own CA may vouch for a certificate: etcd must not take a kubelet's, nor the front proxy a user's.
            for other in {"ca", "etcd-ca", "proxy-ca"} - {ca}:
                if not openssl("verify", "-partial_chain", "-CAfile", folder / f"{other}.crt", path)[0]:
                    yield f"{path.name} is accepted by {other}.crt"
            if "sslserver" not in purposes and "TLS Web Server" in text_of(path):
                yield f"{path.name} is a client's and may serve"
    for path in sorted(folder.glob("*.crt")):
        yield from (f"{path.name}: pkilint: {finding}" for finding in lint(digest(path.read_bytes()), path))
        key = path.with_suffix(".key")
        if not key.exists():
            yield f"{key.name} is missing"
        elif openssl("x509", "-in", path, "-noout", "-pubkey")[1] != openssl("pkey", "-in", key, "-pubout")[1]:
            yield f"{key.name} is not the key of {path.name}"
    for name, names in wanted.items():
        if absent := names - names_in(folder / f"{name}.crt"):
            yield f"{name}.crt lacks {', '.join(sorted(absent))}"
    subjects = {path.name: openssl("x509", "-in", path, "-noout", "-subject")[1] for path in folder.glob("*.crt")}
    yield from (f"{name}: {subject} is in system:masters" for name, subject in subjects.items()
                if "system:masters" in subject and name not in ("kubectlClient.crt", "admin.crt"))


def check(bench):
    faults, count, seen = [], 0, set()
    for output in bench.outputs:
        example = output.name.split("@")[0]
        if example in seen:  # the minor changes nothing in the PKI
            continue
        seen.add(example)
        count += len(list(output.folder.glob("*.crt")))
        faults += [f"{output.name}: {fault}" for fault in output_faults(output.folder, wanted_names(output))]
    return faults, f"{count} certificates of {len(seen)} examples"


def spoil(bench):
    folder = bench.outputs[0].folder
    (folder / "etcdclient.crt").write_bytes((folder / "client.crt").read_bytes())
