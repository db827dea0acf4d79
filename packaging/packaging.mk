# The project's own packages. What they need to be built must be installed: rpm
# and dpkg look. "make rpm RPMBUILDFLAGS=--nodeps" goes on nevertheless.
#
# Targets:
#   srpm, rpm   the source RPM, the RPMs
#   dsc, deb    the source package of Debian, the packages
#   check-build the tests that a package's build can run: without network,
#               and without the packages that other tests need
#   obs         a directory with all that a package in OBS has; URL=... makes
#               its _service fetch the source from there
#
# Variables:
#   ARCHIVE         the source archive; default: that of "make dist"
#   RPMBUILDFLAGS   options of rpmbuild
#   DEBBUILDFLAGS   options of dpkg-buildpackage

ARCHIVE ?= $(dist_archive)
RPMBUILDFLAGS ?=
DEBBUILDFLAGS ?= -us -uc
packages := $(abspath $(B))/packages
spec := packaging/rpm/virtd-socket.spec
dsc = virtd-socket_$(shell sed -n '1s/.*(\(.*\)).*/\1/p' \
	packaging/debian/changelog).dsc
rpm_dirs = --define '_topdir $(packages)/rpmbuild' \
	--define '_sourcedir $(packages)' --define '_srcrpmdir $(packages)' \
	--define '_rpmdir $(packages)'

# the make inside has directories of its own
apart := env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u B

$(packages)/virtd-socket-$(VERSION).tar.xz: $(ARCHIVE)
	@mkdir -p $(@D)
	cp $< $@

# what no build needs is not asked for
srpm: $(packages)/virtd-socket-$(VERSION).tar.xz
	$(apart) rpmbuild -bs --nodeps $(rpm_dirs) $(RPMBUILDFLAGS) $(spec)

rpm: $(packages)/virtd-socket-$(VERSION).tar.xz
	$(apart) rpmbuild -bb $(rpm_dirs) $(RPMBUILDFLAGS) $(spec)

# debian/ is beside the unpacked source, as Debian wants it
dsc: $(packages)/virtd-socket-$(VERSION).tar.xz
	rm -rf $(packages)/virtd-socket-$(VERSION)
	tar -C $(packages) -xf $<
	cp $< $(packages)/virtd-socket_$(VERSION).orig.tar.xz
	cp -r packaging/debian $(packages)/virtd-socket-$(VERSION)
	cd $(packages) && dpkg-source --build virtd-socket-$(VERSION)

deb: dsc
	cd $(packages)/virtd-socket-$(VERSION) && \
		$(apart) dpkg-buildpackage -b $(DEBBUILDFLAGS)

obs: dsc
	rm -rf $(packages)/obs
	mkdir $(packages)/obs
	cp $(spec) $(packages)/obs
ifdef URL
	sed 's|@URL@|$(URL)|' packaging/obs/_service \
		>$(packages)/obs/_service
else
	cp $(packages)/virtd-socket-$(VERSION).tar.xz $(packages)/obs
	cd $(packages) && cp $(dsc) virtd-socket_$(VERSION).orig.tar.xz \
		$(dsc:.dsc=.debian.tar.xz) obs
endif

check-build: all $(unit_tests)
	$(run) $(unit_tests) $(filter-out %/libvirt.bats,$(call bats,command))

.PHONY: srpm rpm dsc deb obs check-build
