/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the rules of verify share; for the files of rules/. */
#ifndef VIRTD_SOCKET_RULES_RULES_H
#define VIRTD_SOCKET_RULES_RULES_H

#include "rules/set.h"

struct checker {
	const struct check_set *set;
	struct unit **by_name; /* all units, by name and package */
	size_t n_units;
	struct unit **family; /* those of daemons, by service, kind, package */
	size_t n_family;
	struct rpmstrPool_s *pool;
	int rule; /* that is applied now */
	struct findings *findings;
};

/* Add a finding of the current rule about UNIT. */
void report_unit(struct checker *c, enum severity severity,
		 const struct unit *unit, unsigned line, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* The same about PATH, a scriptlet, in PACKAGE, or all of it (""). */
void report_package(struct checker *c, enum severity severity,
		    const struct package *package, const char *path,
		    unsigned line, const char *fmt, ...)
	__attribute__((format(printf, 6, 7)));

/* Bring FINDINGS in order and drop those that are there twice. */
void findings_sort(struct findings *findings);

/* The first unit called NAME, if possible in PACKAGE (may be NULL). */
struct unit *find_unit(const struct checker *c, const char *name,
		       const struct package *package);

/*
 * The index in c->by_name of the first unit called NAME; c->n_units if there
 * is none. Those of the same name follow.
 */
size_t find_units(const struct checker *c, const char *name);

/* Whether NAME is one of a catalogue daemon's units; sets *KIND if so. */
const struct daemon *known_unit(const struct checker *c, const char *name,
				enum unit_kind *kind);

/* The kinds of SERVICE's units that the set has. */
unsigned present_kinds(const struct checker *c, const char *service);

/*
 * The path of a socket file behind the run directory, such as
 * "libvirt/virtqemud-sock"; NULL if LISTEN is no path in a run directory.
 */
const char *run_path(const struct checker *c, const char *listen);

/* Whether the values of UNIT, one of a daemon, can be judged. */
bool has_values(const struct unit *unit);

/* Whether UNIT is a socket, not a service. */
bool is_socket(const struct unit *unit);

/* Whether UNIT's daemon cannot run together with libvirtd. */
bool excludes_libvirtd(const struct checker *c, const struct unit *unit);

/* Set enabled and disabled of the units to what scriptlets and links do. */
void find_scripted(struct checker *c);

/* The rules. A unit rule is called for units of daemons only. */
void rule_unit_file(struct checker *c, struct unit *unit);
void rule_unit_dir(struct checker *c, struct unit *unit);
void rule_unit_mode(struct checker *c, struct unit *unit);
void rule_binds_to(struct checker *c, struct unit *unit);
void rule_also_siblings(struct checker *c, struct unit *unit);
void rule_also_foreign(struct checker *c, struct unit *unit);
void rule_libvirtd_conflict(struct checker *c, struct unit *unit);
void rule_listen_stream(struct checker *c, struct unit *unit);
void rule_socket_mode(struct checker *c, struct unit *unit);
void rule_service_missing(struct checker *c, struct unit *unit);
void rule_not_enabled(struct checker *c, struct unit *unit);
void rule_not_disabled(struct checker *c, struct unit *unit);
void rule_inet_enabled(struct checker *c, struct unit *unit);
void rule_socket_changed(struct checker *c, struct unit *unit);

void rule_scriptlet_macro(struct checker *c, const struct package *package);
void rule_socket_restart(struct checker *c, const struct package *package);
void rule_families_mixed(struct checker *c, const struct package *package);
void rule_half_enabled(struct checker *c, const struct package *package);
void rule_unit_masked(struct checker *c, const struct package *package);
void rule_placeholder(struct checker *c, const struct package *package);

void rule_trio_incomplete(struct checker *c);
void rule_listen_shared(struct checker *c);

#endif
