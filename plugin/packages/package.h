/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify knows of a package or a directory tree. */
#ifndef VIRTD_SOCKET_PACKAGES_PACKAGE_H
#define VIRTD_SOCKET_PACKAGES_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "shell/scan.h"
#include "packages/unit_values.h"

enum package_type { PACKAGE_RPM, PACKAGE_DEB, PACKAGE_TREE };

/* When a scriptlet runs. */
enum phase { PHASE_INSTALL = 1, PHASE_REMOVE = 2 };

struct script {
	const char *name; /* %post, postinst */
	unsigned phases;
	const char *text; /* of a script in another language than shell */
};

/* A scriptlet may do this to the units that PATTERN matches. */
struct script_action {
	const char *pattern;
	size_t script;
	unsigned line;
	enum action action;
};

/* An entry of a directory of links, or a mask. */
struct unit_link {
	const char *dir;
	const char *name;
	bool mask; /* leads to /dev/null or is empty */
	bool etc;  /* beneath /etc */
};

struct package {
	enum package_type type;
	char *where; /* as the user called it */
	struct unit *units;
	size_t n_units;
	struct script *scripts;
	size_t n_scripts;
	struct script_action *actions;
	size_t n_actions;
	struct unit_link *links;
	size_t n_links;
	size_t text_size;	   /* bytes of units so far */
	struct rpmstrPool_s *pool; /* holds the strings */
};

/* A new, empty package for package_free(). */
struct package *package_new(const char *where, enum package_type type);

/* Free PACKAGE and what it owns. NULL is allowed. */
void package_free(struct package *package);

/* What a file in a package can be. */
enum package_file {
	PACKAGE_FILE_NONE,
	PACKAGE_FILE_UNIT,
	PACKAGE_FILE_STRAY, /* a socket or service where systemd does not look
			     */
	PACKAGE_FILE_LINK,
};

/* What a file NAME in the directory DIR (absolute, no "/" at the end) is. */
enum package_file package_file(const char *dir, const char *name);

/* A file of a package. */
struct package_entry {
	const char *dir;
	const char *name;
	mode_t mode;
	unsigned long long size;
	const char *target; /* of a symbolic link, or "" */
};

/* Whether package_add() needs the content of ENTRY, a unit. */
bool package_needs_data(const struct package_entry *entry);

/*
 * Add ENTRY, which package_file() knows; its content is SIZE bytes at DATA if
 * package_needs_data(). Returns false after an error: too many bytes of units
 * to be kept in memory.
 */
bool package_add(struct package *package, const struct package_entry *entry,
		 const char *data, size_t size);

/*
 * Add the scriptlet TEXT called NAME, which runs in PHASES with INTERPRETER
 * (NULL: the shell). With EXPANDED false, macros in it are not looked for.
 */
void package_add_script(struct package *package, const char *name,
			unsigned phases, const char *interpreter,
			const char *text, bool expanded);

/* Bring the units and links in order of their names. */
void package_sort(struct package *package);

/* Whether a sorted PACKAGE has a link or (MASK) a mask called NAME. */
bool package_has_link(const struct package *package, const char *name,
		      bool mask);

/*
 * The first unit called NAME of a sorted PACKAGE that could be read and is
 * where systemd looks for it, or NULL.
 */
const struct unit *package_find_unit(const struct package *package,
				     const char *name);

#endif
