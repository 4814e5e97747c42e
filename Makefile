# Dozvon: one Makefile, not recursive.
#   make            the binary build/dozvon and the provider twin build/dozvon-twin
#   make run        everything at once on sample lists: demo/README.md
#   make test       all tests; the last line is N passed, N failed, N skipped
#   make proof      every state of the decision matrix, ten million random facts
#   make mutation   breaks every rule on purpose, and each break must be noticed
#   make bench      ratios against bounds and peers, side by side
# Variants: CC=clang-14 B=build-clang; with its sanitizers SANITIZE=1 CC=clang-14 B=build-asan.

ifeq ($(origin CC),default)
CC := gcc
endif
B ?= build
PKGS := libcurl libpq yaml-0.1 openssl libevent libevent_openssl jansson libzip expat libseccomp libzstd pangocairo cairo-pdf
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla -Wundef \
	-Wformat=2 -Wswitch-enum -Wno-switch-enum -Werror
CFLAGS ?= -O2 -g
CPPFLAGS += -D_GNU_SOURCE -I. -I$(B)/gen $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
# Hidden: a name of ours must not take the place of a library's own (libyaml has a yaml_free too).
ALL_CFLAGS = -std=c17 -fvisibility=hidden $(CFLAGS) $(WARNINGS) $(CPPFLAGS) -MMD -MP
LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv -lxlsxwriter -lunistring -lstemmer -lzint -lpthread -lm
ifdef SANITIZE
CFLAGS += -O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
CPPFLAGS += -DDOZVON_SANITIZED
endif
# A hundred test programs are linked twice: gold takes half of bfd's time.
LINK := $(if $(shell command -v ld.gold),-fuse-ld=gold)

