"""The PKI: chains, purposes, keys, names, and pkilint's reading of the standards."""

import functools
import re

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from bench import digest, stays_in_vault, texts_in, tool

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


def verify(ca, paths, *options):
    """Certificate → what `openssl verify` says of it; "OK" when it is accepted."""
    result = tool("openssl", "verify", *options, "-CAfile", ca, *paths)
    said = (result.stdout + result.stderr).strip()
    accepted = set(re.findall(r"^(.+): OK$", said, re.M))
    return {path: "OK" if str(path) in accepted else said for path in paths}


def certificate_of(path):
    return x509.load_pem_x509_certificate(path.read_bytes())


def spki(key):
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def names_in(path):
    """DNS names and addresses of a certificate."""
    named = [entry.value for entry in certificate_of(path).extensions if entry.oid == x509.SubjectAlternativeName.oid]
    return {str(name.value) for names in named for name in names}


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


# What the profile calls them.
IN_PROFILE = {"kubectlClient": "kubeConfigCertificate", "controller-manager": "controllerManagerCertificate",
              "cloud-controller-manager": "cloudControllerManagerCertificate", "apiserver": "apiServerCertificate",
              "etcdserver": "etcdServerCertificate", "etcdclient": "etcdClientCertificate", "etcdpeer": "etcdPeerCertificates",
              "proxy": "proxyClientCertificate"}


def is_elsewhere(profile, name):
    """Whether a certificate stays in a key vault, so that no file has it."""
    stem = name.rstrip("*0123456789")
    return any(stays_in_vault(text) for text in texts_in(profile.get(IN_PROFILE.get(stem, f"{stem}Certificate"), [])))


def chain_faults(folder, profile):
    """Each certificate is accepted by its own CA for its purpose, and by no other CA at all."""
    by_ca = {}
    for pattern, (ca, purposes) in CERTIFICATES.items():
        found = sorted(folder.glob(f"{pattern.replace('*', '[0-9]*')}.crt"))
        if is_elsewhere(profile, pattern):
            yield from (f"{path.name} is written, and stays in a key vault" for path in found)
            continue
        if not found:
            yield f"{pattern}.crt is missing"
        for path in found:
            by_ca.setdefault(ca, []).append((path, purposes))
    for ca, entries in by_ca.items():
        for purpose in ("sslserver", "sslclient"):
            paths = [path for path, purposes in entries if purpose in purposes]
            verdicts = verify(folder / f"{ca}.crt", paths, "-x509_strict", "-purpose", purpose) if paths else {}
            yield from (f"{path.name} as {purpose}: {said}" for path, said in verdicts.items() if said != "OK")
        clients = [path for path, purposes in entries if purposes == ["sslclient"]]
        serving = verify(folder / f"{ca}.crt", clients, "-purpose", "sslserver") if clients else {}
        yield from (f"{path.name} is a client's and may serve" for path, said in serving.items() if said == "OK")
        # etcd must not take a kubelet's certificate, nor the API server a user's word from anyone but the front proxy.
        for other in by_ca.keys() - {ca}:
            verdicts = verify(folder / f"{other}.crt", [path for path, _ in entries])
            yield from (f"{path.name} is accepted by {other}.crt" for path, said in verdicts.items() if said == "OK")


def output_faults(folder, profile, wanted):
    yield from chain_faults(folder, profile)
    for path in sorted(folder.glob("*.crt")):
        yield from (f"{path.name}: pkilint: {finding}" for finding in lint(digest(path.read_bytes()), path))
        groups = certificate_of(path).subject.get_attributes_for_oid(x509.NameOID.ORGANIZATION_NAME)
        if any(group.value == "system:masters" for group in groups) and path.stem not in ("kubectlClient", "admin"):
            yield f"{path.name} is in system:masters"
    for path in sorted(folder.glob("*.key")):
        public = spki(serialization.load_pem_private_key(path.read_bytes(), None).public_key())
        if path.stem == "sa":
            theirs = spki(serialization.load_pem_public_key((folder / "sa.pub").read_bytes()))
        else:
            theirs = spki(certificate_of(path.with_suffix(".crt")).public_key())
        if public != theirs:
            yield f"{path.name} is the key of something else"
    for name, names in wanted.items():
        if is_elsewhere(profile, name):
            continue
        if absent := names - names_in(folder / f"{name}.crt"):
            yield f"{name}.crt lacks {', '.join(sorted(absent))}"


def check(bench):
    faults, count, seen = [], 0, set()
    for output in bench.outputs:
        example = output.name.split("@")[0]
        if example in seen:  # the minor changes nothing in the PKI
            continue
        seen.add(example)
        count += len(list(output.folder.glob("*.crt")))
        faults += [f"{output.name}: {fault}" for fault in output_faults(output.folder, output.model["properties"]["certificateProfile"], wanted_names(output))]
    return faults, f"{count} certificates of {len(seen)} examples"


def spoil(bench):
    folder = bench.outputs[0].folder
    (folder / "etcdclient.crt").write_bytes((folder / "client.crt").read_bytes())
