"""No secret in customData, the template or machines/; none on a machine that it is not for; no output that others may read."""

import base64
import json
import re
import stat
from urllib.parse import unquote

import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from bench import ARCHIVE, stays_in_vault, texts_in, tree

SECRET_KEY = re.compile(r"privatekeys?$|secret$|password$|encryptionkey$|token$|^certificate$", re.I)
PROXY_KEY = re.compile(r"^https?proxy$", re.I)
TOKEN = re.compile(r"^[a-z0-9]{6}\.([a-z0-9]{16})$")  # a bootstrap token; its first half is public
FACE = 16  # bytes of a secret that are enough to find it


def secrets_in(value, where=""):
    """(where, string) of the model whose key says that it is secret."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    for key, inner in entries:
        if isinstance(key, str) and PROXY_KEY.search(key):
            # A proxy's address is a secret for the sake of what stands before its host.
            user, at, _ = inner.rpartition("@") if isinstance(inner, str) else ("", "", "")
            password = user.rpartition("//")[2]
            yield from ((f"apimodel.json {where}/{key}", text) for text in (password, unquote(password)) if at)
        elif key == "content" and "/customFiles/" in where and isinstance(inner, str):
            # A file's bytes; as text, when they are some.
            yield f"apimodel.json {where}/{key}", base64.b64decode(inner).decode("latin-1")
        elif isinstance(key, str) and SECRET_KEY.search(key):
            yield from ((f"apimodel.json {where}/{key}", text) for text in texts_in(inner) if not stays_in_vault(text))
        else:
            yield from secrets_in(inner, f"{where}/{key}")


def decoded(text):
    """What a base64 parameter holds, or the text itself."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:
        return text


def values_of_secrets(text):
    """The values of the Secrets among some manifests, decoded."""
    documents = [document for document in yaml.safe_load_all(text) if document]
    for item in [item for document in documents for item in document.get("items", [document])]:
        yield from item.get("stringData", {}).values()
        yield from (decoded(value) for value in item.get("data", {}).values())


