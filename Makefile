# virtd-socket: the sockets of libvirt's daemons in packages
#
# Targets:
#   all        build everything (default)
#   demo       build an RPM from packaging/examples and show what is in it
#   check      run the tests; check-unit, check-command, ...: some of them
#   check-faults   every error on every system call; check tries one on each
#   check-boot run the tests that boot systemd in a container (as root)
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
#   deps       install what build and tests need (as root)
#   man        make the manual pages again (needs scdoc)
#   graph      make the picture of README.md again (needs graphviz)
#   help       print this text
#   clean      remove what was built
#
# Variables:
#   CC, CPPFLAGS, CFLAGS, LDFLAGS   the compiler and its options
#   PKG_CONFIG, INSTALL, SCDOC      other tools
#   PREFIX, DESTDIR                 where to install; and the directories
#   bashcompletiondir, zshcompletiondir
#   bindir, datadir, mandir, rpmmacrodir, rpmluadir, fileattrsdir, perldir,
#   autoscriptdir
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
rpmmacrodir ?= $(shell rpm --eval '%{_rpmmacrodir}')
rpmluadir ?= $(shell rpm --eval '%{_rpmluadir}')
fileattrsdir ?= $(shell rpm --eval '%{_fileattrsdir}')
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

$(B)/macros.virtd-socket: macros/macros.virtd-socket.in Makefile
	@mkdir -p $(@D)
	sed -e 's|@bindir@|$(bindir)|' -e 's|@pkgdatadir@|$(pkgdatadir)|' \
		$< >$@.new
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
	packaging/examples/demo.sh $(B)

deps:
	packaging/deps.sh

install: all
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

.PHONY: all man demo deps install uninstall install-debhelper \
	uninstall-debhelper dist help clean

include tests/tests.mk tests/bench/bench.mk tests/fuzz/fuzz.mk \
	tests/lint/lint.mk tests/sanitize.mk packaging/examples/graph.mk \
	packaging/packaging.mk
