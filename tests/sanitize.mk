# The tests of the program once more, with tools that watch it.
#
# Targets:
#   check-program    the tests that call only the program and its modules
#   check-sanitize   these with gcc's sanitizers for addresses, leaks and
#                    undefined behaviour
#   check-valgrind   the unit tests and the corpus in valgrind
#
# Variables:
#   SANITIZE    options for the compiler
#   VALGRIND    valgrind and its options

SANITIZE ?= -O1 -g -fno-omit-frame-pointer \
	-fsanitize=address,undefined -fno-sanitize-recover=all
VALGRIND ?= valgrind --quiet --leak-check=full --error-exitcode=99

check-program: all $(unit_tests) $(replayers)
	$(run) $(unit_tests) \
		$(foreach suite,command verify fuzz,$(call bats,$(suite)))

check-program: export VIRTD_FUZZ = $(abspath $(B)/tests/fuzz)

check-sanitize:
	$(MAKE) B=$(B)/sanitize CFLAGS='$(SANITIZE)' \
		VIRTD_SOCKET=$(abspath $(B)/sanitize/virtd-socket) \
		VIRTD_SOCKET_DATADIR=$(abspath plugin/data) VIRTD_SANITIZED=1 \
		check-program

check-valgrind: $(unit_tests) $(replayers)
	UNIT_RUN='$(VALGRIND)' $(run) $(unit_tests) $(call bats,fuzz)

check-valgrind: export VIRTD_FUZZ = $(abspath $(B)/tests/fuzz)

.PHONY: check-program check-sanitize check-valgrind
