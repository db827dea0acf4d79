# Command tests: exit status, standard output and standard error, exactly.
#
# Targets:
#   check-command   run them; needs bats
#
# Variables:
#   VIRTD_SOCKET         the program under test, if not the build tree's
#   VIRTD_TEST_CACHE     where tests keep what they fetch
#   BATS, BATSFLAGS      the runner and its options

BATS ?= bats
BATSFLAGS ?=

export VIRTD_SOCKET VIRTD_TEST_CACHE

check-command: $(if $(VIRTD_SOCKET),,all)
	$(BATS) $(BATSFLAGS) tests/command

check: check-command

.PHONY: check check-command
