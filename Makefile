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

all: $(B)/virtd-socket

$(B)/virtd-socket: $(objects)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(objects) $(deps_libs)

$(B)/plugin/%.o: plugin/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

-include $(objects:.o=.d)

clean:
	rm -rf $(B)

.PHONY: all clean

include tests/unit/unit.mk tests/command/command.mk
