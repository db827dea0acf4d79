/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What lists, commands and scripts of debian/ say of what packages have. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "migrate/deb_source.h"

/* Different patterns that are told apart. */
#define MAX_DOUBTS 64

#define DOUBT "its variables and patterns may stand for units of the daemon"

/*
 * Leave all claims for DAEMON because of WHY, which E has. Returns whether
 * there are any.
 */
static bool leave_claims(struct debian *debian, size_t daemon,
			 const struct deb_entry *e, const char *why)
{
	size_t first = deb_first_claim(debian, daemon), i;
	bool told = false;

	for (i = first;
	     i < debian->n_claims && debian->claims[i].daemon == daemon; i++) {
		/* one warning for all */
		if (!told && !debian->claims[i].left) {
			deb_leave(debian, &debian->claims[i], e->file, e->line,
				  why);
			told = true;
		}
		debian->claims[i].left = true;
	}
	return i > first;
}

/* The same; without any, DAEMON is named once, as one of MENTIONED. */
static void leave_all(struct debian *debian, size_t daemon,
		      const struct deb_entry *e, const char *why,
		      bool *mentioned)
{
	if (mentioned[daemon])
		return;
	mentioned[daemon] = true;
	if (!leave_claims(debian, daemon, e, why))
		notes_leave(debian->files[e->file].notes, e->line,
			    debian->daemons.list[daemon].service, why);
}

/* What a command says of one unit. */
static void read_command(struct debian *debian, const struct deb_entry *e,
			 const struct deb_word *w, bool *mentioned)
{
	struct deb_claim *c = deb_claim(debian, e->package, w->daemon);

	if (e->why != NULL) {
		leave_all(debian, w->daemon, e, e->why, mentioned);
		return;
	}
	if (c == NULL) {
		leave_all(debian, w->daemon, e,
			  "the package has no sockets of the daemon",
			  mentioned);
		return;
	}
	c->scripted |= w->kinds;
	if (w->kinds & KIND_BIT(KIND_MAIN))
		c->says |= e->says & (DEB_NO_ENABLE | DEB_NO_START);
	if (w->kinds & KIND_BIT(KIND_SERVICE))
		c->says |= e->says & DEB_NO_RESTART;
}

/* What is known of a package, or of all. */
struct package {
	size_t first;			/* claim; NONE: none, or all */
	size_t doubts;			/* different ones */
	bool called;			/* for all its units */
	unsigned says;			/* those calls */
	const struct deb_entry *keeper; /* one that cannot go, or NULL */
};

/* What the entries say of all claims, in their order. */
struct reading {
	struct debian *debian;
	const struct deb_entry *entry;
	bool *mentioned;	  /* daemons that are left as a whole */
	struct package *packages; /* each, then what is for all */
	size_t *next;		  /* claim of the same package, or NONE */
	rpmstrPool doubts;	  /* that were read */
};

/* Whether other text than a command, E, may do something to the unit W. */
static bool matters(const struct deb_entry *e, const struct deb_word *w)
{
	return e->acts || e->package != NONE || w->kinds & KINDS_SOCKETS;
}

static void leave_doubt(void *ctx, size_t daemon, unsigned kinds)
{
	struct reading *r = ctx;

	(void)kinds;
	leave_claims(r->debian, daemon, r->entry, DOUBT);
}

/* Leave what PATTERN may mean. After many others it may mean all. */
static void read_doubt(struct reading *r, const char *pattern)
{
	size_t package = r->entry->package;
	struct package *p =
		&r->packages[package != NONE ? package : r->debian->n_packages];
	const struct daemons *daemons = &r->debian->daemons;
	char *key = NULL;

	if (p->doubts > MAX_DOUBTS)
		pattern = "*";
	rasprintf(&key, "%zu %s", package + 1, pattern);
	if (rpmstrPoolId(r->doubts, key, 0) == 0) {
		p->doubts++;
		rpmstrPoolId(r->doubts, key, 1);
		if (package == NONE)
			daemons_pattern(&r->debian->daemons, pattern,
					leave_doubt, r);
		for (size_t i = p->first; i != NONE; i = r->next[i])
			if (daemons_match(daemons, r->debian->claims[i].daemon,
					  pattern) != 0)
				deb_leave(r->debian, &r->debian->claims[i],
					  r->entry->file, r->entry->line,
					  DOUBT);
	}
	free(key);
}

