"""Definitions that have every secret that can be had, each with a value that nothing else holds by chance."""

import base64
import datetime
import json
import secrets as chance

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bench import ROOT
from no_secrets import decoded, material

MARKED = ("secret", "httpProxy", "httpsProxy", "realmPassword", "extensionParameters", "urlQuery", "text", "script", "pool", "other",
          "last", "clientSecret", "manifest")
GUID = "11111111-2222-3333-4444-555555555555"


def mark(name):
    """A secret that nothing else can hold by chance, and in which nothing is quoted anywhere."""
    return f"{chance.token_hex(12)}-{name}"


def encoded(text):
    return base64.b64encode(text.encode()).decode()


def with_password(keys):
    """A definition whose service principal has a password, and name → bytes of each of its secrets."""
    definition = json.loads((ROOT / "examples/service-principal.json").read_text())
    definition.pop("$schema", None)
    model = definition["properties"]
    marks = {name: mark(name) for name in MARKED}
    key = chance.token_bytes(32)
    model["masterProfile"]["count"] = 5
    model |= {name: keys[name] for name in ("certificateProfile", "bootstrapProfile")}
    model["servicePrincipalProfile"]["secret"] = marks["secret"]
    model.setdefault("linuxProfile", {})["customSearchDomain"] = {
        "name": "corp.example.com", "realmUser": "joiner", "realmPassword": marks["realmPassword"]}
    config = model.setdefault("orchestratorProfile", {}).setdefault("kubernetesConfig", {})
    config |= {"enableDataEncryptionAtRest": True, "etcdEncryptionKey": base64.b64encode(key).decode()}
    config["httpProxyConfig"] = {name: f"http://me:{marks[name]}@proxy.example.com:3128" for name in ("httpProxy", "httpsProxy")}
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "own", "namespace": "kube-system"},
              "stringData": {"password": marks["manifest"]}}
    config.setdefault("addons", []).extend([
        {"name": "azure-arc-onboarding", "enabled": True, "config": {
            "tenantID": GUID, "subscriptionID": GUID, "clientID": GUID, "resourceGroup": "arc", "clusterName": "leaks",
            "location": "westeurope", "clientSecret": marks["clientSecret"]}},
        {"name": "own", "enabled": True, "data": encoded(json.dumps(secret))}])
    content = {name: encoded(f"key = {marks[name]}\n") for name in ("text", "script", "pool", "other", "last")}
    model["masterProfile"]["customFiles"] = [
        {"content": content["text"], "dest": "/etc/example/text"},
        {"content": base64.b64encode(bytes(range(256))).decode(), "dest": "/etc/example/binary"},
        {"content": content["script"], "dest": "/etc/example/script", "mode": "0700"}]
    model["agentPoolProfiles"][0]["customFiles"] = [
        {"content": content["pool"], "dest": "/etc/example/pool"},
        {"content": content["other"], "dest": "/etc/example/other"},
        {"content": content["last"], "dest": "/etc/example/last", "mode": "0400"}]
    model["extensionProfiles"] = [{"name": "one", "version": "v1", "rootURL": "https://example.com/", "script": "run.sh",
                                   "extensionParameters": marks["extensionParameters"], "urlQuery": f"sig={marks['urlQuery']}"}]
    model["masterProfile"]["extensions"] = [{"name": "one"}]
    model["agentPoolProfiles"][0]["preProvisionExtension"] = {"name": "one"}
    found = {f"{name} (mark)": {text.encode()} for name, text in marks.items()}
    found |= {"content (binary)": {bytes(range(256))}, "etcdEncryptionKey": {key}}
    for name, value in keys["certificateProfile"].items():
        if name.lower().endswith(("privatekey", "privatekeys")):
            for number, text in enumerate(value if isinstance(value, list) else [value]):
                found[f"{name} {number}"] = material(decoded(text))
    found["tokenSecret"] = {keys["bootstrapProfile"]["tokenSecret"].encode()}
    return definition, found


def with_certificate(definition, found):
    """The same with a certificate in place of the password: a service principal has one of the two."""
    definition = json.loads(json.dumps(definition))
    principal = definition["properties"]["servicePrincipalProfile"]
    del principal["secret"]
    principal["certificate"] = certificate()
    found = {name: raws for name, raws in found.items() if name != "secret (mark)"}
    return definition, found | {"certificate": material(principal["certificate"])}


def certificate():
    """PEM of a new key and of its certificate."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "leaks")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + datetime.timedelta(30))
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return (pem + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)).decode()
