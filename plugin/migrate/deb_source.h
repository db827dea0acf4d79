/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is known of debian/ of a source package. */
#ifndef VIRTD_SOCKET_MIGRATE_DEB_SOURCE_H
#define VIRTD_SOCKET_MIGRATE_DEB_SOURCE_H

#include "migrate/daemons.h"
#include "migrate/notes.h"
#include "spec/edits.h"

struct deb_file {
	char *name; /* in the directory */
	char *path; /* with it */
	char *text;
	char **lines;
	size_t n;
	bool newline;
	bool created, removed;
	struct edits *edits;
	struct notes *notes;
};

/* Where units are named. */
enum deb_what {
	DEB_INSTALL, /* a line of PACKAGE.install */
	DEB_UNIT,    /* the file PACKAGE.UNIT */
	DEB_COMMAND, /* dh_installsystemd in rules */
	DEB_TEXT     /* something that we cannot change */
};

/* What a command says of the units that it names, as bits. */
enum deb_says { DEB_NO_ENABLE = 1, DEB_NO_START = 2, DEB_NO_RESTART = 4 };

struct deb_word {
	char *text;    /* as it is written */
	char *rest;    /* what stays of it if its sockets go, or NULL */
	size_t daemon; /* whose unit it is, or NONE */
	unsigned kinds;
};

/* What one line says of units. */
struct deb_entry {
	enum deb_what what;
	size_t file, line, span;
	size_t package;	   /* index; NONE: any */
	char *start, *end; /* what stands before and behind the words */
	struct deb_word *words;
	size_t n;
	unsigned says;
	const char *why; /* why it cannot go, or NULL */
};

/* All that one package has of one daemon. */
struct deb_claim {
	size_t package, daemon;
	unsigned listed;   /* sockets */
	unsigned scripted; /* units in commands */
	unsigned says;	   /* of its main socket */
	bool restarts;	   /* an upgrade restarts the service */
	size_t file, line; /* of the first entry */
	bool left;
};

struct debian {
	char *dir;
	struct deb_file *files; /* sorted by name */
	size_t n_files;
	char **packages;
	size_t n_packages;
	struct daemons daemons;
	struct deb_entry *entries;
	size_t n_entries;
	struct deb_claim *claims;
	size_t n_claims;
	bool override; /* rules has a target for dh_installsystemd */
	bool dh;       /* rules calls dh */
};

/* Add the file NAME. DEBIAN owns TEXT from now on. */
void deb_file_add(struct debian *debian, const char *name, char *text);

/* Sort the files, which may be moved. */
void deb_files_sort(struct debian *debian);

/* The file called NAME, or NULL. They are sorted. */
struct deb_file *deb_file(struct debian *debian, const char *name);

/* The same; made where there is none. Moves the files. */
struct deb_file *deb_file_make(struct debian *debian, const char *name);

/*
 * The package that the file NAME is for, which ends in SUFFIX, and what stands
 * between both into *REST, with *LEN bytes; NONE if there is none. A name that
 * is SUFFIX without its "." is for the first package.
 */
size_t deb_package(const struct debian *debian, const char *name,
		   const char *suffix, const char **rest, size_t *len);

/* deb_read.c */

/* Read control: the packages. Returns false if there is none. */
bool deb_read_control(struct debian *debian);

/* Read what names units: entries. */
void deb_read(struct debian *debian);

/* Add an entry like E, and the word TEXT to the last one. */
void deb_entry_add(struct debian *debian, const struct deb_entry *e);
struct deb_word *deb_word_add(struct debian *debian, const char *text,
			      size_t len);

/* deb_rules.c */

/* Read rules: entries. Returns false if there is none. */
bool deb_read_rules(struct debian *debian);

/* deb_claims.c */

/* Make claims of the entries, and find out which can be migrated. */
void deb_claims(struct debian *debian);

/* The claim of PACKAGE for DAEMON, or of any that goes for NONE; or NULL. */
struct deb_claim *deb_claim(const struct debian *debian, size_t package,
			    size_t daemon);

/* deb_depends.c */

/* Add our debhelper sequence to Build-Depends: of the file NAME. */
void deb_depends(struct debian *debian, const char *name);

/* deb_write.c */

/* Edit the files for the claims that go. */
void deb_write(struct debian *debian);

#endif
