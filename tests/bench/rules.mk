# ---- measuring -----------------------------------------------------------------------------------
#
# make bench: every bar of the README's "How fast", measured here. BENCH="load keys" measures some
# sections only, BENCH_RUNS=N runs (5), BENCH_FORMAT=--markdown the table as the README has it;
# PEERS=1 first installs the programs it compares with. The inputs (500 MB) stay in build/bench.

BENCH ?=
BENCH_RUNS ?= 5
BENCH_FORMAT ?=
BENCH_PEERS := mc tig ncdu htop sc git

bench_sources := bench samples process terminal table inputs load first keys core large growth
bench_programs := bench figures floor stack
bench_objects := $(BUILD)/release/tests/bench

$(bench_objects)/bench: $(bench_sources:%=$(bench_objects)/%.o) $(BUILD)/release/tests/pty/screen.o
$(bench_objects)/figures: $(bench_objects)/figures.o $(bench_objects)/samples.o
$(bench_objects)/floor: $(bench_objects)/floor.o
$(bench_objects)/stack: $(bench_objects)/stack.o
$(bench_programs:%=$(bench_objects)/%): $(BUILD)/release/libcore.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(LINK.release) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(CORE_LIBS)
-include $(patsubst %.c,$(BUILD)/release/%.d,$(wildcard tests/bench/*.c))

.PHONY: bench bench-programs bench-peers
bench-programs: $(bench_programs:%=$(bench_objects)/%)
bench-peers:
	@sh tests/bench/peers $(BENCH_PEERS)
bench: all bench-programs $(if $(PEERS),bench-peers)
	@$(bench_objects)/bench --runs $(BENCH_RUNS) --folder $(BUILD)/bench $(BENCH_FORMAT) $(PROGRAM) $(BENCH)
