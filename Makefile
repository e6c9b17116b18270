# Chancery: see `make help`.
CC ?= cc
BUILD ?= build/release
ASAN ?= build/asan
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
PREFIX ?= /usr/local
UNITS = $(PREFIX)/lib/systemd/system
# what `make run` loads and serves
CORPUS ?= db/corpus
LISTEN ?= 127.0.0.1:8080
DB ?= build/run/$(subst /,-,$(CORPUS)).db
# of each fuzzer
SECONDS ?= 60

PACKAGES = libmicrohttpd jansson sqlite3 libutf8proc libxxhash libzstd zlib \
	$(if $(filter Linux,$(shell uname)),libseccomp)
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wundef \
	-Wformat=2 -Wno-overlength-strings
WERROR ?= -Werror
# what a test program is linked with: cmocka, or libFuzzer, which has a main of its own
ENGINE ?= -lcmocka
# across files, where it is gcc: clang needs a linker of its own for it
LTO := $(shell $(CC) --version 2>/dev/null | grep -q 'Free Software' && echo -flto=auto)
OPTIMIZE ?= -O2 -g $(LTO)
HARDEN ?= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
SANITIZERS = -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
CPPFLAGS += -Iinclude -I$(BUILD) -D_GNU_SOURCE
CFLAGS += -std=c11 -pthread $(OPTIMIZE) $(WARNINGS) $(WERROR) $(HARDEN) $(SANITIZE) \
	$(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LDFLAGS += -pthread $(if $(HARDEN),$(PIE)) $(SANITIZE)
LDLIBS += $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lstemmer -lm
PIE = -pie -Wl,-z,relro,-z,now

# a room is a folder; its public headers are in include/ under the same name
SOURCES = $(sort $(wildcard server/*.c server/*/*.c server/*/*/*.c db/*/*.c))
HEADERS = $(sort $(wildcard include/*/*.h include/*/*/*.h server/*/*.h server/*/*/*.h db/*/*.h))
OBJECTS = $(patsubst %.c,$(BUILD)/%.o,$(filter-out server/main.c,$(SOURCES)))
TESTS = $(sort $(wildcard tests/*/*.c))
FORMATTED = $(SOURCES) $(HEADERS) $(TESTS) $(wildcard tests/*/*.h)
FUZZERS = $(sort $(wildcard tests/fuzz/fuzz_*.c))
PROGRAMS = $(patsubst %.c,$(BUILD)/%,$(TESTS))
MADE = $(addprefix $(BUILD)/made/,query_list.h query_texts.h schema_text.h openapi_text.h \
	authority_texts.h build.h)
AUTHORITY = $(sort $(wildcard db/authority/*.json))
QUERIES = $(sort $(wildcard db/queries/*.sql))

all: $(BUILD)/chanceryd                 ## build the daemon: build/release/chanceryd

help:                                   ## this list
	@awk -F ' *## ' '/^[a-z-]+:.* ## / { sub(/:.*/, "", $$1); \
		printf "make %-14s %s\n", $$1, $$2 }' Makefile

# --- for people: each finds the Debian packages it needs first ---
# The second make reads this file anew, with pkg-config and the libraries in place.
run:                                    ## build, load CORPUS=db/corpus, serve at LISTEN=127.0.0.1:8080
	@sh tests/setup.sh build
	@$(MAKE) -s -j$(JOBS) all
	@mkdir -p $(dir $(DB))
	@$(BUILD)/chanceryd load "$(CORPUS)" --db "$(DB)"
	@[ "$(CORPUS)" != db/corpus ] || echo \
		"(The two faults of notes are in the sample on purpose: see db/corpus/README.md.)"
	@$(BUILD)/chanceryd serve --db "$(DB)" --listen "$(LISTEN)" & server=$$!; \
	trap 'kill $$server 2>/dev/null; wait $$server' INT TERM; \
	for try in 1 2 3 4 5 6 7 8 9 10; do \
		$(BUILD)/chanceryd ping --listen "$(LISTEN)" >/dev/null 2>&1 && break; sleep 0.3; \
	done; \
	kill -0 $$server 2>/dev/null && \
	printf 'Try:\n  curl -s "http://$(LISTEN)/%s"\n  curl -s "http://$(LISTEN)/%s"\n  curl -s "http://$(LISTEN)/%s"\n' \
		'v1/search?q=malenkov&pretty' 'v1/documents?pretty' 'v1/paragraphs?number=4&pretty'; \
	wait $$server

test:                                   ## build with sanitizers, run every test, or GROUPS="unit http"
	@sh tests/setup.sh build test
	@$(MAKE) -s -j$(JOBS) all
	@$(MAKE) -s asan
	@BUILD=$(ASAN) RELEASE=$(abspath $(BUILD))/chanceryd sh tests/run $(GROUPS)

test-all: $(if $(PARTS),,test)          ## all tests, then every fault, 50 kills, TSan and valgrind: an hour on two cores; or PARTS="threads memory"
	@sh tests/setup.sh build test all
	@$(MAKE) -s -j$(JOBS) all
	@$(MAKE) -s asan
	@$(MAKE) -s -j$(JOBS) all programs BUILD=build/tsan HARDEN= SANITIZE=-fsanitize=thread \
		OPTIMIZE='-O1 -g -Wno-maybe-uninitialized -Wno-error'
	@$(MAKE) -s -j$(JOBS) all programs BUILD=build/plain HARDEN= \
		OPTIMIZE='-O1 -g -Wno-maybe-uninitialized'
	@RELEASE=$(abspath $(BUILD))/chanceryd ASAN=$(ASAN) TSAN=build/tsan PLAIN=build/plain \
		sh tests/torture/thorough.sh $(PARTS)

reliability:                            ## print what was tried how often, fuzzers for SECONDS=60
	@sh tests/setup.sh build test
	@$(MAKE) -s -j$(JOBS) all
	@$(MAKE) -s asan built-fuzzers
	@TOOLS=$(abspath $(ASAN))/tests CHANCERYD=$(abspath $(ASAN))/chanceryd FUZZ=build/fuzz SECONDS_EACH=$(SECONDS) \
		RELEASE=$(abspath $(BUILD))/chanceryd sh tests/torture/reliability.sh

goldens:                                ## write down what the goldens answer now; then look at the difference
	@$(MAKE) -s asan
	@TOOLS=$(abspath $(ASAN))/tests CHANCERYD=$(abspath $(ASAN))/chanceryd sh tests/golden/update.sh

test-corpora:                           ## only the tests over ../shared/corpora
	@$(MAKE) -s test GROUPS=corpora

check-authority: all                    ## validate the program's own list of names
	@$(BUILD)/chanceryd authority $(AUTHORITY)

test-entities:                          ## names and dates against hand-marked texts, and the tables
	@$(MAKE) -s test GROUPS=entities
	@[ ! -e ../shared/corpora/entities ] || python3 tests/entities/score.py \
		$(ASAN)/tests/entities/mentions ../shared

bench:                                  ## measure, against a bare server in the same run
	@sh tests/setup.sh build bench
	@$(MAKE) -s -j$(JOBS) all $(filter $(BUILD)/tests/bench/%,$(PROGRAMS))
	@python3 tests/bench/bench.py $(BUILD)/chanceryd $(BUILD)/tests/bench/bare \
		$(wildcard ../shared/corpora/frus-scale.tar.zst)
	@[ ! -e ../shared/corpora/frus-scale.tar.zst ] || python3 tests/bench/loading.py \
		$(BUILD)/chanceryd ../shared/corpora/frus-scale.tar.zst
	@[ ! -e ../shared/corpora/frus-scale.tar.zst ] || python3 tests/bench/search.py \
		$(BUILD)/chanceryd $(BUILD)/tests/bench/bare $(BUILD)/tests/bench/search_speed \
		../shared/corpora/frus-scale.tar.zst --million
	@[ ! -e ../shared/corpora/frus/edition ] || python3 tests/bench/entities.py \
		$(BUILD)/chanceryd ../shared/corpora/frus/edition ../shared/corpora/people-authority.json
	@$(BUILD)/tests/bench/entity_speed -- \
		$(or $(wildcard ../shared/corpora/frus/edition/*/*.txt),$(wildcard db/corpus/*/*.txt))

bench-relevance: all                    ## what editors say should be found, beside FTS5 and Xapian
	@sh tests/setup.sh build relevance
	@[ ! -e ../shared/corpora/search ] || /usr/bin/python3 tests/bench/relevance.py \
		$(BUILD)/chanceryd ../shared/corpora/frus-scale.tar.zst ../shared/corpora/search

fuzz:                                   ## run each fuzzer for SECONDS=60
	@$(MAKE) -s built-fuzzers
	@FUZZ=build/fuzz SECONDS_EACH=$(SECONDS) sh tests/fuzz/fuzz.sh

lint:                                   ## clang-format, cppcheck, clang-tidy, the layers
	@sh tests/setup.sh build lint
	@$(MAKE) -s -k -j$(JOBS) lint-format lint-cppcheck lint-tidy lint-layers

lint-format:
	clang-format --dry-run --Werror $(FORMATTED)
lint-cppcheck: $(MADE)
	cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --std=c11 \
		--suppress=missingIncludeSystem --suppress=memleak:server/httpd/response.c \
		-Iinclude -I$(BUILD) $(SOURCES)
lint-tidy: $(patsubst %,%.tidy,$(SOURCES))
%.c.tidy: %.c .clang-tidy | $(MADE)
	@clang-tidy --quiet --warnings-as-errors='*' $< -- $(CPPFLAGS) $(CFLAGS) 2>/dev/null
lint-layers:
	sh tests/layers/check_layers.sh

format:                                 ## clang-format, in place
	clang-format -i $(FORMATTED)

install: all                            ## into DESTDIR=, PREFIX=/usr/local
	install -D -m 755 $(BUILD)/chanceryd $(DESTDIR)$(PREFIX)/bin/chanceryd
	install -D -m 644 server/chanceryd.1 $(DESTDIR)$(PREFIX)/share/man/man1/chanceryd.1
	install -D -m 644 docker/chanceryd.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/chancery.conf
	install -D -m 644 docker/chanceryd.socket $(DESTDIR)$(UNITS)/chanceryd.socket
	sed 's|/usr/local|$(PREFIX)|g' docker/chanceryd.service >$(BUILD)/chanceryd.service
	install -D -m 644 $(BUILD)/chanceryd.service $(DESTDIR)$(UNITS)/chanceryd.service
	install -d -m 755 $(DESTDIR)$(PREFIX)/share/chancery
	cp -R db/corpus $(DESTDIR)$(PREFIX)/share/chancery/
	chmod -R u=rwX,go=rX $(DESTDIR)$(PREFIX)/share/chancery

deb:                                    ## a Debian package: build/chancery.deb
	@sh tests/setup.sh build deb
	@rm -rf build/deb
	@$(MAKE) -s -j$(JOBS) all
	@$(MAKE) -s install DESTDIR=build/deb PREFIX=/usr
	@sh docker/deb/build.sh build/deb build/chancery.deb

docker:                                 ## build the image "chancery" with docker or buildah, on BASE=
	@if docker info >/dev/null 2>&1; then docker build $(BASE:%=--build-arg BASE=%) -t chancery -f docker/Dockerfile .; \
	elif command -v buildah >/dev/null; then \
		buildah build --format docker $(BASE:%=--build-arg BASE=%) -t chancery -f docker/Dockerfile .; \
	else echo "make docker needs docker or buildah" >&2; exit 1; fi

clean:                                  ## remove build/
	rm -rf build

# --- for make itself ---
# Sanitizers make gcc see reads of what was never set where there are none.
asan:
	@$(MAKE) -s -j$(JOBS) all programs BUILD=$(ASAN) HARDEN= SANITIZE='$(SANITIZERS)' \
		OPTIMIZE='-O1 -g -Wno-unknown-warning-option -Wno-maybe-uninitialized'
built-fuzzers:
	@sh tests/setup.sh build fuzz
	@$(MAKE) -s -j$(JOBS) fuzzers CC=clang BUILD=build/fuzz HARDEN= ENGINE=-fsanitize=fuzzer \
		OPTIMIZE='-O1 -g -DFUZZING' SANITIZE='$(SANITIZERS) -fsanitize=fuzzer-no-link'
programs: $(PROGRAMS)
fuzzers: $(patsubst %.c,$(BUILD)/%,$(FUZZERS))
made: $(MADE)
# Every source through the compiler for its warnings only.
syntax: $(patsubst %,%.syntax,$(SOURCES) $(TESTS))
%.c.syntax: %.c | $(MADE)
	@$(CC) $(CPPFLAGS) $(CFLAGS) -fsyntax-only $<

$(BUILD)/chanceryd: $(BUILD)/server/main.o $(BUILD)/chancery.a
	@echo "  LINK $@"; $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# All but main, so that a test links what it uses.
$(BUILD)/chancery.a: $(OBJECTS)
	@rm -f $@; $(AR) rcs $@ $^

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/chancery.a
	@echo "  LINK $@"; $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(ENGINE)

$(BUILD)/%.o: %.c | $(MADE) packages
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

packages:
	@pkg-config --exists $(PACKAGES) || { echo "a library is missing; \
	\`sh tests/setup.sh build\` installs what the build needs" >&2; exit 1; }

# Made sources: SQL and JSON as C strings, and the digest of what shapes answers.
$(BUILD)/made/query_list.h: $(QUERIES) db/queries.awk
	@mkdir -p $(@D)
	@awk -v part=enum -f db/queries.awk $(QUERIES) >$@
$(BUILD)/made/query_texts.h: $(QUERIES) $(wildcard db/fragments/*.sql) db/queries.awk
	@mkdir -p $(@D)
	@awk -v part=text -f db/queries.awk $(QUERIES) >$@
$(BUILD)/made/schema_text.h: db/schema.sql
$(BUILD)/made/openapi_text.h: server/api/openapi.json
$(BUILD)/made/%_text.h:
	@mkdir -p $(@D)
	@sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&\\n"/' $< >$@
# The names that the program knows, a string for each file.
$(BUILD)/made/authority_texts.h: $(AUTHORITY)
	@mkdir -p $(@D)
	@for file in $(AUTHORITY); do echo "{\"$$file\","; \
		sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&\\n"/' $$file; echo '},'; done >$@
$(BUILD)/made/build.h: $(SOURCES) $(HEADERS) $(wildcard db/*.awk \
		db/*.sql db/*/*.sql) server/api/openapi.json $(AUTHORITY)
	@mkdir -p $(@D)
	@echo "#define CHANCERY_BUILD \"$$(cat $(sort $^) | sha256sum | cut -c1-16)\"" >$@

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.PHONY: all help run test test-all goldens reliability test-corpora test-entities check-authority bench bench-relevance fuzz lint format \
	install deb docker clean asan \
	programs fuzzers built-fuzzers made syntax packages lint-format lint-cppcheck lint-tidy lint-layers
.SECONDARY:
