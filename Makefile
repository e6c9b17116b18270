# Chancery: see `make help`.
CC ?= cc
BUILD ?= build/release
PACKAGES = libmicrohttpd jansson sqlite3 libutf8proc libxxhash libzstd

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wundef \
	-Wformat=2 -Wno-overlength-strings
WERROR ?= -Werror
OPTIMIZE ?= -O2 -g
CPPFLAGS += -Iinclude -Iserver -I$(BUILD)/made -D_GNU_SOURCE
CFLAGS += -std=c11 -pthread $(OPTIMIZE) $(WARNINGS) $(WERROR) $(SANITIZE) \
	$(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LDFLAGS += -pthread $(SANITIZE)
LDLIBS += $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lstemmer -lm

SOURCES = $(sort $(wildcard server/*.c server/*/*.c db/*.c))
OBJECTS = $(patsubst %.c,$(BUILD)/%.o,$(filter-out server/main.c,$(SOURCES)))
PROGRAMS = $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/*/*.c)))
MADE = $(addprefix $(BUILD)/made/,query_list.h query_texts.h schema_text.h openapi_text.h \
	build.h)
QUERIES = $(sort $(wildcard db/queries/*.sql))

all: $(BUILD)/chanceryd
programs: $(PROGRAMS)

$(BUILD)/chanceryd: $(BUILD)/server/main.o $(BUILD)/chancery.a
	@echo "  LINK $@"; $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# All but main, so that a test links what it uses.
$(BUILD)/chancery.a: $(OBJECTS)
	@rm -f $@; $(AR) rcs $@ $^

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/chancery.a
	@echo "  LINK $@"; $(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

$(BUILD)/%.o: %.c | $(MADE)
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# --- made sources: SQL and JSON as C strings, and the digest of what shapes answers ---
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
$(BUILD)/made/build.h: $(SOURCES) $(wildcard include/*.h db/*.sql db/*/*.sql)
	@mkdir -p $(@D)
	@echo "#define CHANCERY_BUILD \"$$(cat $(sort $^) | sha256sum | cut -c1-16)\"" >$@

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
.PHONY: all programs
.SECONDARY:
