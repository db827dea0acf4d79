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

/*
 * Leave all claims for DAEMON because of WHY, which E has. Without any, one of
 * MENTIONED daemons is named once.
 */
static void leave_all(struct debian *debian, size_t daemon,
		      const struct deb_entry *e, const char *why,
		      bool *mentioned)
{
	const struct deb_claim *end = debian->claims + debian->n_claims;
	bool any = false;

	for (struct deb_claim *c = deb_first_claim(debian, daemon);
	     c < end && c->daemon == daemon; c++) {
		any = true;
		deb_leave(debian, c, e->file, e->line, why);
	}
	if (!any && !mentioned[daemon])
		notes_leave(debian->files[e->file].notes, e->line,
			    debian->daemons.list[daemon].service, why);
	mentioned[daemon] = true;
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

/* All calls that are for all units of a package. */
struct call {
	bool any;
	unsigned says;
	const struct deb_entry *keeper; /* that cannot go, or NULL */
};

/* What the entries say of all claims, in their order. */
struct reading {
	struct debian *debian;
	const struct deb_entry *entry;
	bool *mentioned;    /* daemons that no package has */
	struct call *calls; /* of each package, then of all */
	rpmstrPool doubts;  /* that were read */
};

/* Whether other text than a command, E, may do something to the unit W. */
static bool matters(const struct deb_entry *e, const struct deb_word *w)
{
	return e->acts || e->package != NONE || w->kinds & KINDS_SOCKETS;
}

static void leave_doubt(void *ctx, size_t daemon, unsigned kinds)
{
	struct reading *r = ctx;
	const struct deb_entry *e = r->entry;
	const struct deb_claim *end = r->debian->claims + r->debian->n_claims;

	(void)kinds;
	for (struct deb_claim *c = deb_first_claim(r->debian, daemon);
	     c < end && c->daemon == daemon; c++)
		if (e->package == NONE || e->package == c->package)
			deb_leave(r->debian, c, e->file, e->line,
				  "its variables and patterns may stand for "
				  "units "
				  "of the daemon");
}

/* Leave what PATTERN may mean. After many others it may mean all. */
static void read_doubt(struct reading *r, const char *pattern)
{
	char *key = NULL;

	if (rpmstrPoolNumStr(r->doubts) > MAX_DOUBTS)
		pattern = "*";
	rasprintf(&key, "%zu %s", r->entry->package + 1, pattern);
	if (rpmstrPoolId(r->doubts, key, 0) == 0)
		daemons_pattern(&r->debian->daemons, pattern, leave_doubt, r);
	rpmstrPoolId(r->doubts, key, 1);
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
	struct call *call =
		&r->calls[e->package != NONE ? e->package
					     : r->debian->n_packages];

	call->any = true;
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
		     const struct call *call)
{
	if (!call->any)
		return;
	c->scripted |= c->listed;
	c->says |= call->says;
	if (call->keeper != NULL)
		deb_leave(debian, c, call->keeper->file, call->keeper->line,
			  call->keeper->why);
}

void deb_judge(struct debian *debian)
{
	struct reading r = {.debian = debian};

	r.mentioned = rcalloc(debian->daemons.n + 1, sizeof(*r.mentioned));
	r.calls = rcalloc(debian->n_packages + 1, sizeof(*r.calls));
	r.doubts = rpmstrPoolCreate();
	for (size_t i = 0; i < debian->n_entries; i++) {
		r.entry = &debian->entries[i];
		read_entry(&r);
	}
	for (size_t i = 0; i < debian->n_claims; i++) {
		struct deb_claim *c = &debian->claims[i];

		add_call(debian, c, &r.calls[c->package]);
		add_call(debian, c, &r.calls[debian->n_packages]);
	}
	rpmstrPoolFree(r.doubts);
	free(r.calls);
	free(r.mentioned);
}
