"""The boot bench: boots a generated master and agent on real Kubernetes binaries, and asserts what came up."""
