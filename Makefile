# virtd-socket: the sockets of libvirt's daemons in packages
#
# Targets:
#   all        build everything (default)
#   demo       build an RPM from packaging/examples and show what is in it;
#              packaging/demo installs what that needs first
#   check      run the tests; check-unit, check-command, ...: some of them
#   check-faults   every error on every system call; check tries one on each
#   check-boot run the tests that boot systemd in a container (as root)
#   check-libvirt  build the real libvirt; boot, use and upgrade it (as root)
#   check-distros  run the tests in roots of other Debian releases (as root)
#   check-packaging  run the tests of the project's own packages (as root)
#   check-debian   run piuparts and autopkgtest on packages (as root)
#   check-all  all of these, but the last
#   bench      measure speed against the usual ways
#   lint       check the sources; check-sanitize, check-valgrind: see
#              tests/sanitize.mk
#   fuzz       look for bugs with libFuzzer, FUZZ_SECONDS for each target
#   install    install below DESTDIR; uninstall removes the same files
#   install-debhelper, uninstall-debhelper   the same for dh_virtd_socket
#   dist       make a source archive
#   srpm, rpm, dsc, deb, obs   the project's own packages
#   deps       install what build and tests need; packaging/check does so, too
#   man        make the manual pages again (needs scdoc)
#   graph      make the picture of README.md again (needs graphviz)
#   help       print this text
#   clean      remove what was built
#
# Variables:
#   CC, CPPFLAGS, CFLAGS, LDFLAGS   the compiler and its options
#   PKG_CONFIG, INSTALL, SCDOC      other tools
#   PREFIX, DESTDIR                 where to install; and the directories
#   bindir, datadir, mandir, bashcompletiondir, zshcompletiondir
#   rpmmacrodir, rpmluadir, fileattrsdir   where PREFIX is /usr or /usr/local,
#                                   rpm's own, else in PREFIX/lib/rpm: then
#                                   rpmbuild needs "--load FILE"
#   perldir, autoscriptdir          for install-debhelper
#   B                               the build directory

VERSION = 0.1.0

CC ?= cc
# the same program whatever the path of the source; whoever packages it has
# options for that, and wants to see the path
CFLAGS ?= -O2 -g -ffile-prefix-map=$(CURDIR)=.
PKG_CONFIG ?= pkg-config
INSTALL ?= install
SCDOC ?= scdoc
B ?= build

PREFIX ?= /usr
bindir ?= $(PREFIX)/bin
datadir ?= $(PREFIX)/share
mandir ?= $(datadir)/man
# $(call rpm_dir,MACRO,NAME): rpm looks nowhere else
rpm_dir = $(if $(filter /usr /usr/local,$(PREFIX)),$(shell \
	rpm --eval '%{$(1)}'),$(PREFIX)/lib/rpm/$(2))
rpmmacrodir ?= $(call rpm_dir,_rpmmacrodir,macros.d)
rpmluadir ?= $(call rpm_dir,_rpmluadir,lua)
fileattrsdir ?= $(call rpm_dir,_fileattrsdir,fileattrs)
perldir ?= $(datadir)/perl5
autoscriptdir ?= $(datadir)/debhelper/autoscripts
bashcompletiondir ?= $(datadir)/bash-completion/completions
zshcompletiondir ?= $(datadir)/zsh/site-functions
pkgdatadir = $(datadir)/virtd-socket

deps_cflags = $(shell $(PKG_CONFIG) --cflags rpm popt)
deps_libs = $(shell $(PKG_CONFIG) --libs rpm popt)

# what the user says comes last
override CPPFLAGS := -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -Iplugin \
	-DVERSION='"$(VERSION)"' -DDATADIR='"$(pkgdatadir)"' \
	$(deps_cflags) $(CPPFLAGS)
override CFLAGS := -std=gnu11 -Wall -Wextra $(CFLAGS)

objects := $(patsubst plugin/%.c,$(B)/plugin/%.o,$(sort \
	$(wildcard plugin/*.c plugin/*/*.c)))
