# unmoor: `make` builds ./unmoor; `make run` and `make test` also install what is missing.
#
# Objects lie in build/<variant>/: release is the program, test has the small limits that the unit
# tests want (-DUNMOOR_SMALL: every edge is met, but the sample is too large), asan and asan-small are
# the same two with sanitizers, tsan and tsan-small with the one for threads, coverage and
# coverage-small count lines. Of each two the second has only what differs: the tests and the files
# that have such limits. V=1 shows the commands.

CC ?= cc
AR ?= ar
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
MANDIR ?= $(PREFIX)/share/man
DOCDIR ?= $(PREFIX)/share/doc/unmoor
INSTALL ?= install
HOSTCC ?= $(CC)
BUILD ?= build
PROGRAM ?= unmoor
V ?= 0

# ---- what the system has -----------------------------------------------------------------------

SYSTEM := $(shell uname -s)
PACKAGES := ncursesw yaml-0.1 libpcre2-8
ifeq ($(SYSTEM),Darwin)
BREW := $(firstword $(wildcard /opt/homebrew) /usr/local)
SYSTEM_INCLUDES := -I$(BREW)/include -I$(BREW)/opt/ncurses/include -D_DARWIN_C_SOURCE
SYSTEM_LIBS := -L$(BREW)/lib -L$(BREW)/opt/ncurses/lib -lncursesw -lyaml -lpcre2-8
HARDEN :=
HARDEN_LINK :=
else
SYSTEM_INCLUDES := $(shell pkg-config --cflags-only-I $(PACKAGES) 2>/dev/null)
SYSTEM_LIBS := $(or $(shell pkg-config --libs $(PACKAGES) 2>/dev/null),-lncursesw -lyaml -lpcre2-8)
HARDEN := -fstack-protector-strong -fstack-clash-protection -fPIE
HARDEN_LINK := -pie -Wl,-z,relro,-z,now
endif

# ---- flags -------------------------------------------------------------------------------------

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wvla
CFLAGS ?= -O2 -g
BASE_FLAGS := -std=c17 -D_POSIX_C_SOURCE=200809L -I. $(SYSTEM_INCLUDES) $(WARNINGS) -pthread -ffp-contract=off
ifeq ($(WERROR),1)
BASE_FLAGS += -Werror
endif

FLAGS.release := $(BASE_FLAGS) -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 $(HARDEN) $(CFLAGS)
LINK.release := $(HARDEN_LINK)
FLAGS.test := $(FLAGS.release) -DUNMOOR_SMALL -O1
LINK.test :=
SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS.asan := $(BASE_FLAGS) -O1 -g $(SANITIZERS)
LINK.asan := $(SANITIZERS)
FLAGS.asan-small := $(FLAGS.asan) -DUNMOOR_SMALL
LINK.asan-small := $(SANITIZERS)
FLAGS.tsan := $(BASE_FLAGS) -O1 -g -fsanitize=thread -fno-omit-frame-pointer
LINK.tsan := -fsanitize=thread
FLAGS.tsan-small := $(FLAGS.tsan) -DUNMOOR_SMALL
LINK.tsan-small := $(LINK.tsan)
FLAGS.coverage := $(BASE_FLAGS) -O0 -g --coverage
LINK.coverage := --coverage
FLAGS.coverage-small := $(FLAGS.coverage) -DUNMOOR_SMALL
LINK.coverage-small := --coverage

LIBS := $(SYSTEM_LIBS) -lm -pthread
# What core alone may need: a unit test that links proves that no curses is among it.
CORE_LIBS := $(filter-out -lncurses% -ltinfo%,$(SYSTEM_LIBS)) -lm -pthread

# ---- sources -----------------------------------------------------------------------------------