def material(text):
    """The bytes that make a text secret: a private key's numbers, whatever the key is wrapped in; a Secret's values."""
    if re.search(r"\bkind\b.*\bSecret\b", text):
        return set().union(*(material(value) for value in values_of_secrets(text)))
    if "PRIVATE KEY-----" in text:
        if "OPENSSH" in text:
            key = serialization.load_ssh_private_key(text.encode(), None)
        else:  # pki looks whether a key is right, which takes a second for some RSA keys
            key = serialization.load_pem_private_key(text.encode(), None, unsafe_skip_rsa_key_validation=True)
        if isinstance(key, Ed25519PrivateKey):
            return {key.private_bytes_raw()}
        numbers = key.private_numbers()
        values = [numbers.p, numbers.q] if isinstance(key, RSAPrivateKey) else [numbers.private_value]
        return {value.to_bytes((value.bit_length() + 7) // 8, "big") for value in values}
    if "-----BEGIN" in text:
        return set()  # a certificate or a public key, delivered beside the secrets
    if token := TOKEN.match(text.strip()):
        return {token[1].encode()}
    return {text.encode()} if len(text) >= 8 else set()


def faces(raw):
    """A secret as it is, in JSON, in hexadecimal, and in base64, which has three forms by where it begins."""
    yield raw[:FACE]
    yield raw.hex().encode()[:2 * FACE]
    for shift, affected in ((0, 0), (1, 2), (2, 3)):
        text = base64.b64encode(bytes(shift) + raw).rstrip(b"=")
        yield text[affected:-1][:FACE]
    if raw.isascii():
        yield json.dumps(raw.decode())[1:-1].encode()[:FACE]


def secrets_of(output):
    """Where it comes from → the bytes to search for, of every secret of an output."""
    found = [(path.name, path.read_text()) for path in [*output.folder.glob("*.key"), *output.folder.glob("*_rsa")]]
    for name, declaration in output.template["parameters"].items():
        if declaration["type"].lower() in ("securestring", "secureobject") and name != ARCHIVE:
            found += [(f"parameter {name}", text) for text in texts_in(output.parameters.get(name, {}).get("value", []))]
    found += secrets_in(output.model)
    return {(where, raw) for where, text in found for raw in material(decoded(text))}


def layers(data):
    """The data, and what lies in it as base64, at any depth; white space between the letters does not hide it."""
    yield data
    flat = re.sub(rb"\s|\\n", b"", data)
    yield flat
    for run in re.findall(rb"[A-Za-z0-9+/]{64,}={0,2}", data):
        try:
            yield from layers(base64.b64decode(run, validate=True))
        except ValueError:
            continue


def places(output):
    """Everything that must hold no secret, by name."""
    yield "azuredeploy.json", (output.folder / "azuredeploy.json").read_bytes()
    for resource, data in output.custom_data():
        yield f"customData of {resource}", output.unpack(data)
    # The archive of manifests is under machines/ too: it is secret for nobody's sake, and must hold none.
    for path, (_, data) in output.manifests().items():
        yield f"the archive's {path}", data
    for path, data in tree(output.folder / "machines").items():
        yield f"machines/{path}", data


def use_faults(output):
    """A secret parameter may be used in protected settings only: Azure shows everything else to whoever may read."""
    secure = {name for name, declaration in output.template["parameters"].items() if declaration["type"].lower().startswith("secure")}

    def walk(value, where):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []:
            # A linked template hides what it declares as securestring; the query of its address is no part of its parameters.
            if key not in ("protectedSettings", "extensionParameters", "queryString"):
                yield from walk(inner, f"{where}/{key}")
        if isinstance(value, str):
            yield from ((where, name) for name in re.findall(r"parameters\('([^']+)'\)", value) if name in secure)

    yield from (f"{where} uses the secret parameter {name}" for where, name in walk(output.template, ""))


def reach_faults(output):
    """The keys of the cluster go to masters alone, and the pair of an etcd member to its own master."""
    told = 0
    for resource in output.template["resources"]:
        text = json.dumps(resource)
        keys = set(re.findall(r"parameters\('(\w+PrivateKey\d*|encryptionConfiguration)'\)", text))
        master = re.search(r"/cse-master-(\d+)$", resource["name"])
        if master:
            told += 1
            own = f"etcdPeerPrivateKey{master[1]}"
            wrong = {key for key in keys if key.startswith("etcdPeer")} ^ {own}
        else:
            wrong = keys
        if wrong:
            yield f"{resource['name']} has the wrong keys: {', '.join(sorted(wrong))}"
    if told != output.model["properties"]["masterProfile"]["count"]:
        yield f"{told} masters have keys"


def mode_faults(output):
    for path in [output.folder, *output.folder.rglob("*")]:
        mode, wanted = stat.S_IMODE(path.lstat().st_mode), 0o700 if path.is_dir() else 0o600
        if mode != wanted and not (path.is_file() and "machines" in path.parts and mode == 0o700):
            yield f"{path.relative_to(output.folder.parent)} has mode {mode:04o}, not {wanted:04o}"


def check(bench):
    faults, count = [], 0
    for output in bench.outputs:
        secrets = secrets_of(output)
        names = {where for where, _ in secrets}
        count += len(names)
        elsewhere = [text for text in texts_in(output.model.get("properties", {}).get("certificateProfile", {})) if stays_in_vault(text)]
        if len([name for name in names if name.startswith("apimodel.json")]) + len(elsewhere) < 10:
            faults.append(f"{output.name}: fewer than ten secrets in apimodel.json: {sorted(names)}")
        blobs = {place: b"\0".join(layers(data)) for place, data in places(output)}
        everything = b"\0".join(blobs.values())
        for where, raw in sorted(secrets):
            for face in set(faces(raw)):
                if len(face) >= 8 and face in everything:
                    holders = [place for place, blob in blobs.items() if face in blob]
                    faults.append(f"{output.name}: {', '.join(holders)} holds {where}")
        faults += [f"{output.name}: {fault}" for fault in (*use_faults(output), *reach_faults(output), *mode_faults(output))]
    return faults, f"{count} secrets of {len(bench.outputs)} outputs"


def spoil(bench):
    output = bench.outputs[0]
    key = next(text for where, text in secrets_in(output.model) if "PRIVATE KEY" in text)
    _, _, path = next(iter(output.files()))
    path.write_bytes(path.read_bytes() + base64.b64encode(b"x" + key.encode()))
