/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Styles and sections of scriptlets, and what a package has of a daemon. */
#ifndef VIRTD_SOCKET_SCRIPTLETS_STYLE_H
#define VIRTD_SOCKET_SCRIPTLETS_STYLE_H

#include <stdbool.h>

enum style {
	STYLE_SYSTEMD,	 /* systemd's macros: Fedora, RHEL */
	STYLE_SUSE,	 /* systemd-rpm-macros of openSUSE */
	STYLE_POSTTRANS, /* plain shell, scheduled in %pre as libvirt does */
	N_STYLES
};

/* Their names, for messages and help. */
#define STYLES_TEXT "systemd, suse or posttrans"

enum section {
	SECTION_PRE,
	SECTION_POST,
	SECTION_PREUN,
	SECTION_POSTUN,
	SECTION_POSTTRANS,
	N_SECTIONS
};

/* The word for SECTION, as in a spec file. */
const char *section_name(enum section section);

/* Set what NAME stands for. Returns false, without a message, if nothing. */
bool style_parse(const char *name, enum style *style);
bool section_parse(const char *name, enum section *section);

/* What a package has of a daemon. */
enum part {
	PART_DAEMON,  /* the sockets and the service */
	PART_SOCKETS, /* the sockets; another package has the service */
	PART_SERVICE, /* the service, of a daemon without sockets */
	PART_ASK      /* nothing: it asks for a restart, or a reload */
};

#endif
