# Fuzzing: libFuzzer targets for all that reads what others wrote. Their corpus
# is replayed by "make check", with any compiler.
#
# Targets:
#   fuzz         look for new findings; needs clang with its runtime libraries
#   check-fuzz   replay the corpus
#
# Variables:
#   FUZZ_TARGETS   which of the targets below
#   FUZZ_SECONDS   how long each of them runs
#   FUZZ_CC        a clang
#   FUZZ_DIR       where it keeps what it finds
#   FUZZ_FLAGS     more options of libFuzzer

FUZZ_TARGETS ?= unitfile expand catalog scriptlet deb rpm dropins tree spec
FUZZ_SECONDS ?= 60
FUZZ_CC ?= clang
FUZZ_DIR ?= $(B)/fuzz
FUZZ_FLAGS ?=

# all of MAX_WORK takes a second with the sanitizers
fuzz_cflags = -O1 -g -fno-omit-frame-pointer \
	-fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=undefined
fuzz_objects = $(filter-out $(B)/plugin/main.o $(B)/plugin/verbs/%.o,$(objects))
fuzz_wraps = rpmtsSetVSFlags rpmfilesNew rpm_digest_fits
fuzz_rpm = $(fuzz_wraps:%=-Wl,--wrap=%)
# librpm allocates what a compressed payload says a name has, up to 4 GiB
fuzz_run_rpm = -malloc_limit_mb=4200

replayers := $(FUZZ_TARGETS:%=$(B)/tests/fuzz/%)
fuzzers := $(FUZZ_TARGETS:%=$(FUZZ_DIR)/%)

$(B)/tests/fuzz/%.o: tests/fuzz/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# deb.c has plugin/packages/deb.c in it
$(replayers): $(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o \
		$(B)/tests/fuzz/replay.o $(B)/tests/fuzz/support.o \
		$(fuzz_objects)
	$(CC) $(CFLAGS) $(LDFLAGS) $(fuzz_$*) -o $@ \
		$(filter-out $(B)/plugin/packages/$(@F:deb=deb.o),$^) $(deps_libs)

$(FUZZ_DIR)/objects/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(FUZZ_CC) $(CPPFLAGS) $(fuzz_cflags) -MMD -MP -c -o $@ $<

$(fuzzers): $(FUZZ_DIR)/%: $(FUZZ_DIR)/objects/tests/fuzz/%.o \
		$(FUZZ_DIR)/objects/tests/fuzz/support.o \
		$(fuzz_objects:$(B)/%=$(FUZZ_DIR)/objects/%)
	$(FUZZ_CC) $(fuzz_cflags) -fsanitize=fuzzer $(fuzz_$*) -o $@ \
		$(filter-out %/packages/$(@F:deb=deb.o),$^) $(deps_libs)

# libFuzzer writes into the first directory. Pools of librpm are 64 KiB each:
# freed memory that the sanitizer keeps aside for long is fresh pages for each
# input, half of the time.
fuzz: $(fuzzers:%=%.run)

$(fuzzers:%=%.run): %.run: %
	@mkdir -p $<.corpus
	cd $(FUZZ_DIR) && \
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp \
	ASAN_OPTIONS=quarantine_size_mb=4:malloc_context_size=5 \
	$(abspath $<) -max_total_time=$(FUZZ_SECONDS) -max_len=16384 \
		-timeout=10 -print_final_stats=1 -artifact_prefix=$(<F)- \
		$(addprefix -dict=$(CURDIR)/,$(wildcard \
			tests/fuzz/$(<F).dict)) $(fuzz_run_$(<F)) $(FUZZ_FLAGS) \
		$(<F).corpus $(CURDIR)/tests/fuzz/corpus/$(<F)

check check-all check-fuzz: $(replayers)
check check-all check-fuzz: export VIRTD_FUZZ = $(abspath $(B)/tests/fuzz)

-include $(replayers:=.d) $(B)/tests/fuzz/replay.d $(B)/tests/fuzz/support.d
-include $(patsubst %.o,%.d,$(fuzz_objects:$(B)/%=$(FUZZ_DIR)/objects/%) \
	$(FUZZ_TARGETS:%=$(FUZZ_DIR)/objects/tests/fuzz/%.o) \
	$(FUZZ_DIR)/objects/tests/fuzz/support.o)

.PRECIOUS: $(B)/tests/fuzz/%.o $(FUZZ_DIR)/objects/%.o
.PHONY: fuzz $(fuzzers:%=%.run)
