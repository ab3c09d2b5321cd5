"""Hostile definitions: whatever stands in 1 MB of input, an answer within 2 s of CPU time and 200 MB, and no panic."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

SECONDS, MEGABYTES, BYTES, VALUES = 2.0, 200, 1_000_000, 29_900
PANIC = re.compile(r"has a fault|panicked|stack overflow|core dumped")
FORMS = ("human", "json", "sarif")
MASTER = {"count": 3, "dnsPrefix": "hostile", "vmSize": "Standard_D2s_v5"}
LINUX = {"adminUsername": "azureuser"}


def pool(number, **more):
    return {"name": f"p{number}", "count": 1, "vmSize": "Standard_D2s_v5"} | more


def model(kubernetes=None, master=None, linux=None, pools=None, root=None, **properties):
    """A good small definition, with these changes."""
    return {"apiVersion": "vlabs", "location": "westus2", **(root or {}), "properties": {
        "orchestratorProfile": {"kubernetesConfig": kubernetes or {}},
        "masterProfile": MASTER | (master or {}),
        "agentPoolProfiles": [pool(0)] if pools is None else pools,
        "linuxProfile": LINUX | (linux or {}),
    } | properties}


def text(value):
    """JSON on one line."""
    return json.dumps(value, separators=(",", ":"))


def fitting(make):
    """The largest `make(number)` that is no more than 1 MB, and no more values than are read."""
    low, high = 1, VALUES
    while low < high:
        middle = (low + high + 1) // 2
        made = text(make(middle))
        fits = len(made) <= BYTES and sum(made.count(sign) for sign in ",[{") <= VALUES
        low, high = (middle, high) if fits else (low, middle - 1)
    return text(make(low))


def many(put, item):
    """A definition with a list of many such things, where `put` puts it."""
    return fitting(lambda number: put([item(n) for n in range(number)]))


def named(put, item):
    """A definition with an object of many such members, where `put` puts it."""
    return fitting(lambda number: put(dict(item(n) for n in range(number))))


def filled(before, unit, after=""):
    """1 MB of the same."""
    before, unit, after = before.encode(), unit.encode(), after.encode()
    return before + unit * ((BYTES - len(before) - len(after)) // len(unit)) + after


def late(value):
    """The definition at the end of 1 MB."""
    made = text(value)
    return "{" + " " * (BYTES - len(made)) + made[1:]


def json_texts():
    """name → definition that is no YAML."""
    yield "open lists", "[" * BYTES
    yield "open objects", filled("", '{"a":')
    yield "lists, as deep as may be", filled('{"a":[', "[" * 60 + "]" * 60 + ",", "]}")
    yield "commas", filled("[", ",")
    yield "quotes", '"' * BYTES
    yield "backslashes", filled('{"', "\\\\", '":1}')
    yield "escapes", filled('{"', "\\u0000", '":1}')
    yield "half of a surrogate pair", filled('{"', "\\ud800", '":1}')
    yield "one endless key", filled('{"', "a", '":1}')
    yield "one endless value", filled('{"location":"', "a", '"}')
    yield "one endless number", filled('{"location":', "1", "}")
    yield "a number with an endless exponent", filled('{"location":1e', "1", "}")
    yield "a string that is not closed", filled('{"location":"', "a")
    yield "comments", filled("", "/* */", "{}")
    yield "a comment that is not closed", filled("{/*", "a")
    yield "line comments", filled("", "//\n", "{}")
    yield "white space", filled("{", " ", "}")
    yield "lines", filled("{", "\n", "}")
    yield "a mistake after a million lines", filled("{", "\n", "x}")
    yield "a mistake after a million columns", filled("{", " ", "x}")
    yield "nulls", filled('{"a":[', "null,", "]}")
    yield "zero bytes", "\0" * BYTES
    yield "UTF-16", ("{}" * (BYTES // 4 - 1)).encode("utf-16")
    yield "no UTF-8 at the end", b"{" + b" " * (BYTES - 2) + b"\xff"
    yield "a byte order mark", filled("\ufeff{", " ", "}")
    yield "combining characters", filled('{"', "\u0301", '":1}')
    yield "wide characters", filled('{"', "\U0001f9d1", '":1}')
    yield "directions of writing", filled('{"', "\u202e", '":1}')
    yield "the same key", filled("{", '"apiVersion":"vlabs",', '"location":1}')
    yield "unknown keys", text({f"k{n}": 1 for n in range(29_000)})
    yield "nearly known keys", filled("{", '"locatian":1,', '"a":1}')
    yield "keys of another object", filled("{", '"keyData":1,', '"a":1}')
    yield "nearly known keys of a pool", many(lambda pools: model(pools=pools), lambda n: {"nam": "", "vmSiz": ""})


def models():
    """name → definition that can be read, but for its faults."""
    yield "pools", many(lambda pools: model(pools=pools), pool)
    yield "pools of one name", many(lambda pools: model(pools=pools), lambda n: pool(0))
    yield "empty pools", many(lambda pools: model(pools=pools), lambda n: {})
    yield "pools of a wrong type", many(lambda pools: model(pools=pools), lambda n: 1)
    yield "pools with unknown keys", many(lambda pools: model(pools=pools), lambda n: {"x": 1, "y": 2})
    yield "pools with subnets", many(
        lambda pools: model(pools=pools), lambda n: pool(n, vnetSubnetId=f"/subscriptions/s/{n}"))
    yield "pools with bad sizes", many(lambda pools: model(pools=pools), lambda n: pool(n, vmSize="Standard_D2s_v9"))
    yield "pools with flags", many(lambda pools: model(pools=pools),
                                   lambda n: pool(n, kubernetesConfig={"kubeletConfig": {"--max-pods": "x"}}))
    yield "pools with labels", many(lambda pools: model(pools=pools), lambda n: pool(n, customNodeLabels={"a b": "c"}))
    yield "Windows pools", many(lambda pools: model(pools=pools), lambda n: pool(n, osType="Windows"))
    yield "pools in availability sets", many(
        lambda pools: model(pools=pools), lambda n: pool(n, availabilityProfile="AvailabilitySet"))
    yield "pools that are large", many(lambda pools: model(pools=pools), lambda n: pool(n, count=100))
    yield "labels", named(lambda labels: model(pools=[pool(0, customNodeLabels=labels)]), lambda n: (f"l{n}", "v"))
    yield "bad labels", named(lambda labels: model(pools=[pool(0, customNodeLabels=labels)]), lambda n: (f"l {n}", "v"))
    yield "labels of masters", named(lambda labels: model(master={"customNodeLabels": labels}), lambda n: (f"l{n}", "v"))
    yield "taints", model_text({"kubeletConfig": {"--register-with-taints": "a=b:NoSchedule," * 60_000}})
    yield "addons", many(lambda addons: model({"addons": addons}), lambda n: {"name": f"a{n}", "enabled": True})
    yield "addons of one name", many(
        lambda addons: model({"addons": addons}), lambda n: {"name": "coredns", "enabled": True})
    yield "addons without a name", many(lambda addons: model({"addons": addons}), lambda n: {})
    yield "settings of an addon", named(
        lambda config: model({"addons": [{"name": "coredns", "enabled": True, "config": config}]}), lambda n: (f"c{n}", "v"))
    yield "containers of an addon", many(
        lambda containers: model({"addons": [{"name": "coredns", "containers": containers}]}), lambda n: {"name": f"c{n}"})
    yield "containers of one name", many(
        lambda containers: model({"addons": [{"name": "coredns", "containers": containers}]}), lambda n: {"name": "coredns"})
    yield "pools of an addon", many(
        lambda pools: model({"addons": [{"name": "cluster-autoscaler", "enabled": True, "pools": pools}]}),
        lambda n: {"name": f"p{n}"})
    yield "a manifest of an addon", model_text({"addons": [{"name": "coredns", "enabled": True, "data": "YTogYgo=" * 120_000}]})
    for component in ("kubelet", "apiServer", "controllerManager", "scheduler", "cloudControllerManager"):
        key = f"{component}Config"
        yield f"flags: {key}", named(lambda flags, key=key: model({key: flags}), lambda n: (f"--f{n}", "v"))
        yield f"no flags: {key}", named(lambda flags, key=key: model({key: flags}), lambda n: (f"f {n}", "v\n"))
        gates = ",".join(f"Gate{n}=true" for n in range(60_000))
        yield f"feature gates: {key}", model_text({key: {"--feature-gates": gates}})
        yield f"broken feature gates: {key}", model_text({key: {"--feature-gates": "A," * 400_000}})
    yield "one endless flag", model_text({"kubeletConfig": {"--max-pods": "9" * 990_000}})
    yield "public keys", many(lambda keys: model(linux={"ssh": {"publicKeys": keys}}), lambda n: {"keyData": f"ssh-rsa {n}"})
    yield "no public keys", many(lambda keys: model(linux={"ssh": {"publicKeys": keys}}), lambda n: {})
    yield "one endless public key", model_text(linux={"ssh": {"publicKeys": [{"keyData": "ssh-rsa " + "A" * 990_000}]}})
    yield "address ranges", model_text({"clusterSubnet": "10.0.0.0/8," * 90_000})
    yield "service ranges", model_text({"serviceCidr": "10.0.0.0/8," * 90_000})
    yield "subnets of masters", model_text(master={"vnetCidr": "10.0.0.0/8," * 90_000})
    yield "peer addresses", model_text({"proxyMode": "iptables", "dnsServiceIP": "1" * 990_000})
    yield "names of certificates", many(lambda names: model(master={"subjectAltNames": names}), lambda n: f"n{n}.example")
    yield "bad names of certificates", many(lambda names: model(master={"subjectAltNames": names}), lambda n: " ")
    yield "zones", many(lambda zones: model(pools=[pool(0, availabilityZones=zones)]), lambda n: str(n))
    yield "data disks", many(lambda disks: model(pools=[pool(0, diskSizesGB=disks)]), lambda n: 99_999)
    yield "extensions", many(
        lambda all_: model(extensionProfiles=all_), lambda n: {"name": f"e{n}", "version": "v1", "rootURL": "https://a"})
    yield "extensions of pools", many(lambda all_: model(pools=[pool(0, extensions=all_)]), lambda n: {"name": f"e{n}"})
    yield "extensions on both sides", fitting(lambda number: model(
        extensionProfiles=[{"name": f"e{n}", "version": "v1"} for n in range(number)],
        pools=[pool(0, extensions=[{"name": f"f{n}"} for n in range(number)])]))
    yield "key vault secrets", many(
        lambda all_: model(linux={"secrets": all_}), lambda n: {"sourceVault": {"id": "x"}, "vaultCertificates": [{}]})
    yield "custom files", many(lambda files: model(master={"customFiles": files}), lambda n: {"source": "a", "dest": f"/{n}"})
    yield "tags", named(lambda tags: model(root={"tags": tags}), lambda n: (f"t{n}", "v"))
    yield "bad tags", named(lambda tags: model(root={"tags": tags}), lambda n: (f"t<{n}", "v"))
    yield "sysctls", named(lambda all_: model(master={"sysctldConfig": all_}), lambda n: (f"net.a{n}", "1"))
    yield "bad sysctls", named(lambda all_: model(master={"sysctldConfig": all_}), lambda n: (f"net {n}", "1"))
    yield "parameters of the container runtime", named(lambda all_: model({"containerRuntimeConfig": all_}), lambda n: (f"k{n}", "v"))
    yield "peers' private keys", many(lambda keys: model(certificateProfile={"etcdPeerPrivateKeys": keys}), lambda n: "k")
    yield "scale sets of certificates", many(
        lambda keys: model(certificateProfile={"etcdPeerPrivateKeys": keys, "etcdPeerCertificates": keys}), lambda n: "")
    yield "environments of a custom cloud", named(
        lambda all_: model(customCloudProfile={"environment": all_, "portalURL": "https://portal.a.b/"}), lambda n: (f"k{n}", "v"))
    yield "cloud controllers", model_text({"cloudProviderBackoffRetries": 10**300})
    yield "huge numbers", model_text({"maxPods": 2**63 - 1, "ipAddressCount": 2**63 - 1}, {"count": 2**63 - 1},
                                     pools=[pool(n, count=2**63 - 1) for n in range(1000)])
    most = {"count": 2**32 - 1}
    yield "counts beyond memory", text(model(
        {"maxPods": 2**32 - 1}, most, pools=[pool(n, **most, availabilityProfile="AvailabilitySet") for n in range(200)]))
    yield "one name at both ends of many lines", text(model(pools=[pool(0), pool(1), pool(0)])).replace(
        '{"name":"p1"', "\n" * 990_000 + '{"name":"p1"')
    yield "numbers beyond all", model_text({"maxPods": 10**200}, {"count": -(10**200)})
    yield "a first address at the end", model_text(master={"firstConsecutiveStaticIP": "255.255.255.255"})
    yield "an endless prefix of names", model_text(master={"dnsPrefix": "a" * 990_000})
    yield "an endless version", text(model(orchestratorProfile={"orchestratorRelease": "1." * 490_000}))
    yield "many faults at the end of a line", late(model(pools=[pool(n, vmSiz=1) for n in range(1000)]))
    yield "many faults in lines after many", late(model(pools=[pool(n, vmSiz=1) for n in range(1000)])).replace(" ", "\n")
    yield "many duplicates at the end", late(model(pools=[pool(0) for _ in range(1000)]))
    # What all pools share, times the pools.
    half = {f"--flag-{n}": "v" for n in range(9_000)}
    pools = [pool(n) for n in range(5_000)]
    yield "many flags and many pools", text(model({"kubeletConfig": half}, pools=pools))
    yield "long flags and many pools", text(model({"kubeletConfig": {"--max-pods": "9" * 500_000}}, pools=pools))
    yield "long flags and all the pools that may be", text(
        model({"kubeletConfig": {"--event-qps": "9" * 900_000}}, pools=pools[:200]))
    for count in (200, 5_000):
        gates = ",".join(f"Gate{n}=true" for n in range(35_000))
        yield f"feature gates and {count} pools", text(model({"kubeletConfig": {"--feature-gates": gates}}, pools=pools[:count]))
        yield f"broken feature gates and {count} pools", text(
            model({"kubeletConfig": {"--feature-gates": "A," * 250_000}}, pools=pools[:count]))
    yield "many addons and many pools", text(
        model({"addons": [{"name": f"a{n}", "enabled": True} for n in range(4_000)]}, pools=pools[:4_000]))
    yield "an endless region", text(model(root={"location": "a" * 990_000}))
    yield "an endless size", text(model(pools=[pool(0, vmSize="Standard_" + "D" * 990_000)]))


def model_text(kubernetes=None, master=None, **more):
    return text(model(kubernetes, master, **more))


def yaml_texts():
    """name → YAML."""
    yield "open YAML lists", "[" * BYTES
    yield "open YAML objects", filled("", "{a: ")
    yield "YAML lists, deeper and deeper", "\n".join(" " * n + "-" for n in range(1400))
    yield "dashes", filled("", "- ")
    yield "questions", filled("", "? ")
    yield "keys of YAML", "".join(f"k{n}: 1\n" for n in range(29_000))
    yield "too many keys of YAML", filled("", "a: 1\n")
    yield "aliases", "a0: &a0 [x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    yield "anchors", "".join(f"k{n}: &a{n} 1\n" for n in range(29_000))
    yield "a million anchors", filled("a: ", "&a ")
    yield "tags of YAML", filled("a: ", "!!str ")
    yield "directives", filled("", "%TAG ! tag:a:\n")
    yield "documents", filled("", "---\n")
    yield "block text", "a: |\n" + " a\n" * (BYTES // 3 - 3)
    yield "folded text", "a: >\n" + " a\n" * (BYTES // 3 - 3)
    yield "plain text over many lines", "a: b\n" + " b\n" * (BYTES // 3 - 3)
    yield "quoted text", filled('a: "', "\\x41", '"')
    yield "single quotes", filled("a: '", "''", "'")
    yield "colons", filled("a", ":")
    yield "comments of YAML", filled("a: 1\n", "#\n")
    yield "tabs", filled("a:", "\t")
    yield "merge keys", "base: &b {a: 1}\n" + "".join(f"k{n}:\n  <<: *b\n" for n in range(14_000))
    yield "wide characters in YAML", filled("a: ", "\U0001f9d1")
    yield "flow lists in a flow list", filled("a: [", "[], ", "]")
    yield "pools in YAML", "apiVersion: vlabs\nproperties:\n  agentPoolProfiles:\n" + "".join(
        f"  - {{name: p{n}, count: 1, vmSize: Standard_D2s_v5}}\n" for n in range(7_000))


def arguments():
    """name → (definition, `--set` arguments)."""
    good, most = text(model()), 120_000  # Linux takes no longer single argument than 128 kB
    at = "masterProfile.count=3,"
    yield "many changes", good, [at * (most // len(at))]
    yield "many arguments", good, ["masterProfile.count=3"] * 10_000
    yield "new pools", good, [",".join(f"agentPoolProfiles[{n + 1}]={{\"name\": \"p{n}\"}}" for n in range(2_500))]
    yield "new keys", good, [",".join(f"k{n}=1" for n in range(15_000))]
    yield "new labels", good, [",".join(f"agentPoolProfiles[0].customNodeLabels.k{n}=1" for n in range(2_500))]
    yield "an endless path", good, ["a." * (most // 2) + "a=1"]
    yield "endless brackets", good, ["a" + "[0]" * (most // 3) + "=1"]
    yield "an endless list", good, ["a=" + "[" * most]
    yield "endless quotes", good, ["a=" + "'" * most]
    yield "an endless text", good, ["masterProfile.vmSize=" + "x" * most]
    yield "only commas", good, ["," * most]
    yield "much of all", many(lambda pools: model(pools=pools), lambda n: {"x": 1}), ["x=" + "y" * most] * 8


def cases():
    for name, data in (*json_texts(), *models()):
        yield name, "cluster.json", data, []
    for name, data in yaml_texts():
        yield name, "cluster.yaml", data, []
    for name, data, sets in arguments():
        yield name, "cluster.json", data, [word for argument in sets for word in ("--set", argument)]


# A process begins with the peak memory of the one that it was forked from; this one is small.
MEASURE = """
import os, resource, sys
pid = os.fork()
if not pid:
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    os.execv(sys.argv[1], sys.argv[1:])
_, status, usage = os.wait4(pid, 0)
print("\\n", os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=sys.stderr)
"""


def run(command):
    """(exit code, CPU seconds, peak megabytes, what was said to people) of one run."""
    done = subprocess.run([sys.executable, "-IS", "-c", MEASURE, *command], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    said, _, measured = done.stderr.rpartition(b"\n ")
    code, seconds, kilobytes = measured.split()
    return int(code), float(seconds), int(kilobytes) / 1024, said


def faults_of(name, verb, command):
    """Faults of one run, and what it took."""
    code, seconds, megabytes, said = run(command)
    what, faults = f"{name}: {verb}", []
    if seconds > SECONDS or megabytes > MEGABYTES:
        faults.append(f"{what}: {seconds:.2f} s and {megabytes:.0f} MB; {SECONDS:g} s and {MEGABYTES} MB are the limits")
    if code not in (0, 2) or PANIC.search(said.decode(errors="replace")):
        faults.append(f"{what}: exit code {code}, said {said[-300:]!r}")
    if len(said) > 100_000:
        faults.append(f"{what}: {len(said):,} bytes of text for people")
    return faults, (seconds, megabytes, what)


def verbs(binary, more):
    """How each verb that reads a definition is called."""
    for form in FORMS:
        yield f"validate --output {form}", [binary, "validate", "--output", form]
    if not more:  # It knows no --set.
        yield "migrate", [binary, "migrate"]


def check(bench):
    folder = bench.folder / "limits"
    folder.mkdir()
    jobs = []
    for number, (name, file, data, more) in enumerate(cases()):
        data = data.encode() if isinstance(data, str) else data
        if len(data) > BYTES:
            raise ValueError(f"{name} has {len(data):,} bytes")
        path = folder / f"{number}-{file}"
        path.write_bytes(data)
        jobs += [(name, verb, [*command, path, *more]) for verb, command in verbs(bench.binary, more)]
    with ThreadPoolExecutor(os.cpu_count()) as pool_:
        results = list(pool_.map(lambda job: faults_of(*job), jobs))
    measured = [took for _, took in results]
    slowest, largest = max(measured), max(measured, key=lambda took: took[1])
    return [fault for faults, _ in results for fault in faults], (
        f"{len(jobs)} runs, most {slowest[0]:.2f} s ({slowest[2]}) and {largest[1]:.0f} MB ({largest[2]})")


def spoil(bench):
    """A binary that dies, without the work before."""
    bench.binary = bench.folder / "slipway"
    bench.binary.write_text("#!/bin/sh\nexit 134\n")
    bench.binary.chmod(0o755)