/* What the word W of text, no command, says. */
static void read_text(struct reading *r, const struct deb_word *w)
{
	const struct deb_entry *e = r->entry;

	if (w->pattern != NULL)
		read_doubt(r, w->pattern);
	else if (w->daemon != NONE && matters(e, w))
		leave_all(r->debian, w->daemon, e, e->why, r->mentioned);
}

/* What a list of files, or a file, says of one unit. */
static void read_file(struct debian *debian, const struct deb_entry *e,
		      const struct deb_word *w)
{
	struct deb_claim *c = deb_claim(debian, e->package, w->daemon);

	if (c == NULL)
		return;
	c->listed |= w->kinds & KINDS_SOCKETS;
	if (e->why != NULL)
		deb_leave(debian, c, e->file, e->line, e->why);
}

/* What a call for all units of a package, or of all packages, says. */
static void read_call(struct reading *r)
{
	const struct deb_entry *e = r->entry;
	struct package *call =
		&r->packages[e->package != NONE ? e->package
						: r->debian->n_packages];

	call->called = true;
	call->says |= e->says;
	if (e->why != NULL && e->says != 0 && call->keeper == NULL)
		call->keeper = e;
}

static void read_entry(struct reading *r)
{
	const struct deb_entry *e = r->entry;

	if (e->what == DEB_COMMAND && e->n == 0)
		read_call(r);
	for (size_t i = 0; i < e->n; i++) {
		const struct deb_word *w = &e->words[i];

		if (e->what == DEB_TEXT)
			read_text(r, w);
		else if (w->daemon != NONE && e->what == DEB_COMMAND)
			read_command(r->debian, e, w, r->mentioned);
		else if (w->daemon != NONE)
			read_file(r->debian, e, w);
	}
}

/* Add to C what CALL, which is for all units, says. */
static void add_call(struct debian *debian, struct deb_claim *c,
		     const struct package *call)
{
	if (!call->called)
		return;
	c->scripted |= c->listed;
	c->says |= call->says;
	if (call->keeper != NULL)
		deb_leave(debian, c, call->keeper->file, call->keeper->line,
			  call->keeper->why);
}

static void begin(struct reading *r, struct debian *debian)
{
	size_t n = debian->n_packages + 1;

	*r = (struct reading){.debian = debian, .doubts = rpmstrPoolCreate()};
	r->mentioned = rcalloc(debian->daemons.n + 1, sizeof(*r->mentioned));
	r->packages = rcalloc(n, sizeof(*r->packages));
	r->next = rcalloc(debian->n_claims + 1, sizeof(*r->next));
	for (size_t i = 0; i < n; i++)
		r->packages[i].first = NONE;
	for (size_t i = debian->n_claims; i-- > 0;) {
		struct package *p = &r->packages[debian->claims[i].package];

		r->next[i] = p->first;
		p->first = i;
	}
}

void deb_judge(struct debian *debian)
{
	struct reading r;

	begin(&r, debian);
	for (size_t i = 0; i < debian->n_entries; i++) {
		r.entry = &debian->entries[i];
		read_entry(&r);
	}
	for (size_t i = 0; i < debian->n_claims; i++) {
		struct deb_claim *c = &debian->claims[i];

		add_call(debian, c, &r.packages[c->package]);
		add_call(debian, c, &r.packages[debian->n_packages]);
	}
	rpmstrPoolFree(r.doubts);
	free(r.next);
	free(r.packages);
	free(r.mentioned);
}
