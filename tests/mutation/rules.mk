# ---- mutation ----------------------------------------------------------------------------------
#
# make mutation: MUTANTS changes of one operator each, taken at random by SEED in core/figures, one at
# a time; the tests have to notice 90 %. CONSTANTS=1 also makes numbers one more or less (many of them
# only ask for more room); VERBOSE=1 says what noticed which. The core is a shared object here, and a
# changed file one that is loaded before it: nothing else is linked anew. What is undefined traps, as
# it does where CI runs the tests with sanitizers.

MUTANTS ?= 200
SEED ?= 1
MUTATED ?= $(wildcard core/figures/*.c)

FLAGS.mutation := $(BASE_FLAGS) -DUNMOOR_SMALL -O1 -fPIC -w -fsanitize=undefined -fsanitize-undefined-trap-on-error
LINK.mutation :=
$(eval $(call variant,mutation))

MUTATION := $(BUILD)/mutation
MUTATION_UNITS := $(UNIT:tests/unit/%.c=$(MUTATION)/shared/%)

$(MUTATION)/libcore.so: $(core.mutation)
	$(call say,LINK,$@)
	$(Q)$(CC) -shared -o $@ $^ $(CORE_LIBS)

$(MUTATION)/shared/test_paint: $(MUTATION)/tests/pty/screen.o
$(MUTATION)/shared/test_%: $(MUTATION)/tests/unit/test_%.o $(MUTATION)/libhelpers.a $(MUTATION)/libtui.a $(MUTATION)/libcore.so
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) -o $@ $^ -Wl,-rpath,$(abspath $(MUTATION)) -lcmocka $(CORE_LIBS)

$(MUTATION)/shared/unmoor: $(main.mutation) $(MUTATION)/libtui.a $(MUTATION)/libcore.so
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) -o $@ $^ -Wl,-rpath,$(abspath $(MUTATION)) $(LIBS)

MUTATE := $(BUILD)/test/tests/mutation/mutate
$(MUTATE): $(addprefix $(BUILD)/test/,tests/mutation/source.o tests/mutation/trial.o libcore.a)
-include $(patsubst %.c,$(BUILD)/test/%.d,$(wildcard tests/mutation/*.c))

.PHONY: mutation
mutation: $(MUTATE) $(MUTATION_UNITS) $(MUTATION)/shared/unmoor tools
	@COMPILER='$(CC) $(FLAGS.mutation) -c -o' LINKER='$(CC) -shared -o' MUTATION=$(MUTATION) MUTATE=$(MUTATE) TOOLS=$(BUILD)/test \
		MUTANTS=$(MUTANTS) SEED=$(SEED) JOBS=$(JOBS) VERBOSE=$(VERBOSE) CONSTANTS=$(CONSTANTS) sh tests/mutation/long $(MUTATED)
