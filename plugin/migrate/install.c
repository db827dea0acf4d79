/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Sockets that %install copies by hand, by our macro. */
#include <stdlib.h>
#include <string.h>

#include "migrate/migration.h"
#include "base/words.h"

static const char *const commands[] = {
	"install",	"cp",	      "/usr/bin/install", "/usr/bin/cp",
	"%{__install}", "%__install", "%{__cp}",	  "%__cp",
};

static const char *const roots[] = {
	"%{buildroot}",
	"%buildroot",
	"$RPM_BUILD_ROOT",
	"${RPM_BUILD_ROOT}",
};

/* Collects the sockets of one daemon. */
struct copied {
	size_t daemon;
	unsigned kinds;
	bool foreign;
};

static void put(void *ctx, size_t daemon, unsigned kinds)
{
	struct copied *c = ctx;

	if (daemon == c->daemon)
		c->kinds |= kinds;
	else
		c->foreign = true;
}

/*
 * The socket of DAEMON that the words of a command copy into the build root,
 * as a bit; 0 if they do not, or do more.
 */
static unsigned copied_socket(struct migration *m, size_t daemon, ARGV_t words)
{
	struct copied c = {.daemon = daemon};
	int n = argvCount(words);
	const char *path, *unit;

	if (n < 3 || !WORDS_HAVE(commands, words[0]))
		return 0;
	for (int i = 1; i < n - 1; i++)
		if (strpbrk(words[i], ";|&<>`\\()*?") != NULL)
			return 0;
	path = WORDS_BEHIND(roots, words[n - 1]);
	unit = path != NULL ? migrate_unit_in(path) : NULL;
	if (unit == NULL || strpbrk(unit, "{*?[") != NULL ||
	    migrate_units(m, unit, put, &c) != NULL || c.foreign)
		return 0;
	return c.kinds & KINDS_SOCKETS;
}

/* The same for line I; 0 if it has no socket of DAEMON, *OTHER if it has. */
static unsigned read_copy(struct migration *m, size_t daemon, size_t i,
			  bool *other)
{
	const struct daemon *d = &m->daemons[daemon];
	char *text = spec_joined(m->spec, i), *found;
	ARGV_t words = NULL;
	unsigned kind = 0;

	*other = false;
	found = *spec_trimmed(m->spec, i) != '#' ? strstr(text, d->service)
						 : NULL;
	if (found != NULL) {
		argvSplit(&words, text, SPEC_BLANK);
		kind = copied_socket(m, daemon, words);
		argvFree(words);
		*other = kind == 0 && strstr(found, ".socket") != NULL &&
			 migrate_named(m, found) == d &&
			 (strstr(text, "unitdir") != NULL ||
			  strstr(text, "systemd/system/") != NULL);
	}
	free(text);
	return kind;
}

static bool is_install(const struct spec *spec, size_t i)
{
	return spec->sections[spec->lines[i].section].part == PART_INSTALL &&
	       spec->lines[i].kind == LINE_TEXT && spec->lines[i].span > 0;
}

/* What %install does for the sockets of one daemon. */
struct copies {
	unsigned kinds;
	size_t first;
	size_t other; /* a line that we cannot read, or 0 */
	bool conditions;
};

static void find_copies(struct migration *m, size_t daemon, struct copies *c)
{
	const struct spec *spec = m->spec;

	*c = (struct copies){0};
	for (size_t i = 0; i < spec->n_lines; i++) {
		unsigned kind;
		bool other;

		if (!is_install(spec, i) || edits_deleted(m->edits, i))
			continue;
		kind = read_copy(m, daemon, i, &other);
		if (other && c->other == 0)
			c->other = i;
		if (kind == 0)
			continue;
		if (c->kinds == 0)
			c->first = i;
		c->conditions |=
			spec->lines[i].branch != spec->lines[c->first].branch;
		c->kinds |= kind;
	}
}

/* Put our macro in place of the copies. */
static void replace(struct migration *m, const struct claim *claim,
		    const struct copies *c)
{
	const struct mention *call = migrate_first_call(claim);
	const struct spec *spec = m->spec;
	char *owner;
	bool other;

	for (size_t i = c->first; i < spec->n_lines; i++) {
		if (!is_install(spec, i) ||
		    read_copy(m, claim->daemon, i, &other) == 0)
			continue;
		edits_delete(m->edits, i, m->spec->lines[i].span);
	}
	owner = spec_owner(&spec->sections[spec->lines[call->line].section]);
	edits_insert(m->edits, c->first, "%%virtd_socket%s %s%s", owner,
		     claim->options, migrate_name(m, claim->daemon));
	free(owner);
	migrate_note(m, c->first,
		     "the sockets of %s come from virtd-socket from now on, "
		     "not from files of the package",
		     m->daemons[claim->daemon].service);
}

void migrate_install(struct migration *m, const struct claim *claim)
{
	struct copies c;

	find_copies(m, claim->daemon, &c);
	if (c.other != 0)
		migrate_leave(m, c.other, "it is no plain copy of one socket");
	else if (c.kinds != 0 && c.kinds != claim->kinds)
		migrate_leave(m, c.first,
			      "not all sockets of the daemon are copied so");
	else if (c.conditions)
		migrate_leave(m, c.first,
			      "other sockets of the daemon are copied under "
			      "other conditions");
	else if (c.kinds != 0)
		replace(m, claim, &c);
}
