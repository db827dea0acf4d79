/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the rules of verify share; for the files of rules/. */
#ifndef VIRTD_SOCKET_RULES_RULES_H
#define VIRTD_SOCKET_RULES_RULES_H

#include "index/index.h"
#include "index/requires.h"
#include "rules/set.h"

/* Who enables or disables a unit. */
struct scripted {
	unsigned char level; /* 1 through a preset, 2 always, 0 nobody */
	bool marked;	     /* openSUSE: only where a preset file names it */
	/* whose scriptlets do, although the unit's package can lack it */
	const struct package *other;
};

/* What acts_on() found last. */
struct acted {
	const char *pattern;
	bool sockets;
	bool found;
};

enum { N_ACTED = 256 };

/* The set, and the rule that is applied now. */
struct checker {
	const struct check_set *set;
	struct unit_index index;
	struct unit_index old;
	struct requires requires;
	/* for each unit of the index; see scripted.h */
	struct scripted *enabled;
	struct scripted *disabled;
	struct acted acted[N_ACTED];
	size_t n_acted;
	int rule;
	struct findings *findings;
};

/*
 * Add a finding of the current rule about VALUE of UNIT, in the file that
 * assigned it, or (NULL) about the whole unit, which then has a source.
 */
void report_unit(struct checker *c, enum severity severity,
		 const struct unit *unit, const struct unit_value *value,
		 const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* The same about a line of SOURCE, or (0) all of it. */
void report_source(struct checker *c, enum severity severity,
		   const struct source *source, unsigned line, const char *fmt,
		   ...) __attribute__((format(printf, 5, 6)));

/* The same about PATH, a scriptlet, in PACKAGE, or all of it (""). */
void report_package(struct checker *c, enum severity severity,
		    const struct package *package, const char *path,
		    unsigned line, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));

/* Bring FINDINGS in order and drop those that are there twice. */
void findings_sort(struct findings *findings);

/* Whether the values of UNIT, one of a daemon, can be judged. */
bool has_values(const struct unit *unit);

/* Whether UNIT is a socket, not a service. */
bool is_socket(const struct unit *unit);

/* Whether UNIT is a socket with a file: main, ro, admin. */
bool is_local(const struct unit *unit);

/* Whether UNIT's daemon cannot run together with libvirtd. */
bool excludes_libvirtd(const struct checker *c, const struct unit *unit);

/* Whether NAME is a pattern as of glob(7). */
bool is_pattern(const char *name);

/*
 * Whether a scriptlet that acts on NAME, a unit or a pattern, acts on a unit of
 * a daemon, or with SOCKETS on a socket. Not with "*": that stands for what is
 * not known.
 */
bool acts_on(struct checker *c, const char *name, bool sockets);

/* The rules. A unit rule is called for units of daemons only. */
void rule_unit_file(struct checker *c, const struct unit *unit);
void rule_unit_dir(struct checker *c, const struct unit *unit);
void rule_unit_mode(struct checker *c, const struct unit *unit);
void rule_binds_to(struct checker *c, const struct unit *unit);
void rule_also_siblings(struct checker *c, const struct unit *unit);
void rule_also_foreign(struct checker *c, const struct unit *unit);
void rule_libvirtd_conflict(struct checker *c, const struct unit *unit);
void rule_wanted_by(struct checker *c, const struct unit *unit);
void rule_condition_missing(struct checker *c, const struct unit *unit);
void rule_listen_stream(struct checker *c, const struct unit *unit);
void rule_listen_port(struct checker *c, const struct unit *unit);
void rule_socket_mode(struct checker *c, const struct unit *unit);
void rule_service_missing(struct checker *c, const struct unit *unit);
void rule_not_enabled(struct checker *c, const struct unit *unit);
void rule_not_disabled(struct checker *c, const struct unit *unit);
void rule_inet_enabled(struct checker *c, const struct unit *unit);
void rule_static_link(struct checker *c, const struct unit *unit);
void rule_socket_changed(struct checker *c, const struct unit *unit);
void rule_unit_moved(struct checker *c, const struct unit *unit);
void rule_first_socket(struct checker *c, const struct unit *unit);

void rule_drop_in(struct checker *c, const struct package *package);
void rule_placeholder(struct checker *c, const struct package *package);
void rule_scriptlet_macro(struct checker *c, const struct package *package);
void rule_scriptlet_unread(struct checker *c, const struct package *package);
void rule_socket_restart(struct checker *c, const struct package *package);
void rule_upgrade_disables(struct checker *c, const struct package *package);
void rule_upgrade_enables(struct checker *c, const struct package *package);
void rule_preset_missing(struct checker *c, const struct package *package);
void rule_enable_fails(struct checker *c, const struct package *package);
void rule_mask_left(struct checker *c, const struct package *package);
void rule_families_mixed(struct checker *c, const struct package *package);
void rule_half_enabled(struct checker *c, const struct package *package);
void rule_unit_masked(struct checker *c, const struct package *package);
void rule_dangling_link(struct checker *c, const struct package *package);

void rule_trio_incomplete(struct checker *c);
void rule_listen_shared(struct checker *c);
void rule_unit_twice(struct checker *c);

#endif
