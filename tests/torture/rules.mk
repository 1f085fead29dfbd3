# ---- torture -----------------------------------------------------------------------------------
#
# make torture: all that should not break it, in TORTURE_SECONDS (about), as a table. A short round of
# the same is part of `make test`.

TORTURE_SECONDS ?= 600
TORTURE_SEED ?= 1

TORTURERS := patterns kills terminal monkey starved kept
TORTURE_TOOLS := $(TORTURERS:%=$(BUILD)/test/tests/torture/%)
ifneq ($(SYSTEM),Darwin)
TORTURE_TOOLS += $(BUILD)/test/tests/torture/starve.so
endif
TORTURE_SHARED := $(addprefix $(BUILD)/test/tests/,torture/score.o torture/stack.o torture/trial.o pty/session.o pty/screen.o)

# Patterns are timed and savers killed in what the program is made of, not in the small variant.
$(TORTURERS:%=$(BUILD)/test/tests/torture/%): %: %.o $(TORTURE_SHARED) $(BUILD)/release/libcore.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LINK.release) $(LDFLAGS) -o $@ $^ $(CORE_LIBS)

$(BUILD)/test/tests/torture/starve.so: tests/torture/starve.c
	@mkdir -p $(@D)
	$(call say,LINK,$@)
	$(Q)$(CC) -std=c17 $(WARNINGS) -O1 -g -fPIC -shared -o $@ $< -ldl

-include $(patsubst %.c,$(BUILD)/test/%.d,$(wildcard tests/torture/*.c))

.PHONY: torture torture-tools
torture-tools: $(TORTURE_TOOLS)
tools: torture-tools
torture: all torture-tools fuzz-drivers tools
	@UNMOOR=./$(PROGRAM) TOOLS=$(BUILD)/test BUILD=$(BUILD) FUZZ_CC=$(FUZZ_CC) TORTURE_SECONDS=$(TORTURE_SECONDS) \
		TORTURE_SEED=$(TORTURE_SEED) sh tests/torture/long
