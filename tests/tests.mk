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
suites := command project rpm deb verify fault hardening fuzz

# what takes longest comes first
local_tests = $(foreach suite,fault $(filter-out fault,$(suites)),\
	$(call bats,$(suite))) tests/readme.bats $(unit_tests)

check: all $(unit_tests)
	$(run) $(local_tests)

check-boot: all
	$(run) $(call bats,boot)

# the first builds what the others need, too; check-all takes these alone
libvirt_first := $(addprefix tests/libvirt/,compare.bats presets.bats modular.bats)

# all upgrades, and more rounds of what is timed
check-libvirt: all
	VIRTD_TEST_ROUNDS=5 $(run) $(libvirt_first) \
		$(filter-out $(libvirt_first),$(call bats,libvirt))

# a boot mostly waits: there are others beside it that do not
check-all: all $(unit_tests)
	$(run) $(wordlist 1,2,$(distro_tests)) $(firstword $(libvirt_first)) \
		$(call bats,boot) $(wordlist 2,99,$(libvirt_first)) \
		$(wordlist 3,99,$(distro_tests)) $(call bats,packaging) \
		tests/sanitize.sh $(call bats,lint) $(local_tests)

# they build the project on their own
check-packaging:
	$(run) $(call bats,packaging)

# Debian's piuparts and autopkgtest, which take longer than they tell a commit
check-debian: all
	$(run) $(call bats,debian)

# every error on every system call, not one on each
check-faults: all
	VIRTD_TEST_FAULTS=all $(run) tests/fault/faults.bats

check-unit: $(unit_tests)
	$(run) $(unit_tests)

$(suites:%=check-%): check-%: all
	$(run) $(call bats,$*)

.PHONY: check check-boot check-libvirt check-packaging check-debian check-all check-faults check-unit \
	$(suites:%=check-%)
