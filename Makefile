# What can be done with this project; 'make help' lists it. All it needs is a Swift toolchain (6.2 or newer) in PATH.

PREFIX ?= /usr/local
PROGRAM := pcap2scenario
BINARY := .build/release/$(PROGRAM)
DEMO := .build/demo
# The Swift libraries become part of the program: it runs where no toolchain is. lld, for it links without a remark.
RELEASE := -c release --static-swift-stdlib -Xswiftc -use-ld=lld
BUILD_PACKAGES := libpcap-dev libyaml-dev zlib1g-dev libzstd-dev pkg-config
TEST_PACKAGES := sip-tester kamailio baresip
# How long 'make fuzz' tries each parser.
SECONDS := 60
LIVE := ^(ReplayTests|RealPeerTests)\.
BENCH_PACKAGES := tcpdump tshark time
# The control server is built beside the program: with a trait, and with what only it needs.
CONTROL := $(PROGRAM)-control
CONTROL_BINARY := .build/control/release/$(CONTROL)
CONTROL_BUILD := .ci/with-control swift build --traits Control --build-path .build/control
CONTROL_PACKAGES := libsqlite3-dev libssl-dev libarchive-dev
CONTROL_TEST_PACKAGES := chromium chromium-driver python3-venv curl iproute2
CONTROL_VENV := .build/control-venv

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help build demo test lint bench hostile fuzz goldens builtins install uninstall clean toolchain
.PHONY: control control-build control-test install-control

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

build: toolchain ## build the program for release
	@.ci/packages $(BUILD_PACKAGES)
	@swift build $(RELEASE) --product $(PROGRAM)

demo: build ## convert a fixture for both engines, and show what came out
	@rm -rf $(DEMO)
	@for target in gossipper sipp; do \
	  printf '\n$$ %s\n' "$(PROGRAM) Fixtures/plain-udp/call.pcap --target $$target --out $(DEMO)/$$target"; \
	  $(BINARY) Fixtures/plain-udp/call.pcap --target $$target --out $(DEMO)/$$target || exit; \
	  printf '\n$$ ls %s\n' "$(DEMO)/$$target"; \
	  ls $(DEMO)/$$target; \
	  printf '\n$$ head -n 40 %s\n' "$(DEMO)/$$target/scenario_uac.xml"; \
	  head -n 40 $(DEMO)/$$target/scenario_uac.xml; \
	done

test: toolchain ## run all tests, replays with SIPp included
	@.ci/packages $(BUILD_PACKAGES) $(TEST_PACKAGES)
	@swift build --build-tests
# Replays keep time: they don't share the processors with what only counts.
	@swift test --skip-build --skip '$(LIVE)'
	@swift test --skip-build --filter '$(LIVE)'

lint: toolchain ## check style, the length of files, and the embedded rules and templates
	@swift format lint --strict -r -p Sources Tests Package.swift
	@.ci/lint

control-build: build
	@.ci/packages $(CONTROL_PACKAGES) curl
	@$(CONTROL_BUILD) $(RELEASE) --product $(CONTROL)

control: control-build ## build and start the control server with a fixture in it (LISTEN=127.0.0.1:8080)
	@.ci/control

control-test: toolchain $(CONTROL_VENV)/installed ## run the tests of the control server, in a real browser too
	@.ci/packages $(BUILD_PACKAGES) $(CONTROL_PACKAGES) $(CONTROL_TEST_PACKAGES)
	@$(CONTROL_BUILD) --build-tests
	@.ci/with-control swift test --traits Control --build-path .build/control --skip-build --filter '^ControlServerTests\.'
	@$(CONTROL_VENV)/bin/pytest -q -p no:cacheprovider Tests/Control

$(CONTROL_VENV)/installed: Tests/Control/requirements.txt
	@.ci/packages python3-venv
	@rm -rf $(CONTROL_VENV) && python3 -m venv $(CONTROL_VENV)
	@$(CONTROL_VENV)/bin/pip install -q --disable-pip-version-check -r Tests/Control/requirements.txt
	@touch $@

bench: build ## compare with tcpdump on large captures (Tests/bench.sh says what can be set)
	@.ci/packages $(BENCH_PACKAGES)
	@swift build $(RELEASE) --product MakeCapture
	@Tests/bench.sh

hostile: build ## show that time and memory stay bounded whatever a capture is full of (Tests/hostile.sh)
	@.ci/packages time
	@swift build $(RELEASE) --product MakeCapture
	@Tests/hostile.sh

# A folder of its own, since every module is built with other flags.
fuzz: toolchain ## try every parser with inputs that a fuzzer makes, for SECONDS=60 each
	@.ci/packages $(BUILD_PACKAGES)
	@FUZZING=1 swift build -c release --build-path .build/fuzz --product Fuzz -Xswiftc -use-ld=lld \
	  -Xswiftc -sanitize=fuzzer,address
	@SECONDS_EACH=$(SECONDS) Tests/fuzz.sh

goldens: toolchain ## rewrite the expected output of the fixtures from what comes out now
	@.ci/packages $(BUILD_PACKAGES) $(TEST_PACKAGES)
	@swift build --build-tests
	@UPDATE_GOLDENS=1 swift test --skip-build || true
	@echo "Rewritten (a run that rewrites fails on purpose). Read 'git diff Fixtures', then run 'make test'."
	@git status --short Fixtures

builtins: ## embed Rules and Templates anew, after a file there was added or removed
	@Sources/CBuiltins/generate.sh

# Under sudo there often is no toolchain in PATH: then what was built before is put in place.
install: $(if $(shell command -v swift 2>/dev/null),build,$(BINARY)) ## put the program into PREFIX/bin (/usr/local)
	@install -d "$(DESTDIR)$(PREFIX)/bin" && install -m 755 $(BINARY) "$(DESTDIR)$(PREFIX)/bin/$(PROGRAM)" \
	  || { echo "Can't write to $(DESTDIR)$(PREFIX)/bin: run 'sudo make install', or set PREFIX=" >&2; exit 1; }
	@echo "$(DESTDIR)$(PREFIX)/bin/$(PROGRAM)"

install-control: install $(if $(shell command -v swift 2>/dev/null),control-build,$(CONTROL_BINARY)) ## put the control server beside it
	@install -m 755 $(CONTROL_BINARY) "$(DESTDIR)$(PREFIX)/bin/$(CONTROL)"
	@echo "$(DESTDIR)$(PREFIX)/bin/$(CONTROL)"

uninstall: ## take both away again
	@rm -f "$(DESTDIR)$(PREFIX)/bin/$(PROGRAM)" "$(DESTDIR)$(PREFIX)/bin/$(CONTROL)"

clean: ## remove everything that was built
	@rm -rf .build

toolchain:
	@command -v swift >/dev/null \
	  || { echo "No 'swift' in PATH: install a toolchain, 6.2 or newer (https://www.swift.org/install)" >&2; exit 1; }

$(BINARY) $(CONTROL_BINARY):
	@echo "No 'swift' in PATH, and nothing is built: run 'make build' as yourself first" >&2; exit 1
