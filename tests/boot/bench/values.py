"""What the VM extension would put on a machine: /run/slipway/values.json, from the deployment's parameters."""

from .generated import Generated


def values_for(generated: Generated, role: str) -> bytes:
    return b"{}"
