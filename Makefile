# virtd-socket: the sockets of libvirt's daemons in packages
#
# Targets:
#   all        build everything (default)
#   demo       build an RPM from packaging/examples and show what is in it
#   check      run all tests
#   bench      measure speed against the usual ways
#   install    install below DESTDIR; uninstall removes the same files
#   dist       make a source archive
#   deps       install what build and tests need (as root)
#   help       print this text
#   clean      remove what was built
#
# Variables:
#   CC, CPPFLAGS, CFLAGS, LDFLAGS   the compiler and its options
#   PKG_CONFIG                      finds librpm and popt
#   PREFIX, DESTDIR                 where to install; and the directories
#   bindir, datadir, mandir, rpmmacrodir
#   B                               the build directory

# plugin/catalog is not made from catalog.c
MAKEFLAGS += --no-builtin-rules

VERSION = 0.1.0

CC ?= cc
CFLAGS ?= -O2 -g
PKG_CONFIG ?= pkg-config
INSTALL ?= install
SCDOC ?= scdoc
B ?= build

PREFIX ?= /usr
bindir ?= $(PREFIX)/bin
datadir ?= $(PREFIX)/share
mandir ?= $(datadir)/man
rpmmacrodir ?= $(shell rpm --eval '%{_rpmmacrodir}')
pkgdatadir = $(datadir)/virtd-socket

deps_flags := $(shell $(PKG_CONFIG) --cflags rpm popt)
deps_libs := $(shell $(PKG_CONFIG) --libs rpm popt)

# what the user says comes last
override CPPFLAGS := -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DVERSION='"$(VERSION)"' \
	-DDATADIR='"$(pkgdatadir)"' $(deps_flags) $(CPPFLAGS)
override CFLAGS := -std=gnu11 -Wall -Wextra $(CFLAGS)

sources := $(wildcard plugin/*.c)
objects := $(sources:plugin/%.c=$(B)/plugin/%.o)

styles := systemd suse posttrans
tables := $(styles:%=$(B)/scriptlets.%)

all: $(B)/virtd-socket $(tables) $(B)/macros.virtd-socket

$(B)/virtd-socket: $(objects)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(objects) $(deps_libs)

$(B)/plugin/%.o: plugin/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# what the macros know of the catalogue
$(B)/scriptlets.%: $(B)/virtd-socket plugin/catalog
	VIRTD_SOCKET_DATADIR=plugin $(B)/virtd-socket scriptlets --table --style $* > $@.new
	mv $@.new $@

$(B)/macros.virtd-socket: macros/macros.virtd-socket.in Makefile
	sed -e 's|@bindir@|$(bindir)|' -e 's|@pkgdatadir@|$(pkgdatadir)|' $< > $@.new
	mv $@.new $@

-include $(objects:.o=.d)

# what is installed where: directory, mode, files
install: all
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(pkgdatadir)/templates $(DESTDIR)$(rpmmacrodir)
	$(INSTALL) -m 755 $(B)/virtd-socket $(DESTDIR)$(bindir)/
	$(INSTALL) -m 644 plugin/catalog $(DESTDIR)$(pkgdatadir)/
	$(INSTALL) -m 644 plugin/templates/*.in $(DESTDIR)$(pkgdatadir)/templates/
	$(INSTALL) -m 644 $(tables) $(DESTDIR)$(pkgdatadir)/
	$(INSTALL) -m 644 $(B)/macros.virtd-socket $(DESTDIR)$(rpmmacrodir)/

uninstall:
	rm -f $(DESTDIR)$(bindir)/virtd-socket
	rm -rf $(DESTDIR)$(pkgdatadir)
	rm -f $(DESTDIR)$(rpmmacrodir)/macros.virtd-socket

clean:
	rm -rf $(B)

.PHONY: all install uninstall clean
