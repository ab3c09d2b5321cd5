"""A reader of ARM template expressions, apart from slipway's own: enough to work out what a machine is handed.

Functions follow https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions.
"""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field

TOKEN = re.compile(r"\s*(?:(?P<string>'(?:[^']|'')*')|(?P<number>-?\d+)|(?P<name>[A-Za-z_]\w*)|(?P<mark>[()\[\],.]))")

# A deployment's surroundings, which no file of the output directory has.
SUBSCRIPTION = {"subscriptionId": "11111111-2222-3333-4444-555555555555", "tenantId": "99999999-8888-7777-6666-555555555555",
                "id": "/subscriptions/11111111-2222-3333-4444-555555555555"}
RESOURCE_GROUP = {"name": "Bench (Boot)_1", "location": "westus2", "id": SUBSCRIPTION["id"] + "/resourceGroups/Bench (Boot)_1"}
CLIENT_ID = "77777777-7777-7777-7777-777777777777"
KEY = "https://bench.vault.azure.net/keys/k8s/" + "1" * 32


@dataclass
class Deployment:
    """Template and parameters; `value` works out any value of the template."""

    template: dict
    parameters: dict[str, object]
    copies: dict[str, int] = field(default_factory=dict)

    def value(self, raw: object) -> object:
        if isinstance(raw, dict):
            return {key: self.value(entry) for key, entry in raw.items()}
        if isinstance(raw, list):
            return [self.value(entry) for entry in raw]
        if isinstance(raw, str) and raw.startswith("[") and raw.endswith("]"):
            if raw.startswith("[["):
                return raw[1:]
            return _Parser(raw[1:-1], self).whole()
        return raw

    def parameter(self, name: str) -> object:
        if name in self.parameters:
            return self.parameters[name]
        return self.value(self.template["parameters"][name]["defaultValue"])

    def variable(self, name: str) -> object:
        return self.value(self.template["variables"][name])


class _Parser:
    def __init__(self, text: str, deployment: Deployment) -> None:
        self.deployment = deployment
        self.tokens: list[tuple[str, str]] = []
        at = 0
        text = text.rstrip()
        while at < len(text):
            match = TOKEN.match(text, at)
            if not match:
                raise ValueError(f"no expression: {text[at:at + 40]!r}")
            self.tokens.append((str(match.lastgroup), match[match.lastgroup or 0]))
            at = match.end()

    def whole(self) -> object:
        value = self.term()
        if self.tokens:
            raise ValueError(f"left over: {self.tokens[:5]}")
        return value

    def term(self) -> object:
        kind, text = self.tokens.pop(0)
        if kind == "string":
            value: object = text[1:-1].replace("''", "'")
        elif kind == "number":
            value = int(text)
        elif kind == "name":
            value = self.call(text)
        else:
            raise ValueError(f"unexpected {text!r}")
        while self.tokens and self.tokens[0][1] in (".", "["):
            _, mark = self.tokens.pop(0)
            if mark == ".":
                value = _member(value, self.tokens.pop(0)[1])
            else:
                value = _member(value, self.term())
                self.expect("]")
        return value

    def call(self, name: str) -> object:
        self.expect("(")
        arguments = []
        while self.tokens[0][1] != ")":
            arguments.append(self.term())
            if self.tokens[0][1] == ",":
                self.tokens.pop(0)
        self.expect(")")
        return function(name, self.deployment)(*arguments)

    def expect(self, mark: str) -> None:
        _, text = self.tokens.pop(0)
        if text != mark:
            raise ValueError(f"expected {mark!r}, found {text!r}")


def function(name: str, deployment: Deployment) -> Callable[..., object]:
    functions: dict[str, Callable[..., object]] = {
        "parameters": deployment.parameter,
        "variables": deployment.variable,
        "subscription": lambda: SUBSCRIPTION,
        "resourcegroup": lambda: RESOURCE_GROUP,
        "reference": lambda *_: {"clientId": CLIENT_ID, "principalId": CLIENT_ID, "keyUriWithVersion": KEY},
        "resourceid": lambda *parts: RESOURCE_GROUP["id"] + "/providers/" + "/".join(map(str, parts)),
        "copyindex": lambda loop="", offset=0: deployment.copies.get(str(loop), 0) + offset,
        "concat": lambda *parts: sum(parts[1:], parts[0]) if isinstance(parts[0], list) else "".join(map(str, parts)),
        "format": lambda text, *parts: text.format(*parts),
        "base64": lambda text: base64.b64encode(text.encode()).decode(),
        "string": lambda value: value if isinstance(value, str) else json.dumps(value, separators=(",", ":")),
        "json": json.loads,
        "null": lambda: None,
        "true": lambda: True,
        "false": lambda: False,
        "createarray": lambda *entries: list(entries),
        "createobject": lambda *pairs: dict(zip(pairs[::2], pairs[1::2], strict=True)),
        "union": lambda *objects: {k: v for each in objects for k, v in each.items()},
        "if": lambda condition, yes, no: yes if condition else no,
        "equals": lambda a, b: a == b,
        "empty": lambda value: not value,
        "tolower": str.lower,
    }
    if name.lower() not in functions:
        raise ValueError(f"the bench does not know the template function {name}")
    return functions[name.lower()]


def _member(value: object, key: object) -> object:
    if isinstance(value, dict) and isinstance(key, str):
        by_name = {name.lower(): entry for name, entry in value.items()}
        return by_name[key.lower()]
    return value[key]  # type: ignore[index]
