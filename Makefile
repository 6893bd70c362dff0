# The ways to build, test and try ktrail. `make help` lists them.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift

# A target may import only what Package.swift lists for it.
BUILD_FLAGS = --explicit-target-dependency-import-check error
# One file that starts in half the time, and runs where no Swift is installed.
RELEASE_FLAGS = -c release --static-swift-stdlib --disable-local-rpath $(BUILD_FLAGS) $(SAME_BYTES)
# Where it is built does not show in it: what two builds in different folders have in common, see Packaging/README.md. The
# linker's checksum would be one of debug information, too.
SAME_BYTES = -Xswiftc -file-prefix-map -Xswiftc "$(CURDIR)=." -Xswiftc -file-compilation-dir -Xswiftc . \
  -Xcc -ffile-prefix-map="$(CURDIR)=." -Xlinker --build-id=none
TEST_FLAGS ?=
# Else all tests begin at once, and one that waits for a program is not served for minutes. Not every version of Swift knows it.
TEST_WIDTH = --experimental-maximum-parallelization-width
# What `ktrail --version` names; empty without git, where an archive made by git says it itself.
export KTRAIL_BUILD_COMMIT ?= $(shell git rev-parse -q --verify HEAD 2>/dev/null)$(shell git diff --quiet HEAD 2>/dev/null; test $$? != 1 || echo -modified)

PACKAGES = libgit2-dev pkg-config libsqlite3-dev zlib1g-dev git rpm xz-utils zstd binutils dpkg-dev make python3
# What some tests ask beside ktrail: a browser, a JSON Schema validator, jq, GitHub's Markdown, get_maintainer.pl's
# interpreter, other users, man pages and packages. Without one of them its tests are skipped, and say so.
TEST_PACKAGES = chromium chromium-driver curl python3-jsonschema python3-yaml libxml2-utils cmark-gfm perl util-linux poppler-utils jq \
  less zsh fish tmux man-db mandoc groff lintian rpmlint debootstrap

STORY = Fixtures/overlayfs-story
OLD = $(STORY)/kernel-lt-4.4.121-1.el7.changelog
NEW = $(STORY)/kernel-lt-4.4.157-1.el7.changelog
DEMO = $(OLD) $(NEW) --linux demo/linux --symptom $(STORY)/symptom.txt

RELEASE = .build/release
PROGRAM ?= $(RELEASE)/ktrail
# What is made of these sources is dated by them, not by the day on which it is made.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)
export SOURCE_DATE_EPOCH SWIFT
INSTALL = PROGRAM="$(PROGRAM)" PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" Packaging/install.sh
# Apart from the rest, so that neither build invalidates the other. It is read with the
# llvm-cov of the same toolchain: another may not know the format.
COVERAGE = .build/coverage
SOURCES = Sources Tests Package.swift
# libFuzzer's build, and what it has found to be worth trying.
FUZZ = .build-fuzz
FUZZ_SECONDS ?= 60
SHARED = $(or $(KTRAIL_SHARED),$(wildcard ../shared))

.DEFAULT_GOAL := help
.PHONY: help deps deps-test build demo test fuzz chaos coverage eval fit bench-build bench bench-curve bench-scale bench-bisect ktrail-release install install-files uninstall package package-files package-test deb rpm dist example-client format lint clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

deps: ## Install the Debian packages that are missing (with sudo when not root)
	@missing=; \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing$$missing"; \
	  as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	  $$as_root apt-get update -qq; \
	  $$as_root env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -qq -y --no-install-recommends $$missing; \
	fi
	@command -v $(SWIFT) >/dev/null || { \
	  echo "there is no swift on the PATH; install Swift 6.2 or later" >&2; \
	  exit 1; }

deps-test: ## Install what the optional tests ask, too: a browser, validators
	@$(MAKE) -s --no-print-directory deps PACKAGES="$(PACKAGES) $(TEST_PACKAGES)"

ktrail-release: deps
	$(SWIFT) build $(RELEASE_FLAGS) --product ktrail

build: ktrail-release ## Build ktrail and ktrail-eval for release
	$(SWIFT) build $(RELEASE_FLAGS) --product ktrail-eval