FOLDERS := base db config compliance campaigns dialer web
SOURCES := $(foreach f,$(FOLDERS),$(wildcard $(f)/*.c))
# A line break is written \n in the catalogues and sorts as one.
GENERATED := $(B)/gen/compliance/capsule_tools.c $(B)/gen/db/query.h $(B)/gen/db/query.c $(B)/gen/db/migrations.c $(B)/gen/base/messages.c
OBJECTS := $(SOURCES:%.c=$(B)/%.o) $(B)/gen/db/query.o $(B)/gen/db/migrations.o $(B)/gen/base/messages.o $(B)/gen/compliance/capsule_tools.o
CLI := $(patsubst %.c,$(B)/%.o,$(wildcard cli/*.c)) $(B)/gen/cli/options.o
SAMPLES := $(patsubst %.c,$(B)/%.o,$(wildcard tests/samples/*.c))
TWIN := $(patsubst %.c,$(B)/%.o,$(wildcard tests/twin/*.c))
SUPPORT := $(patsubst %.c,$(B)/%.o,$(wildcard tests/support/*.c))
UNITS := $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(wildcard tests/unit/*_test.c))
BENCHES := $(patsubst tests/bench/%.c,$(B)/tests/bench/%,$(wildcard tests/bench/*_bench.c))

all: $(B)/dozvon $(B)/dozvon-samples $(if $(TWIN),$(B)/dozvon-twin)

$(B)/dozvon: $(CLI) $(B)/libdozvon.a
	@echo '  ld $@'; $(CC) $(CFLAGS) $(LINK) -o $@ $^ $(LIBS)
$(B)/dozvon-twin: $(TWIN) $(B)/libdozvon.a
	@echo '  ld $@'; $(CC) $(CFLAGS) $(LINK) -o $@ $^ $(LIBS)
$(B)/dozvon-samples: $(SAMPLES) $(B)/libdozvon.a
	@echo '  ld $@'; $(CC) $(CFLAGS) $(LINK) -o $@ $^ $(LIBS)
$(B)/libdozvon.a: $(OBJECTS)
	@rm -f $@ && ar rcs $@ $^
$(B)/%.o: %.c | $(GENERATED)
	@mkdir -p $(@D)
	@echo '  cc $<'; $(CC) $(ALL_CFLAGS) -c -o $@ $<
$(B)/gen/%.o: $(B)/gen/%.c | $(GENERATED)
	@mkdir -p $(@D)
	@echo '  cc $<'; $(CC) $(ALL_CFLAGS) -c -o $@ $<
$(B)/gen/db/query.h: base/quote.awk db/gen.awk $(wildcard db/queries/*.sql)
	@mkdir -p $(@D)
	@awk -v out=header -f base/quote.awk -f db/gen.awk $(filter %.sql,$^) > $@.new && mv $@.new $@
$(B)/gen/db/query.c: base/quote.awk db/gen.awk $(wildcard db/queries/*.sql)
	@mkdir -p $(@D)
	@awk -v out=source -f base/quote.awk -f db/gen.awk $(filter %.sql,$^) > $@.new && mv $@.new $@
$(B)/gen/db/migrations.c: base/quote.awk db/migrations.awk $(wildcard db/migrations/*.sql)
	@mkdir -p $(@D)
	@awk -f base/quote.awk -f db/migrations.awk $(filter %.sql,$^) > $@.new && mv $@.new $@
$(B)/gen/compliance/capsule_tools.c: base/quote.awk tools/embed.awk tools/capsule-verify/capsule-verify.c tools/capsule-verify/Makefile
	@mkdir -p $(@D)
	@awk -f base/quote.awk -f tools/embed.awk $(filter-out %.awk,$^) > $@.new && mv $@.new $@
$(B)/gen/base/messages.c: base/quote.awk base/messages.awk $(wildcard */messages.ru)
	@mkdir -p $(@D)
	@cat $(filter %.ru,$^) | sed 's/\\n/\x01/g' | LC_ALL=C sort -u -t'	' -k1,1 | sed 's/\x01/\\n/g' | LC_ALL=C awk -f base/quote.awk -f base/messages.awk > $@.new && mv $@.new $@
$(B)/gen/cli/options.c: cli/option.awk $(wildcard cli/*.c)
	@mkdir -p $(@D)
	@awk -f $^ > $@.new && mv $@.new $@
$(B)/tests/unit/%: $(B)/tests/unit/%.o $(SUPPORT) $(B)/libdozvon.a
	@echo '  ld $@'; $(CC) $(CFLAGS) $(LINK) -o $@ $^ $(LIBS) -lcmocka
# libphonenumber is asked by these two only, and only where it is installed.
PHONE_ORACLE := $(B)/tests/unit/phone_oracle_test $(B)/tests/bench/phone_bench
ifneq ($(wildcard /usr/include/phonenumbers/phonenumberutil.h),)
$(PHONE_ORACLE): $(B)/tests/support/phone_oracle.o
$(PHONE_ORACLE): LIBS += -lphonenumber -lprotobuf -lstdc++
$(B)/tests/support/phone_oracle.o: tests/support/phone_oracle.cc tests/support/phone_oracle.h
	@mkdir -p $(@D)
	@echo '  c++ $<'; $(CXX) -O1 -g -Wall -Wextra -I. -c -o $@ $<
endif
$(B)/tests/bench/%: $(B)/tests/bench/%.o $(SUPPORT) $(B)/libdozvon.a
	@echo '  ld $@'; $(CC) $(CFLAGS) $(LINK) -o $@ $^ $(LIBS) -lcmocka

# A fuzz target: make build-fuzz/phone_fuzz && build-fuzz/phone_fuzz -max_total_time=60
build-fuzz/%: tests/fuzz/%.c $(SOURCES) | $(GENERATED)
	@mkdir -p $(@D)
	@echo '  fuzz $@'; clang -std=c17 -fvisibility=hidden -O1 -g -fsanitize=fuzzer,address,undefined \
	    -fno-sanitize-recover=undefined -DDOZVON_SANITIZED $(CPPFLAGS) -o $@ $< $(SOURCES) $(filter %.c,$(GENERATED)) $(LIBS)

RACES := $(patsubst tests/race/%.c,$(B)/tests/race/%,$(wildcard tests/race/*.c))
$(B)/tests/race/%: $(B)/tests/race/%.o $(SUPPORT) $(B)/libdozvon.a
	@echo '  ld $@'; $(CC) $(CFLAGS) $(LINK) -o $@ $^ $(LIBS) -lcmocka

# Mutation of the gate: the unit tests that need no database, each with a main of its own name, for tests/mutation/killer.c.
KILLERS := words verdict pack_reading policy term clearance review proof zone_window frequency consent basis rules gate edges states matrix cases gate_property
$(B)/tests/mutation/%_test.o: $(B)/tests/unit/%_test.o
	@mkdir -p $(@D)
	@objcopy --redefine-sym main=$*_main $< $@
killers: $(KILLERS:%=$(B)/tests/mutation/%_test.o) $(B)/tests/mutation/killer.o $(B)/tests/support/situation.o $(B)/tests/support/fence.o $(B)/libdozvon.a
mutation: killers
	@B=$(B) python3 tests/mutation/mutate.py

PLAY := $(patsubst %.c,$(B)/%.o,$(wildcard tests/plays/*.c))
$(B)/tests/plays/play: $(PLAY) $(SUPPORT) $(B)/libdozvon.a
	@echo '  ld $@'; $(CC) $(CFLAGS) $(LINK) -o $@ $^ $(LIBS) -lcmocka

units: $(UNITS)
races: $(RACES)
benches: $(BENCHES)

# Every set of the bad states over every cell, and ten million random facts: minutes.
proof: $(B)/tests/unit/states_test $(B)/tests/unit/gate_property_test
	DOZVON_STATES=15 $(B)/tests/unit/states_test
	DOZVON_PROPERTY_FACTS=10000000 $(B)/tests/unit/gate_property_test

.PHONY: all proof killers mutation units races benches deps run stop clean-data test bench clean
.SECONDARY:
deps:
	bin/deps
run:
	bin/run
stop:
	bin/stop
clean-data: stop
	bin/pg destroy
	rm -rf var
test: 
	bin/test
bench:
	bin/bench
clean:
	rm -rf build build-*

-include $(shell find $(B) -name '*.d' 2>/dev/null)
