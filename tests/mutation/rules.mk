# ---- mutation ----------------------------------------------------------------------------------
#
# make mutation: MUTANTS changes of one operator each, taken at random by SEED in core/figures, one at
# a time; the tests have to notice 90 %. CONSTANTS=1 also makes numbers one more or less (many of them
# only ask for more room); VERBOSE=1 says what noticed which. The core is a shared object here, and a
# changed file one that is loaded before it: nothing else is linked anew. For a change those tests are run
# that enter its function, which is found out first (marks.c). What is undefined in the core traps, as it
# does where CI runs the tests with sanitizers, and so do writes behind a block of the heap (guard.c); the
# tests and the screens are those of `make test`.

MUTANTS ?= 200
SEED ?= 1
MUTATED ?= $(wildcard core/figures/*.c)

FLAGS.mutation := $(BASE_FLAGS) -DUNMOOR_SMALL -O1 -fPIC -w -fsanitize=undefined -fsanitize-undefined-trap-on-error
LINK.mutation :=
$(eval $(call variant,mutation))

MUTATION := $(BUILD)/mutation
# The tests that have to do with figures include a header of theirs, or the helpers that do.
MUTATION_UNITS := $(UNIT:tests/unit/%.c=$(MUTATION)/shared/%)
TESTED := $(BUILD)/test

$(MUTATION)/libcore.so: $(core.mutation)
	$(call say,LINK,$@)
	$(Q)$(CC) -shared -o $@ $^ $(CORE_LIBS)

$(MUTATION)/shared/test_paint: $(TESTED)/tests/pty/screen.o
$(MUTATION)/shared/test_%: $(TESTED)/tests/unit/test_%.o $(TESTED)/libhelpers.a $(TESTED)/libtui.a $(MUTATION)/libcore.so
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) -o $@ $^ -Wl,-rpath,$(abspath $(MUTATION)) -lcmocka $(CORE_LIBS)

$(MUTATION)/shared/unmoor: $(main.test) $(TESTED)/libtui.a $(MUTATION)/libcore.so
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) -o $@ $^ -Wl,-rpath,$(abspath $(MUTATION)) $(LIBS)

$(MUTATION)/marks.so $(MUTATION)/guard.so: $(MUTATION)/%.so: tests/mutation/%.c $(MUTATION)/flags
	$(call say,LINK,$@)
	$(Q)$(CC) $(FLAGS.mutation) -shared -o $@ $<

MUTATE := $(TESTED)/tests/mutation/mutate
$(MUTATE): $(addprefix $(TESTED)/,tests/mutation/source.o tests/mutation/tests.o tests/mutation/trial.o libcore.a)
-include $(patsubst %.c,$(TESTED)/%.d,$(wildcard tests/mutation/*.c))

.PHONY: mutation
mutation: $(MUTATE) $(MUTATION)/marks.so $(MUTATION)/guard.so $(MUTATION_UNITS) $(MUTATION)/shared/unmoor tools
	@COMPILER='$(CC) $(FLAGS.mutation) -c -o' LINKER='$(CC) -shared -o' MUTATION=$(MUTATION) MUTATE=$(MUTATE) TOOLS=$(TESTED) \
		MUTANTS=$(MUTANTS) SEED=$(SEED) JOBS=$(JOBS) VERBOSE=$(VERBOSE) CONSTANTS=$(CONSTANTS) sh tests/mutation/long $(MUTATED)
