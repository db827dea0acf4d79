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

/*
 * Why a package is left: debhelper(7) reads files for an architecture or a
 * system in the place of those for all.
 */
#define DEB_NOT_ALWAYS "the package has other files on some architectures"

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
	char *pattern; /* of units that it may stand for, or NULL */
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
	bool acts;	 /* text with a command that acts on units */
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

/* A binary package. */
struct deb_package {
	char *name;
	bool all;    /* for all architectures */
	bool varied; /* has files for some architectures alone */
};

struct debian {
	char *dir;
	struct deb_file *files; /* sorted by name */
	size_t n_files;
	struct deb_package *packages;
	size_t n_packages;
	rpmstrPool names; /* number of a package's name, less 1: index */
	struct daemons daemons;
	struct deb_entry *entries;
	size_t n_entries;
	struct deb_claim *claims;
	size_t n_claims;
	/* rules has a target for dh_installsystemd: of packages that are
	 * for one architecture, and of others */
	bool override[2];
	bool dh; /* rules calls dh */
};

/* Add the file NAME. DEBIAN owns TEXT from now on. */
void deb_file_add(struct debian *debian, const char *name, char *text);

/* Sort the files, which may be moved. */
void deb_files_sort(struct debian *debian);

/* The file called NAME, or NULL. They are sorted. */
struct deb_file *deb_file(struct debian *debian, const char *name);

/* Make those of the N files called NAMES that there are not. Moves the files.
 */
void deb_files_make(struct debian *debian, char *const *names, size_t n);

/* Add an entry like E, and the word TEXT to the last one. */
void deb_entry_add(struct debian *debian, const struct deb_entry *e);
struct deb_word *deb_word_add(struct debian *debian, const char *text,
			      size_t len);

/* deb_packages.c */

/* Read control: the packages. Returns false if there is none. */
bool deb_read_control(struct debian *debian);

/* Free the packages. */
void deb_packages_free(struct debian *debian);

/* The package called NAME (LEN bytes), or NONE. */
size_t deb_package_find(const struct debian *debian, const char *name,
			size_t len);

/*
 * The file NAME without the architecture or system at its end, for which alone
 * debhelper(7) reads it; for free(). *SOME: there was one.
 */
char *deb_plain_name(const char *name, bool *some);

/*
 * The package that the file NAME is for, which ends in SUFFIX, and what stands
 * between both into *REST, with *LEN bytes; NONE if there is none. A name that
 * is SUFFIX without its "." is for the first package.
 */
size_t deb_package(const struct debian *debian, const char *name,
		   const char *suffix, const char **rest, size_t *len);

/* deb_read.c */

/* Read what names units: entries. */
void deb_read(struct debian *debian);

/* deb_install.c */

/* Read the list FILE of PACKAGE: entries. */
void deb_read_install(struct debian *debian, size_t file, size_t package);

/* deb_scripts.c */

/* Read the maintainer script FILE of PACKAGE: entries. */
void deb_read_script(struct debian *debian, size_t file, size_t package);

/* deb_rules.c */

/* Read rules: entries. Returns false if there is none. */
bool deb_read_rules(struct debian *debian);

/* deb_claims.c */

/* Make a claim of each package that has sockets of a daemon. */
void deb_claims(struct debian *debian);

/* Leave the claims that our file cannot do, and say what will be different. */
void deb_check(struct debian *debian);

/* The claim of PACKAGE for DAEMON, or of any that goes for NONE; or NULL. */
struct deb_claim *deb_claim(const struct debian *debian, size_t package,
			    size_t daemon);

/* The first claim for DAEMON, or where it would be: they are sorted by it. */
size_t deb_first_claim(const struct debian *debian, size_t daemon);

/* Leave C because of WHY, which a line of FILE has. */
void deb_leave(struct debian *debian, struct deb_claim *c, size_t file,
	       size_t line, const char *why);

/* deb_judge.c */

/* Set what the entries say of the claims, and leave those they keep. */
void deb_judge(struct debian *debian);

/* deb_depends.c */

/* Add our debhelper sequence to Build-Depends: of the file NAME. */
void deb_depends(struct debian *debian, const char *name);

/* deb_write.c */

/* Edit the files for the claims that go. */
void deb_write(struct debian *debian);

#endif
