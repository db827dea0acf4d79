# Tests; "make check" runs all of them.
#
# Variables:
#   VIRTD_SOCKET       the program under test; default: the build tree's
#   VIRTD_TEST_CACHE   where what tests fetch is kept

include tests/unit/unit.mk

run := tests/run.sh
bats = $(sort $(wildcard tests/$(1)/*.bats))

check: all $(unit_tests)
	$(run) $(unit_tests) $(call bats,command) $(call bats,rpm)

check-unit: $(unit_tests)
	$(run) $(unit_tests)

check-command: all
	$(run) $(call bats,command)

check-rpm: all
	$(run) $(call bats,rpm)

.PHONY: check check-unit check-command check-rpm