styles := systemd suse posttrans
tables := $(styles:%=$(B)/scriptlets.%)
pages := $(patsubst %.scd,%,$(sort $(wildcard plugin/man/*.scd)))

all: $(B)/virtd-socket $(tables) $(B)/macros.virtd-socket

$(B)/virtd-socket: $(objects)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(objects) $(deps_libs)

$(B)/plugin/%.o: plugin/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(objects:.o=.d)

# what the macros know of the catalogue, and of the service without sockets that
# libvirt's own spec file scripts with them
table = VIRTD_SOCKET_DATADIR=plugin/data $(B)/virtd-socket scriptlets --table --style

$(B)/scriptlets.%: $(B)/virtd-socket plugin/data/catalog Makefile
	$(table) $* >$@.new
	echo >>$@.new
	$(table) $* -k none -u none libvirt-guests >>$@.new
	mv $@.new $@

# what is built knows them: their text changes when they do
directories = $(bindir) $(pkgdatadir) $(rpmmacrodir) $(rpmluadir)
$(B)/directories: always
	@mkdir -p $(@D)
	@echo '$(directories)' | cmp -s - $@ || echo '$(directories)' >$@
$(B)/plugin/base/datadir.o: $(B)/directories

# Where rpm does not look for Lua and file attributes, the macros bring them; the
# latter from rpm 4.20 on.
elsewhere = $(filter-out $(shell rpm --eval '%{_rpmluadir}'),$(rpmluadir))
find_lua = -e 's|require(|(function(name) package.path = "$(rpmluadir)/?.lua;" .. package.path return require(name) end)(|'

$(B)/macros.virtd-socket: macros/macros.virtd-socket.in \
		macros/virtd_socket.attr $(B)/directories Makefile
	@mkdir -p $(@D)
	{ cat $<$(if $(elsewhere),; grep -v '^#' macros/virtd_socket.attr; \
		echo '%_local_file_attrs virtd_socket'); } | \
		sed -e 's|@bindir@|$(bindir)|' \
		-e 's|@pkgdatadir@|$(pkgdatadir)|' \
		$(if $(elsewhere),$(find_lua)) >$@.new
	mv $@.new $@

# the pages are committed, so that a build needs no scdoc; their date is that of
# the last change of their text
man:
	for page in $(pages); do \
		SOURCE_DATE_EPOCH=1795305600 $(SCDOC) <$$page.scd | \
			awk -f plugin/man/tidy.awk >$$page.new && \
		mv $$page.new $$page || exit 1; \
	done

demo: all
	@packaging/examples/demo.sh $(B)

deps:
	packaging/deps.sh

# $(call writable,NAME...): all of these directories, or nothing is installed
writable = @for dir in $(foreach name,$(1),$(name)=$($(name))); do \
		path=$(DESTDIR)$${dir\#*=}; \
		while ! test -e "$$path"; do path=$$(dirname "$$path"); done; \
		test -w "$$path" || { echo "install: cannot write to $$dir; be" \
			"root, or set PREFIX, such as PREFIX=\$$HOME/.local" >&2; \
			exit 1; }; \
	done

install: all
	$(call writable,bindir datadir mandir rpmmacrodir rpmluadir \
		fileattrsdir bashcompletiondir zshcompletiondir)
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(pkgdatadir)/templates
	$(INSTALL) -d $(DESTDIR)$(pkgdatadir)/maintscripts
	$(INSTALL) -d $(DESTDIR)$(rpmmacrodir) $(DESTDIR)$(fileattrsdir)
	$(INSTALL) -d $(DESTDIR)$(rpmluadir)/virtd_socket
	$(INSTALL) -d $(DESTDIR)$(mandir)/man1
	$(INSTALL) -d $(DESTDIR)$(mandir)/man5 $(DESTDIR)$(mandir)/man7
	$(INSTALL) -m 755 $(B)/virtd-socket $(DESTDIR)$(bindir)
	$(INSTALL) -m 644 plugin/data/catalog $(tables) $(DESTDIR)$(pkgdatadir)
	$(INSTALL) -m 644 plugin/data/templates/*.in \
		$(DESTDIR)$(pkgdatadir)/templates
	$(INSTALL) -m 644 plugin/data/maintscripts/* \
		$(DESTDIR)$(pkgdatadir)/maintscripts
	$(INSTALL) -m 644 $(B)/macros.virtd-socket $(DESTDIR)$(rpmmacrodir)
	$(INSTALL) -m 644 macros/lua/virtd_socket.lua $(DESTDIR)$(rpmluadir)
	$(INSTALL) -m 644 macros/lua/virtd_socket/*.lua \
		$(DESTDIR)$(rpmluadir)/virtd_socket
	$(INSTALL) -m 644 macros/virtd_socket.attr $(DESTDIR)$(fileattrsdir)
	for page in $(pages); do \
		$(INSTALL) -m 644 $$page \
			$(DESTDIR)$(mandir)/man$${page##*.} || exit 1; \
	done
	$(INSTALL) -d $(DESTDIR)$(bashcompletiondir) $(DESTDIR)$(zshcompletiondir)
	$(INSTALL) -m 644 plugin/completion/virtd-socket.bash \
		$(DESTDIR)$(bashcompletiondir)/virtd-socket
	$(INSTALL) -m 644 plugin/completion/_virtd-socket \
		$(DESTDIR)$(zshcompletiondir)
	$(if $(elsewhere),@echo "where rpm does not look by itself:" \
		"rpmbuild --load=$(rpmmacrodir)/macros.virtd-socket ...")

uninstall:
	rm -f $(DESTDIR)$(bashcompletiondir)/virtd-socket
	rm -f $(DESTDIR)$(zshcompletiondir)/_virtd-socket
	rm -f $(DESTDIR)$(bindir)/virtd-socket
	rm -rf $(DESTDIR)$(pkgdatadir)
	rm -f $(DESTDIR)$(rpmmacrodir)/macros.virtd-socket
	rm -f $(DESTDIR)$(rpmluadir)/virtd_socket.lua
	rm -rf $(DESTDIR)$(rpmluadir)/virtd_socket
	rm -f $(DESTDIR)$(fileattrsdir)/virtd_socket.attr
	for page in $(notdir $(pages)); do \
		rm -f $(DESTDIR)$(mandir)/man$${page##*.}/$$page; \
	done

sequencedir = $(perldir)/Debian/Debhelper/Sequence

install-debhelper:
	$(call writable,bindir datadir perldir autoscriptdir mandir)
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(pkgdatadir)/debhelper
	$(INSTALL) -d $(DESTDIR)$(sequencedir) $(DESTDIR)$(autoscriptdir)
	$(INSTALL) -d $(DESTDIR)$(mandir)/man1
	$(INSTALL) -m 755 macros/debian/dh_virtd_socket $(DESTDIR)$(bindir)
	$(INSTALL) -m 755 macros/debian/wrap/dh_installsystemd \
		$(DESTDIR)$(pkgdatadir)/debhelper
	$(INSTALL) -m 644 macros/debian/Debian/Debhelper/Sequence/virtd_socket.pm \
		$(DESTDIR)$(sequencedir)
	$(INSTALL) -m 644 macros/debian/autoscripts/* $(DESTDIR)$(autoscriptdir)
	pod2man --utf8 --center=virtd-socket --release=$(VERSION) \
		--date=2026-11-22 macros/debian/dh_virtd_socket | \
		awk -f plugin/man/tidy.awk \
		>$(DESTDIR)$(mandir)/man1/dh_virtd_socket.1

uninstall-debhelper:
	rm -f $(DESTDIR)$(bindir)/dh_virtd_socket
	rm -rf $(DESTDIR)$(pkgdatadir)/debhelper
	rm -f $(DESTDIR)$(sequencedir)/virtd_socket.pm
	for file in $(notdir $(wildcard macros/debian/autoscripts/*)); do \
		rm -f $(DESTDIR)$(autoscriptdir)/$$file; \
	done
	rm -f $(DESTDIR)$(mandir)/man1/dh_virtd_socket.1

dist_archive := $(B)/virtd-socket-$(VERSION).tar.xz

# one thread: xz 5.6 would make other bytes with more
$(dist_archive): dist
dist:
	@git rev-parse --git-dir >/dev/null || { echo "dist: the archive is" \
		"made of a commit, and this is no git checkout" >&2; exit 1; }
	@mkdir -p $(B)
	git archive --prefix=virtd-socket-$(VERSION)/ HEAD >$(B)/dist.tar
	xz -T1 <$(B)/dist.tar >$(dist_archive)
	rm $(B)/dist.tar

help:
	@sed -n -e '/^[^#]/q' -e 's/^# \{0,1\}//p' Makefile

clean:
	rm -rf $(B)

always:

.PHONY: all always man demo deps install uninstall install-debhelper \
	uninstall-debhelper dist help clean

include tests/tests.mk tests/bench/bench.mk tests/fuzz/fuzz.mk \
	tests/lint/lint.mk tests/sanitize.mk packaging/examples/graph.mk \
	packaging/packaging.mk
