# Tests; "make check" runs all of them.
#
# Variables:
#   VIRTD_SOCKET       the program under test; default: the build tree's
#   VIRTD_TEST_CACHE   where what tests fetch is kept

include tests/unit/unit.mk

run := tests/run.sh
bats = $(sort $(wildcard tests/$(1)/*.bats))

# each is a directory of tests/
suites := command rpm deb verify

check: all $(unit_tests)
	$(run) $(unit_tests) $(foreach suite,$(suites),$(call bats,$(suite)))

check-boot: all
	$(run) $(call bats,boot)

# they build the project on their own
check-packaging:
	$(run) $(call bats,packaging)

check-all: all $(unit_tests)
	$(run) $(unit_tests) \
		$(foreach suite,$(suites) boot packaging,$(call bats,$(suite)))

check-unit: $(unit_tests)
	$(run) $(unit_tests)

$(suites:%=check-%): check-%: all
	$(run) $(call bats,$*)

.PHONY: check check-boot check-packaging check-all check-unit $(suites:%=check-%)