demo/linux/HEAD: $(wildcard $(STORY)/* $(STORY)/generator/*)
	@rm -rf demo/linux && mkdir -p demo
	@$(STORY)/make-clone.sh demo/linux 2>demo/commits.txt || { cat demo/commits.txt >&2; exit 1; }

# The demo leaves nothing outside demo/.
demo: TRY = XDG_CACHE_HOME="$(CURDIR)/demo/cache" $(RELEASE)/ktrail
demo: deps ## Build for release, find the culprit of the fixture, write demo/report.html and .md
	$(SWIFT) build $(RELEASE_FLAGS) --product ktrail
	@$(MAKE) -s --no-print-directory demo/linux/HEAD
	@echo ktrail culprits $(DEMO)
	@echo
	@$(TRY) culprits $(DEMO)
	@$(TRY) report $(DEMO) --format html -o demo/report.html
	@$(TRY) report $(DEMO) --format markdown -o demo/report.md
	@echo
	@echo "The reports are demo/report.html and demo/report.md; the history is demo/linux."

test: deps ## Build, and run all tests
	$(SWIFT) build --build-tests $(BUILD_FLAGS) $(TEST_FLAGS)
	$(SWIFT) test --disable-xctest $(BUILD_FLAGS) $(TEST_FLAGS) \
	  $$($(SWIFT) test --help-hidden 2>/dev/null | grep -q -e "$(TEST_WIDTH)" && echo "$(TEST_WIDTH) 6")

chaos: deps ## End, starve, damage and crowd ktrail, which is to survive (CHAOS=reduced: a minute of it; CHAOS_FLAGS)
	$(SWIFT) build $(RELEASE_FLAGS) --product ktrail
	@Tests/chaos/chaos.py --ktrail "$(RELEASE)/ktrail" $(if $(CHAOS),--$(CHAOS)) $(CHAOS_FLAGS)

fuzz: deps ## Feed each reader of foreign text through libFuzzer (FUZZ_SECONDS=60 each, FUZZ_TARGETS="delta pack", FUZZ_FLAGS=-seed=1)
	@library=$$(SWIFT="$(SWIFT)" Tests/fuzz/libfuzzer.sh) \
	  && KTRAIL_FUZZER="$$library" $(SWIFT) build -c release --scratch-path $(FUZZ) $(BUILD_FLAGS) --product ktrail-fuzz \
	  && FUZZ_FLAGS="$(FUZZ_FLAGS)" KTRAIL_SHARED="$(SHARED)" Tests/fuzz/fuzz.sh $(FUZZ)/release/ktrail-fuzz $(FUZZ) $(FUZZ_SECONDS) $(FUZZ_TARGETS)

example-client: deps demo/linux/HEAD ## Build a package that depends on ours, and ask its program for the story's suspects
	$(SWIFT) build --package-path Fixtures/example-client --scratch-path .build-client
	@XDG_CACHE_HOME="$(CURDIR)/demo/cache" .build-client/debug/first-suspects $(OLD) $(NEW) demo/linux "$$(cat $(STORY)/symptom.txt)" \
	  | tee demo/suspects.txt
	@head -n 1 demo/suspects.txt | grep -q 'ovl: override creds'

coverage: deps ## Run all tests and print the share of lines they reach, by target
	$(SWIFT) test --scratch-path $(COVERAGE) --disable-xctest --enable-code-coverage $(BUILD_FLAGS)
	@bin=$$($(SWIFT) build --scratch-path $(COVERAGE) --show-bin-path); \
	"$$(dirname "$$(readlink -f "$$(command -v $(SWIFT))")")/llvm-cov" report \
	  "$$bin/ktrailPackageTests.xctest" -instr-profile "$$bin/codecov/default.profdata" Sources \
	  | awk '$$1 ~ /\.swift$$/ { split($$1, path, "/"); lines[path[1]] += $$8; missed[path[1]] += $$9 } \
	    $$1 == "TOTAL" { lines["all targets"] = $$8; missed["all targets"] = $$9 } \
	    END { for (target in lines) if (lines[target]) printf "%-14s %5.1f %% of %5d lines\n", target, \
	      100 - 100 * missed[target] / lines[target], lines[target] }' \
	  | sort

eval: deps ## Measure accuracy on the shared cases (KTRAIL_SHARED, else ../shared; KTRAIL_EVAL_CLONES=set=dir,...)
	@if [ -z "$(SHARED)" ] || [ ! -d "$(SHARED)/eval" ]; then \
	  echo "skipped: no cases here; set KTRAIL_SHARED to the folder that holds eval/ and data/"; \
	else \
	  $(SWIFT) build $(RELEASE_FLAGS) --product ktrail-eval \
	    && KTRAIL_SHARED="$(SHARED)" $(RELEASE)/ktrail-eval all; \
	fi

# The releases of DPDK whose repairs before a release give pairs to fit to.
DPDK_RELEASES = v16.04 v16.07 v16.11 v17.02 v17.05 v17.08 v17.11 v18.02 v18.05 v18.08 v18.11 v19.02 \
  v19.05 v19.08 v19.11 v20.02 v20.05 v20.08 v20.11 v21.02 v21.05 v21.08 v21.11 v22.03 v22.07 v22.11 \
  v23.03 v23.07 v23.11

FIT_SETS = dpdk linux st44late st510 stable414 uboot

fit: deps ## Fit the weights of ranking and risk to real history (KTRAIL_EVAL_CLONES=set=dir,... for each of FIT_SETS)
	$(SWIFT) build $(RELEASE_FLAGS) --product ktrail-eval
	$(RELEASE)/ktrail-eval fit --cases $(foreach set,$(FIT_SETS),"$(SHARED)/eval/culprits-$(set).dev.jsonl") \
	  --pairs dpdk --releases $(DPDK_RELEASES) --seed 1 --weights Sources/Culprits/Ranking/weights.txt $(FIT_FLAGS)
	$(RELEASE)/ktrail-eval risk --weights Sources/Risk/weights.txt

BENCH = KTRAIL_SHARED="$(SHARED)" $(RELEASE)/ktrail-bench

bench-build: deps
	$(SWIFT) build $(RELEASE_FLAGS) --product ktrail
	$(SWIFT) build $(RELEASE_FLAGS) --product ktrail-bench

bench: bench-build ## Time ktrail beside git (KTRAIL_BENCH_LINUX, _DPDK, _STABLE, _GIT_FIXES, else ../shared)
	@$(BENCH) table

bench-curve: bench-build ## Show how time grows with the clone (KTRAIL_BENCH_LINUX)
	@$(BENCH) curve

bench-scale: bench-build ## Make a clone of 1.4 million commits once (KTRAIL_BENCH_SCALE), and time ktrail on it
	@$(BENCH) scale $(if $(KTRAIL_BENCH_SCALE),--work "$(KTRAIL_BENCH_SCALE)")

# Needs python3 and the package git-bayesect from PyPI.
bench-bisect: bench-build ## Bisect real cases beside git bisect and git-bayesect (KTRAIL_BENCH_STABLE; BISECT_FLAGS, --flaky 0.3)
	@Tests/bench-bisect/bench-bisect.py --ktrail "$(CURDIR)/$(RELEASE)/ktrail" --clone "$(KTRAIL_BENCH_STABLE)" \
	  --cases "$(SHARED)/eval/culprits-stable414.dev.jsonl" $(BISECT_FLAGS)

# What PROGRAM is was built before; so a package, a test or CI installs what there is.
install: ktrail-release ## Install ktrail with man pages, completions, licences under PREFIX (/usr/local), below DESTDIR if set
	@$(MAKE) -s --no-print-directory install-files

install-files:
	@$(INSTALL) install

uninstall: ## Remove what `make install` has put there (PREFIX, DESTDIR)
	@$(INSTALL) uninstall

# Who answers for the packages.
MAINTAINER ?= The ktrail maintainers <maintainers@ktrail.example>
PACKAGING = PROGRAM="$(PROGRAM)" MAINTAINER="$(MAINTAINER)"

package: ktrail-release ## Make dist/*.deb and dist/*.rpm, for systems that have the libraries of this one
	@$(MAKE) -s --no-print-directory package-files

package-files: deb rpm

deb:
	@$(PACKAGING) Packaging/debian/build.sh dist

rpm:
	@$(PACKAGING) Packaging/rpm/build.sh dist

# Tried with the packages and the archive that were made before; what is not here is skipped, with the reason.
package-test: demo/linux/HEAD
	@Tests/packages/check.sh demo/linux

dist: ## Make dist/ktrail-VERSION.tar.xz, with the sources of all dependencies: it is built without a network
	$(SWIFT) package resolve
	@Packaging/dist.py dist

format: ## Rewrite the sources in the project's format
	$(SWIFT) format -i -r $(SOURCES)

lint: ## Check the format of the sources
	$(SWIFT) format lint --strict -r $(SOURCES)

clean: ## Remove what was built
	rm -rf .build .build-client $(FUZZ) demo dist
