# Every target does its own set-up, from nothing, and is quick the second time.
SHELL := /bin/bash
.DEFAULT_GOAL := help

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
# Links Swift's own libraries into the binary, so that it runs where no Swift is installed.
RELEASE_FLAGS ?= -c release --static-swift-stdlib
RELEASE := .build/release/secretctl

.PHONY: help setup build contracts demo test lint format bench poet generate install clean fuzz interop

help: ## Say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

setup: ## Install what is missing: Debian packages, Wasmtime; check the Swift toolchain
	@scripts/setup.sh

build: setup ## Build the release binary
	$(SWIFT) build $(RELEASE_FLAGS) --product secretctl

contracts: setup ## Build the contracts in contracts/ into .build/contracts
	$(SWIFT) build --product secretctl
	@scripts/contracts.sh .build/debug/secretctl

demo: build ## Start a node, pay, stake, encrypt: with secretctl, then with the Python client
	@scripts/demo.sh $(RELEASE)

test: setup ## Lint, unit and transcript tests, interoperability, fuzzers
	@scripts/test.sh

lint: setup ## Check the formatting
	@scripts/format.sh lint

format: setup ## Format every Swift file in place
	@scripts/format.sh write

interop: setup ## The real Python clients against the embedded node alone
	$(SWIFT) build --product secretctl
	@scripts/interop.sh .build/debug/secretctl

fuzz: setup ## The fuzzers alone; FUZZ_SECONDS=60 for longer
	$(SWIFT) build --product fuzz
	@scripts/fuzz.sh

bench: setup ## Measure, each figure beside the limit of the libraries below
	$(SWIFT) build $(RELEASE_FLAGS) --product secretctl
	$(SWIFT) build $(RELEASE_FLAGS) --product benchmarks
	@.build/release/benchmarks $(RELEASE)

poet: setup ## Try Proof of Engaged Time, and write docs/poet.md with its plots
	$(SWIFT) build $(RELEASE_FLAGS) --product poet
	@.build/release/poet --known S8 --out docs

generate: setup ## Write wire types, completions and man pages again
	@scripts/contract-kit.sh
	@scripts/generate-wire.sh
	@scripts/generate-wasmtime.py
	$(SWIFT) build --product secretctl
	@scripts/generate-docs.sh .build/debug/secretctl

install: ## Install binary, library, completions and man pages under PREFIX (make build first)
	@test -x $(RELEASE) || { echo "install: run 'make build' first" >&2; exit 1; }
	install -D -m 0755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/secretctl
	@test ! -e .lib/libwasmtime.so || install -D -m 0644 -t $(DESTDIR)$(PREFIX)/lib/secretctl \
		.lib/libwasmtime.so .lib/libwasmtime.LICENSE
	install -D -m 0644 completions/secretctl.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/secretctl
	install -D -m 0644 completions/_secretctl \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_secretctl
	install -D -m 0644 completions/secretctl.fish \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/secretctl.fish
	install -d $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 0644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1/

clean: ## Remove everything that was built or fetched
	rm -rf .build .lib
