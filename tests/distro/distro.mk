# Tests in roots of other Debian suites, as root: the whole of "make check" with
# their rpm, debhelper and compiler.
#
# Targets:
#   check-distros   run them; needs mmdebstrap
#
# Variables:
#   VIRTD_TEST_CACHE     where the roots are kept
#   VIRTD_DISTRO_CHECK   the target for make there; default: check

distros := bullseye trixie sid
distro_tests := $(distros:%=tests/distro/%.sh)

check-distros:
	$(run) $(distro_tests)

.PHONY: check-distros
