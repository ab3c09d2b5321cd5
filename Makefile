# Everything that a change has to pass. Each target fetches what it needs on a fresh machine with Rust and an apt-based
# Linux; `make boot` needs Go besides.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.NOTPARALLEL:
.DEFAULT_GOAL := help

export CARGO_TERM_PROGRESS_WHEN ?= never
PYTHON := $${SLIPWAY_CACHE:-$$HOME/.cache/slipway}/venv/bin/python
SLIPWAY := target/release/slipway

# Runs a target's command and says how long it took.
timed = @echo "== $@"; TIMEFORMAT='== $@: %0R s'; time

# A version that a new cluster may have, by its place: 0 is the newest, -1 the oldest.
version = $$($(SLIPWAY) get-versions --output json | $(PYTHON) -c \
  'import json, sys; print([v["version"] for v in json.load(sys.stdin)["orchestrators"] if v["create"]][$(1)])')

.PHONY: help
help: ## List the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

.PHONY: test
test: fmt clippy unit fuzz check pairs etcd ## Everything but the boot: what every change must pass

.PHONY: setup
setup: ## Fetch the checking tools
	$(timed) scripts/setup-checks

.PHONY: fmt
fmt: ## Formatting
	$(timed) cargo fmt --all --check

.PHONY: clippy
clippy: ## Lints, none allowed
	$(timed) cargo clippy --quiet --workspace --all-targets --locked -- --deny warnings

.PHONY: unit
unit: ## Unit tests and golden output trees
	$(timed) cargo test --quiet --workspace --locked --no-fail-fast

.PHONY: fuzz
fuzz: ## The reader and validate on mutated definitions, for a while
	$(timed) scripts/fuzz 25

.PHONY: release
release: ## The binary
	$(timed) cargo build --quiet --release --locked --package slipway

.PHONY: check
check: setup release ## Generated output against independent tools
	$(timed) tests/check/run

.PHONY: pairs
pairs: setup release ## Every pair of choices of a definition: made and checked, or refused by a rule
	$(timed) tests/pairs/run

.PHONY: etcd
etcd: setup release ## A real etcd with the generated PKI and flags
	$(timed) tests/etcd/run

.PHONY: setup-boot
setup-boot: setup ## Fetch what the boot bench uses
	$(timed) scripts/setup-boot

.PHONY: boot
boot: setup-boot release ## Boot a generated cluster of the newest Kubernetes on real binaries
	$(timed) $(PYTHON) tests/boot/boot "$(call version,0)"

.PHONY: boot-private
boot-private: setup-boot release ## The same for a private cluster: masters in a scale set, kubenet
	$(timed) $(PYTHON) tests/boot/boot "$(call version,0)" --definition tests/boot/private-kubenet.json

.PHONY: boot-kms
boot-kms: setup-boot release ## The same with secrets encrypted by a KMS, and a rotation of its key
	$(timed) $(PYTHON) tests/boot/boot "$(call version,0)" --definition tests/boot/kms.json

.PHONY: boot-test
boot-test: setup-boot release ## Faults put into a generated cluster, which the boot must notice
	$(timed) $(PYTHON) tests/boot/self-test "$(call version,0)"

.PHONY: network
network: setup-boot release ## Generated network configuration at work in network namespaces
	$(timed) tests/network/run

.PHONY: addons
addons: release ## The machine's reconcile script against a real API server; after `make boot`, which builds it
	$(timed) tests/addons/run "$(call version,0)"

.PHONY: apply
apply: release ## Every example's manifests, and users' policies, on a real API server; after `make boot`, which builds it
	$(timed) tests/apply/run "$(call version,0)"

.PHONY: boot-all
boot-all: boot ## The same, and the oldest Kubernetes
	$(timed) $(PYTHON) tests/boot/boot "$(call version,-1)"

.PHONY: bless
bless: ## Renew golden output, messages of tests/errors, effects of fields and the schema; show the difference
	SLIPWAY_BLESS=1 cargo test --quiet --locked --package slipway-artifacts --test fields
	SLIPWAY_BLESS=1 cargo test --quiet --locked --package slipway --test golden --test errors --test schema
	git add --intent-to-add tests/golden tests/errors schema
	git --no-pager diff --stat=120 --stat-count=40 -- tests/golden tests/errors schema crates/slipway-definition/fields

.PHONY: bench
bench: release ## CPU time and memory of whole runs, then each room by itself
	$(timed) benches/process $(SLIPWAY)
	$(timed) cargo bench --quiet --locked --package slipway-artifacts
	cargo bench --quiet --locked --package slipway-artifacts

.PHONY: deny
deny: ## Licences and sources of dependencies; needs cargo-deny
	cargo deny --locked check
