# Tests in roots of other Debian suites, as root: the whole of "make check" with
# their rpm, debhelper and compiler; and README.md on a bare Debian 12.
#
# Targets:
#   check-distros   run them; needs mmdebstrap
#
# Variables:
#   VIRTD_TEST_CACHE     where the roots are kept
#   VIRTD_DISTRO_CHECK   the target for make there; default: check

distros := bullseye trixie sid
distro_tests := $(distros:%=tests/distro/%.sh) tests/distro/readme.sh

check-distros:
	$(run) $(distro_tests)

.PHONY: check-distros
