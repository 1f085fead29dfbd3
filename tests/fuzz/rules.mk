# ---- fuzzing -----------------------------------------------------------------------------------
#
# make fuzz: each target under libFuzzer with ASan and UBSan, FUZZ_SECONDS each, or FUZZ_RUNS
# executions each; FUZZ_TARGETS names some only. What is found stays in build/fuzz/found.
# make fuzz-long: until each target has had as many million executions as FUZZ_MILLIONS says, 100 in
# all, in rounds; build/fuzz/rounds.log has a line for each, and counts on when it is stopped and
# started again. Both need clang and its runtime (Debian: clang, libclang-rt-14-dev).

FUZZ_CC ?= clang
FUZZ_SECONDS ?= 20
FUZZ_RUNS ?=
FUZZ_TARGETS ?= load figures scenarios keys patterns config
FUZZ_MILLIONS ?= load=10 figures=10 scenarios=10 keys=10 patterns=50 config=10

FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
FUZZ_SHARED := tests/fuzz/changed tests/fuzz/check tests/fuzz/embedded

# Comparisons are not traced: the dictionaries hold the words, and drawing compares very often.
# UNMOOR_SMALL: small blocks, so that ASan sees what is read behind each piece; UNMOOR_FUZZ: fewer
# draws and smaller tables, so that an execution takes a third of a millisecond.
FLAGS.fuzz := $(BASE_FLAGS) -DUNMOOR_SMALL -DUNMOOR_FUZZ -O2 -g $(SANITIZERS) \
	-fsanitize=fuzzer-no-link,float-cast-overflow -fno-sanitize-coverage=trace-cmp
LINK.fuzz := $(SANITIZERS) -fsanitize=fuzzer
$(eval $(call variant,fuzz))

# fuzzer VARIANT, WHAT-ELSE: the programs of a variant.
define fuzzers
$(FUZZERS:%=$(BUILD)/$(1)/tests/fuzz/%): $(BUILD)/$(1)/tests/fuzz/%: $(BUILD)/$(1)/tests/fuzz/fuzz_%.o \
		$(addprefix $(BUILD)/$(1)/,$(FUZZ_SHARED:%=%.o) $(2) libtui.a libcore.a)
	$$(call say,LINK,$$@)
	$$(Q)$$(CC) $$(LINK.$(1)) $$(LDFLAGS) -o $$@ $$^ $$(CORE_LIBS)

-include $(patsubst %.c,$(BUILD)/$(1)/%.d,$(wildcard tests/fuzz/*.c))
endef

$(foreach v,test asan-small,$(eval $(call fuzzers,$(v),tests/fuzz/driver.o tests/torture/score.o)))
$(eval $(call fuzzers,fuzz))

.PHONY: fuzz fuzz-long fuzz-programs fuzz-drivers fuzz-drivers-asan
fuzz-drivers: $(FUZZERS:%=$(BUILD)/test/tests/fuzz/%)
fuzz-drivers-asan: $(FUZZERS:%=$(BUILD)/asan-small/tests/fuzz/%)
fuzz-programs: $(FUZZ_TARGETS:%=$(BUILD)/fuzz/tests/fuzz/%)
fuzz:
	@$(MAKE) --no-print-directory CC=$(FUZZ_CC) fuzz-programs
	@BUILD=$(BUILD) SECONDS_EACH=$(FUZZ_SECONDS) RUNS_EACH=$(FUZZ_RUNS) sh tests/fuzz/long $(FUZZ_TARGETS)
fuzz-long:
	@$(MAKE) --no-print-directory CC=$(FUZZ_CC) fuzz-programs
	@BUILD=$(BUILD) MILLIONS='$(FUZZ_MILLIONS)' sh tests/fuzz/rounds $(FUZZ_TARGETS)
