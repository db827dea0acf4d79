# Tests; "make check" runs all of them.
#
# Variables:
#   VIRTD_SOCKET       the program under test; default: the build tree's
#   VIRTD_TEST_CACHE   where what tests fetch is kept
#   VIRTD_TEST_JOBS    how many test files run at a time

include tests/unit/unit.mk tests/distro/distro.mk

run := tests/run.sh
bats = $(sort $(wildcard tests/$(1)/*.bats))

# each is a directory of tests/
suites := command rpm deb verify fault hardening fuzz

check: all $(unit_tests)
	$(run) $(unit_tests) $(foreach suite,$(suites),$(call bats,$(suite)))

check-boot: all
	$(run) $(call bats,boot)

# what takes longest comes first
check-all: all $(unit_tests)
	$(run) $(distro_tests) $(call bats,packaging) $(call bats,boot) \
		$(unit_tests) $(foreach suite,lint $(suites),$(call bats,$(suite)))

# they build the project on their own
check-packaging:
	$(run) $(call bats,packaging)

# every error on every system call, not one on each
check-faults: all
	VIRTD_TEST_FAULTS=all $(run) tests/fault/faults.bats

check-unit: $(unit_tests)
	$(run) $(unit_tests)

$(suites:%=check-%): check-%: all
	$(run) $(call bats,$*)

.PHONY: check check-boot check-packaging check-all check-faults check-unit \
	$(suites:%=check-%)
