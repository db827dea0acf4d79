/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What must be true of every claim that is migrated. */
#include <string.h>

#include "migrate/claim.h"
#include "migrate/conditions.h"
#include "migrate/daemons.h"
#include "migrate/judge.h"

/* So many texts that cannot be known are looked at for each claim. */
#define MAX_DOUBTS 16

bool judge_leave(const struct migration *m, struct claim *c, size_t line,
		 const char *why)
{
	notes_leave(m->notes, line, m->daemons.list[c->daemon].service, why);
	c->left = true;
	return false;
}

/* Scriptlets of the package do nothing for the daemon that we do not know. */
static bool check_text(const struct migration *m, struct claim *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);

		if (e->place == PLACE_SCRIPT)
			return judge_leave(m, c, e->line, e->why);
	}
	return true;
}

bool judge_doubts(const struct migration *m, struct claim *c, size_t package,
		  unsigned kinds)
{
	size_t i = m->packages[package].doubts, n = 0;

	for (; i != NONE; i = m->doubts[i].next)
		if (++n > MAX_DOUBTS || daemons_match(&m->daemons, c->daemon,
						      m->doubts[i].pattern) &
						kinds)
			return judge_leave(m, c, m->doubts[i].line,
					   m->doubts[i].why);
	return true;
}

/* No shell command would be left without what is in it. */
static bool check_shell(const struct migration *m, struct claim *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);

		if (e->place == PLACE_CALL &&
		    (e->bound ||
		     (e->depth > 0 && e->macro->does != DOES_RESTART)))
			return judge_leave(m, c, e->line,
					   "it stands inside a shell command");
	}
	return true;
}

/* Whether D, of the macro NAME, is only for where there is none. */
static bool is_fallback(const struct spec *spec,
			const struct spec_definition *d, const char *name)
{
	const struct spec_branch *branch = &spec->branches.list[d->branch];

	/* "%{!?NAME: %define NAME ...}" */
	return spec->lines[d->line].kind != LINE_MACRO ||
	       (d->branch != 0 &&
		strstr(spec->lines[branch->line].text, name) != NULL);
}

/* The line where the spec defines the macro of E itself, or NONE. */
static size_t find_own(const struct spec *spec, const struct entry *e)
{
	const char *name = e->macro->name;
	const struct spec_definition *list = spec_macros_find(
		spec->macros, name, strlen(name), e->line, &(size_t){0});

	return list == NULL || is_fallback(spec, list, name) ? NONE
							     : list->line;
}

/* The calls are of macros that we know. */
static bool check_macros(const struct migration *m, struct claim *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct entry *e = claim_entry(m, c, i);
		size_t line = NONE;

		if (e->place == PLACE_CALL &&
		    e->macro->scheme & (SCHEME_SYSTEMD | SCHEME_SUSE))
			line = find_own(m->spec, e);
		if (line != NONE)
			return judge_leave(m, c, line,
					   "this spec has a macro of its own "
					   "by that name");
	}
	return true;
}

bool judge_scriptlets(const struct migration *m, struct claim *c)
{
	return check_text(m, c) && judge_doubts(m, c, c->package, ~0u) &&
	       check_macros(m, c) && check_shell(m, c);
}

static const struct {
	enum scheme scheme;
	enum style style;
} styles[] = {
	{SCHEME_SYSTEMD, STYLE_SYSTEMD},
	{SCHEME_SUSE, STYLE_SUSE},
	{SCHEME_LIBVIRT, STYLE_POSTTRANS},
};

/* What CLAIM has of the daemon. */
static enum part part_of(const struct migration *m, const struct claim *c)
{
	if (c->role == ROLE_RESTARTER)
		return PART_ASK;
	if (c->daemon >= m->daemons.catalog->n)
		return PART_SERVICE;
	return c->service || c->kept ? PART_DAEMON : PART_SOCKETS;
}

/* Which sections our macros have something for. */
static void find_needed(const struct migration *m, struct claim *c)
{
	struct daemon d = m->daemons.list[c->daemon];
	struct scriptlet s = {.part = part_of(m, c), .daemon = &d};
	unsigned schemes = c->schemes;

	if (schemes & SCHEME_SYSTEMD && m->suse)
		schemes |= SCHEME_SUSE;
	if (c->role == ROLE_RESTARTER)
		schemes = SCHEME_ALL;
	else
		d.upgrade = c->upgrade;
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++) {
		s.style = styles[i].style;
		for (int k = 0; k < N_SECTIONS; k++)
			if (schemes & styles[i].scheme &&
			    scriptlet_may_need(&s, k))
				c->needed |= 1u << k;
	}
}

bool judge_package(const struct migration *m, struct claim *c)
{
	const struct package *p = &m->packages[c->package];
	const char *why;

	find_needed(m, c);
	if (p->odd != NONE)
		return judge_leave(
			m, c, p->odd,
			m->spec->sections[m->spec->lines[p->odd].section].odd);
	for (int k = 0; k < N_SECTIONS; k++)
		if (c->needed & 1u << k && p->programs[k] != NONE)
			return judge_leave(
				m, c, p->programs[k],
				"the macros need this section, too, and "
				"it is no shell script");
	if (p->files == NONE)
		return judge_leave(m, c, c->call, "its package has no %files");
	why = conditions_fault(m, c->branch, &m->spec->sections[p->section]);
	return why == NULL || judge_leave(m, c, c->call, why);
}
