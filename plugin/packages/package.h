/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify knows of a package or a directory tree. */
#ifndef VIRTD_SOCKET_PACKAGES_PACKAGE_H
#define VIRTD_SOCKET_PACKAGES_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "packages/place.h"
#include "packages/source.h"
#include "shell/scan.h"

enum package_type { PACKAGE_RPM, PACKAGE_DEB, PACKAGE_TREE };

/* When a scriptlet runs. */
enum phase { PHASE_INSTALL = 1, PHASE_REMOVE = 2 };

struct script {
	const char *name; /* %post, postinst */
	unsigned phases;
	const char *text;   /* of a script in another language than shell */
	const char *unread; /* why nothing is known of it, or NULL */
};

/* What a scriptlet may do to a unit, or to all that match a pattern. */
struct script_action {
	size_t script;
	struct shell_action what;
};

/* An entry of a directory of links, or a mask. */
struct unit_link {
	const char *dir;
	const char *name;
	bool mask; /* leads to /dev/null or is empty */
};

/* What a package has to do with others. */
enum relationship {
	PACKAGE_PROVIDES, /* its own name, too */
	PACKAGE_REQUIRES,
	PACKAGE_CONFLICTS, /* the other is removed before this is unpacked */
	PACKAGE_REPLACES,  /* it may take files of the other over */
};

struct package_relation {
	const char *name;
	enum relationship kind;
};

struct package {
	enum package_type type;
	char *where;	  /* as the user called it */
	const char *name; /* that it has in its header; "" for a tree */
	size_t number;	  /* among those that are judged together */
	struct source *units;
	size_t n_units;
	struct source *dropins;
	size_t n_dropins;
	struct script *scripts;
	size_t n_scripts;
	struct script_action *actions;
	size_t n_actions;
	size_t n_patterns; /* different ones among the actions */
	struct unit_link *links;
	size_t n_links;
	struct package_relation *relations;
	size_t n_relations;
	size_t text_size;	     /* bytes of units so far */
	unsigned long long unpacked; /* bytes that the reader went through */
	unsigned long long unpacked_max;
	struct rpmstrPool_s *pool; /* holds the strings */
};

/* A new, empty package for package_free(). */
struct package *package_new(const char *where, enum package_type type);

/* Free PACKAGE and what it owns. NULL is allowed. */
void package_free(struct package *package);

/* A file of a package. */
struct package_entry {
	const char *dir;
	const char *name;
	mode_t mode;
	unsigned long long size;
	const char *target; /* of a symbolic link, or "" */
};

/* Whether package_add() needs the content of ENTRY, a unit or a drop-in. */
bool package_needs_data(const struct package_entry *entry);

/*
 * Add ENTRY, which place_of() knows; its content is SIZE bytes at DATA if
 * package_needs_data(). Returns false after an error: too many bytes of units
 * to be kept in memory.
 */
bool package_add(struct package *package, const struct package_entry *entry,
		 const char *data, size_t size);

/*
 * Add ENTRY, a drop-in or a directory of drop-ins that cannot be read for the
 * reason FAULT.
 */
void package_add_fault(struct package *package,
		       const struct package_entry *entry, const char *fault);

/*
 * Add the scriptlet TEXT called NAME, which runs in PHASES with INTERPRETER
 * (NULL: the shell) and its options. With EXPANDED false, macros in it are not
 * looked for. Actions on more than 100 patterns are on "*".
 */
void package_add_script(struct package *package, const char *name,
			unsigned phases, const char *interpreter,
			const char *text, bool expanded);

/* Add the scriptlet NAME, of which nothing can be read for the reason WHY. */
void package_add_unread(struct package *package, const char *name,
			unsigned phases, const char *why);

/* Say that PACKAGE is in this RELATION with the package or feature NAME. */
void package_relate(struct package *package, enum relationship kind,
		    const char *name, size_t len);

/*
 * Count SIZE more bytes that PACKAGE unpacks to. Returns false after an error:
 * they are far more than the file has, so that reading all would take long.
 */
bool package_unpacks(struct package *package, unsigned long long size);

/* A copy of TEXT that PACKAGE keeps. */
const char *package_keep(struct package *package, const char *text);

/*
 * When all is there: bring units, drop-ins and the rest in order of their
 * names. Returns false after an error: two files have one path.
 */
bool package_finish(struct package *package);

/*
 * The links, or (MASK) masks, called NAME of a finished PACKAGE: *N in a row,
 * or NULL.
 */
const struct unit_link *package_links(const struct package *package,
				      const char *name, bool mask, size_t *n);

/* Whether a finished PACKAGE is in RELATION with what is called NAME. */
bool package_is_related(const struct package *package, enum relationship kind,
			const char *name);

/* Whether a finished PACKAGE has a link or (MASK) a mask called NAME. */
bool package_has_link(const struct package *package, const char *name,
		      bool mask);

#endif
