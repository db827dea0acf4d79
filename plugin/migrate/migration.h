/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the steps of migrate() share. */
#ifndef VIRTD_SOCKET_MIGRATE_MIGRATION_H
#define VIRTD_SOCKET_MIGRATE_MIGRATION_H

#include <rpm/argv.h>

#include "units/catalog.h"
#include "spec/edits.h"
#include "spec/parse.h"

/* The families of scriptlet macros, as bits. */
enum scheme {
	SCHEME_SYSTEMD = 1,
	SCHEME_SUSE = 2,
	SCHEME_LIBVIRT = 4 /* what libvirt's own spec file defines */
};

/* What a call says about upgrades, beside the values of enum upgrade. */
#define UPGRADE_UNSAID N_UPGRADES

/* A scriptlet macro that we know. */
struct scriptmacro {
	const char *name;
	enum section section; /* where it is called */
	enum scheme scheme;
	unsigned upgrade;
	unsigned kinds; /* of the daemon it names; 0: it names units */
};

/* One daemon's units on one line of a call or of %files. */
struct mention {
	size_t order; /* first those of calls, then those of %files */
	size_t line;
	size_t package;
	size_t daemon;	/* index */
	unsigned kinds; /* with KIND_SERVICE */
	/* of a call, else NULL */
	const struct scriptmacro *macro;
	/* why %virtd_socket_files cannot replace a line of %files, or NULL */
	const char *why;
};

/* All that one package has of one daemon. */
struct claim {
	size_t order; /* the first of its mentions' */
	size_t package, daemon;
	const struct mention *mentions; /* sorted by line */
	size_t n;
	unsigned kinds;	  /* sockets in %files */
	bool service;	  /* it is there, too, under the same conditions */
	unsigned schemes; /* of its calls */
	enum upgrade upgrade;
	unsigned needed;  /* sections, as bits */
	char options[40]; /* for our macros: "-k main,ro " */
	bool left;	  /* it is not migrated */
};

/* Warnings, which are printed in the order of lines. */
struct note {
	size_t line, order;
	char *text;
};

struct notes {
	struct note *list;
	size_t n;
};

struct migration {
	const struct spec *spec;
	struct notes *notes;
	const struct catalog *catalog;
	struct edits *edits;
	/* those of the catalogue, then services without sockets */
	struct daemon *daemons;
	size_t n_daemons;
	struct mention *mentions;
	size_t n_mentions;
	struct claim *claims; /* sorted by package, then by order */
	size_t n_claims;
	bool suse;	/* the spec has conditions for openSUSE */
	bool posttrans; /* the spec has our style posttrans */
};

/* Units of one daemon. */
struct call_part {
	size_t daemon;
	unsigned kinds;
};

/* A call of a scriptlet macro. */
struct call {
	const struct scriptmacro *macro;
	struct call_part *parts; /* in the order of the line */
	size_t n;
	ARGV_t others; /* arguments that are no units of ours */
};

/* units.c */

/*
 * Call EACH for every daemon in the list of unit names and patterns WORD, with
 * the kinds of its units. Returns why they stand not alone for units of ours,
 * or NULL.
 */
const char *migrate_units(struct migration *m, const char *word,
			  void (*each)(void *ctx, size_t daemon,
				       unsigned kinds),
			  void *ctx);

/* The daemon that TEXT has a unit of, somewhere, or NULL. */
const struct daemon *migrate_named(const struct migration *m, const char *text);

/* The index of the service without sockets called NAME, which may be new. */
size_t migrate_service(struct migration *m, const char *name);

/* The name of DAEMON in calls of our macros. Static, until the next call. */
const char *migrate_name(const struct migration *m, size_t daemon);

/* calls.c */

/*
 * Read line I of a scriptlet. Returns false if it is no call of a macro that
 * we know in the section where it belongs, or has more than that. Call
 * migrate_call_free() in any case.
 */
bool migrate_call(struct migration *m, size_t i, struct call *call);

/* Free what CALL owns. */
void migrate_call_free(struct call *call);

/* find.c */

/* Find all mentions. */
void migrate_find(struct migration *m);

/* What the path TEXT has in the directory of units, or NULL. */
const char *migrate_unit_in(const char *text);

/* claims.c */

/* Make claims of the mentions, and find out which cannot be migrated. */
void migrate_claims(struct migration *m);

/* The first call for CLAIM, or NULL. */
const struct mention *migrate_first_call(const struct claim *claim);

/* notes.c */

/* Warn of what FMT says about line I, when all is done. */
void migrate_note(const struct migration *m, size_t i, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Say that line I is left as it is, because of WHY. */
void migrate_leave(const struct migration *m, size_t i, const char *why);

/* Print the warnings, and free them. */
void migrate_print_notes(const struct migration *m);

/* Say what will be different for CLAIM. */
void migrate_notes(const struct migration *m, const struct claim *claim);

/* scripts.c */

/*
 * Edit the scriptlets for the N claims of one package, of which some may be
 * left; all are if it cannot be done.
 */
void migrate_scripts(struct migration *m, struct claim *claims, size_t n);

/* files.c */

/* Edit %files for CLAIM. Returns false if they are left. */
bool migrate_files(struct migration *m, const struct claim *claim);

/* install.c */

/* Edit what %install copies by hand for CLAIM, whose %files use our macro. */
void migrate_install(struct migration *m, const struct claim *claim);

/* macros.c */

/* Remove libvirt's macros that nothing calls any more. */
void migrate_macros(struct migration *m);

/* preamble.c */

/* Add the build dependency and, where libvirt's macros go, the style. */
void migrate_preamble(struct migration *m, bool libvirt);

#endif