CORE := $(sort $(wildcard core/base/*.c core/model/*.c core/figures/*.c core/exchange/*.c))
MAIN := $(wildcard tui/main.c tui/term.c)
TUI := $(sort $(filter-out tui/main.c tui/term.c,$(wildcard tui/*.c tui/panes/*.c)))
UNIT := $(sort $(wildcard tests/unit/test_*.c))
HELPERS := $(sort $(filter-out $(UNIT),$(wildcard tests/unit/*.c)))
TOOLS := tests/cases/compare tests/frames/must tests/pty/sessions tests/planted/raw tests/mutation/mutate
# Those that small limits change; no header has any (tests/layers).
LIMITED := $(shell grep -l UNMOOR_SMALL $(CORE) $(TUI))
DATA := $(sort $(wildcard data/catalog/*.yaml) $(wildcard data/examples/*.yaml))

# ---- how to say it -----------------------------------------------------------------------------

ifeq ($(V),1)
Q :=
say = @:
else
Q := @
say = @printf '  %-5s %s\n' $(1) $(2)
endif

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:

.PHONY: all run test test-ready check checked check-asan check-tsan unit tools asan static coverage install uninstall clean FORCE
FORCE:

all: $(PROGRAM)

# ---- the files of data/ as C -------------------------------------------------------------------

$(BUILD)/embed: data/embed.c
	@mkdir -p $(@D)
	$(call say,CC,$@)
	$(Q)$(HOSTCC) -std=c17 $(WARNINGS) -o $@ $<

# The list of files is part of what the table is made from: a removed file changes it too.
$(BUILD)/embedded.list: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' $(DATA) | cmp -s - $@ || printf '%s\n' $(DATA) > $@

$(BUILD)/embedded.c: $(BUILD)/embed $(BUILD)/embedded.list $(DATA)
	$(call say,EMBED,$@)
	$(Q)$(BUILD)/embed data/ $(DATA) > $@

# ---- one set of rules a variant ----------------------------------------------------------------

# objects VARIANT, SOURCES, [LARGE]: where LARGE is given, what has no limits comes from that variant.
objects = $(if $(3),$(patsubst %.c,$(BUILD)/$(1)/%.o,$(filter $(LIMITED),$(2))) \
	$(patsubst %.c,$(BUILD)/$(3)/%.o,$(filter-out $(LIMITED),$(2))),$(2:%.c=$(BUILD)/$(1)/%.o))

# variant NAME, [LARGE]
define variant
core.$(1) := $$(call objects,$(1),$(CORE),$(2)) $(BUILD)/$(or $(2),$(1))/embedded.o
tui.$(1) := $$(call objects,$(1),$(TUI),$(2))
main.$(1) := $(MAIN:%.c=$(BUILD)/$(1)/%.o)
helpers.$(1) := $(HELPERS:%.c=$(BUILD)/$(1)/%.o)
unit.$(1) := $(UNIT:%.c=$(BUILD)/$(1)/%)

# Other flags, another compiler: everything of the variant is built anew.
$(BUILD)/$(1)/flags: FORCE
	@mkdir -p $$(@D)
	@echo '$(CC) $(FLAGS.$(1)) $(LINK.$(1))' | cmp -s - $$@ || echo '$(CC) $(FLAGS.$(1)) $(LINK.$(1))' > $$@

$(BUILD)/$(1)/%.o: %.c $(BUILD)/$(1)/flags
	@mkdir -p $$(@D)
	$$(call say,CC,$$@)
	$$(Q)$$(CC) $$(FLAGS.$(1)) $$(CPPFLAGS) -MMD -MP -c -o $$@ $$<

$(BUILD)/$(1)/embedded.o: $(BUILD)/embedded.c $(BUILD)/$(1)/flags
	@mkdir -p $$(@D)
	$$(call say,CC,$$@)
	$$(Q)$$(CC) $$(FLAGS.$(1)) $$(CPPFLAGS) -MMD -MP -c -o $$@ $$<

$(BUILD)/$(1)/libcore.a: $$(core.$(1))
$(BUILD)/$(1)/libtui.a: $$(tui.$(1))
$(BUILD)/$(1)/libhelpers.a: $$(helpers.$(1))
$(BUILD)/$(1)/lib%.a: $(BUILD)/$(1)/flags
	$$(call say,AR,$$@)
	$$(Q)rm -f $$@ && $$(AR) rcs $$@ $$(filter %.o,$$^)

$(BUILD)/$(1)/unmoor: $$(main.$(1)) $(BUILD)/$(1)/libtui.a $(BUILD)/$(1)/libcore.a
	$$(call say,LINK,$$@)
	$$(Q)$$(CC) $$(LINK.$(1)) $$(LDFLAGS) -o $$@ $$^ $$(LIBS)

# What the painter writes is read by the terminal of the pty tests.
$(BUILD)/$(1)/tests/unit/test_paint: $(BUILD)/$(1)/tests/pty/screen.o

$(BUILD)/$(1)/tests/unit/test_%: $(BUILD)/$(1)/tests/unit/test_%.o $(BUILD)/$(1)/libhelpers.a \
		$(BUILD)/$(1)/libtui.a $(BUILD)/$(1)/libcore.a
	$$(call say,LINK,$$@)
	$$(Q)$$(CC) $$(LINK.$(1)) $$(LDFLAGS) -o $$@ $$^ -lcmocka $$(CORE_LIBS)

-include $$(patsubst %.o,%.d,$$(filter $(BUILD)/$(1)/%,$$(core.$(1)) $$(tui.$(1)) $$(main.$(1)) $$(helpers.$(1)) $$(unit.$(1):%=%.o)))
endef

$(foreach v,release asan tsan coverage,$(eval $(call variant,$(v))))
$(eval $(call variant,test,release))
$(foreach v,asan tsan coverage,$(eval $(call variant,$(v)-small,$(v))))

# By a rename: the program may be running.
$(PROGRAM): $(BUILD)/release/unmoor
	$(Q)cp $< $@.new && mv -f $@.new $@

# ---- tests -------------------------------------------------------------------------------------

$(BUILD)/test/tests/cases/compare: $(BUILD)/test/tests/cases/json.o
$(BUILD)/test/tests/frames/must: $(BUILD)/test/libcore.a
$(BUILD)/test/tests/pty/sessions: $(addprefix $(BUILD)/test/,tests/pty/tester.o tests/pty/lenses.o tests/pty/reload.o tests/pty/files.o tests/pty/kept.o tests/pty/full.o tests/pty/editor.o tests/pty/replies.o tests/pty/session.o tests/pty/screen.o libcore.a)
$(TOOLS:%=$(BUILD)/test/%): %: %.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $@.o $(filter-out $@.o,$^) $(CORE_LIBS)
-include $(patsubst %.c,$(BUILD)/test/%.d,$(wildcard tests/cases/*.c tests/frames/*.c tests/pty/*.c tests/planted/*.c))

unit: $(unit.test)
# One module's tests: make unit-arena
unit-%: $(BUILD)/test/tests/unit/test_%
	@$<
tools: $(TOOLS:%=$(BUILD)/test/%)
asan: $(BUILD)/asan/unmoor $(unit.asan-small)

# Install what building (and testing) needs, where it is missing; say one line when they cannot.
SETUP := @CC='$(CC)' INCLUDES='$(SYSTEM_INCLUDES)' sh .ci/setup

# The make inside sees the flags of what has just been installed.
run:
	$(SETUP) run
	@$(MAKE) --no-print-directory all
	@./$(PROGRAM)

# What `make test` installs and builds before it begins.
test-ready:
	$(SETUP) test
	@$(MAKE) --no-print-directory checked

test: test-ready
	@$(MAKE) --no-print-directory check

checked: all unit tools fuzz-drivers $(BUILD)/release/libcore.a
check: checked
	@UNMOOR=./$(PROGRAM) TOOLS=$(BUILD)/test UNITS=$(BUILD)/test LIBCORE=$(BUILD)/release/libcore.a sh tests/run

check-asan: asan tools fuzz-drivers-asan
	@UNMOOR=$(BUILD)/asan/unmoor TOOLS=$(BUILD)/test UNITS=$(BUILD)/asan-small sh tests/run unit fuzz cases cli planted frames pty

# What runs in threads: reading ahead, and opening a stack.
THREADED := yaml load_files opening
check-tsan: $(BUILD)/tsan/unmoor $(THREADED:%=$(BUILD)/tsan-small/tests/unit/test_%) \
		$(BUILD)/release/tests/bench/stack $(BUILD)/test/tests/pty/sessions
	@BUILD=$(BUILD) sh .ci/threads $(THREADED)

# One file that needs nothing beside itself: build/static/unmoor.
static:
	@sh .ci/static

# How much of the core the tests reach.
coverage: $(BUILD)/coverage/unmoor $(unit.coverage-small) tools
	@BUILD=$(BUILD) sh .ci/coverage

# ---- install -----------------------------------------------------------------------------------

EXAMPLES := $(wildcard data/examples/*.yaml)

install: all
	$(INSTALL) -d '$(DESTDIR)$(BINDIR)' '$(DESTDIR)$(MANDIR)/man1' '$(DESTDIR)$(MANDIR)/man5' '$(DESTDIR)$(DOCDIR)/examples'
	$(INSTALL) -m 755 '$(PROGRAM)' '$(DESTDIR)$(BINDIR)/unmoor'
	$(INSTALL) -m 644 data/unmoor.1 '$(DESTDIR)$(MANDIR)/man1/unmoor.1'
	$(INSTALL) -m 644 data/unmoor.5 '$(DESTDIR)$(MANDIR)/man5/unmoor.5'
	$(INSTALL) -m 644 $(EXAMPLES) '$(DESTDIR)$(DOCDIR)/examples'

uninstall:
	rm -f '$(DESTDIR)$(BINDIR)/unmoor' '$(DESTDIR)$(MANDIR)/man1/unmoor.1' '$(DESTDIR)$(MANDIR)/man5/unmoor.5'
	rm -rf '$(DESTDIR)$(DOCDIR)'

clean:
	rm -rf $(BUILD) $(PROGRAM)

# ---- what tries to break it ----------------------------------------------------------------------

include tests/fuzz/rules.mk
include tests/torture/rules.mk
include tests/mutation/rules.mk

# ---- how fast it is ------------------------------------------------------------------------------

include tests/bench/rules.mk
