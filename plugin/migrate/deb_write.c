/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The files of debian/, with debian/PACKAGE.virtd-sockets. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/text.h"
#include "migrate/deb_source.h"

/* Strings of its own. */
struct names {
	char **list;
	size_t n;
};

static void names_add(struct names *names, char *name)
{
	GROW(names->list, names->n);
	names->list[names->n++] = name;
}

static void names_free(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->list[i]);
	free(names->list);
}

/* The claim that takes the place of W in E, or NULL. */
static const struct deb_claim *taker(const struct debian *debian,
				     const struct deb_entry *e,
				     const struct deb_word *w)
{
	const struct deb_claim *c;

	if (w->daemon == NONE || e->what == DEB_TEXT ||
	    (e->what != DEB_COMMAND && !(w->kinds & KINDS_SOCKETS)))
		return NULL;
	c = deb_claim(debian, e->package, w->daemon);
	return c != NULL && !c->left ? c : NULL;
}

/*
 * What the build installs and no package has any more: dh_missing(1) wants to
 * be told. W stands alone on its line of PACKAGE.install.
 */
static void leave_uninstalled(const struct debian *debian,
			      const struct deb_word *w, struct names *missing)
{
	static const char *const prefixes[] = {"debian/tmp/", "/"};
	const char *path = WORDS_BEHIND(prefixes, w->text), *slash;
	char unit[UNIT_NAME_LEN + 1];

	path = path != NULL ? path : w->text;
	slash = strrchr(path, '/');
	for (int k = 0; k < N_SOCKET_KINDS; k++) {
		char *line = NULL;

		if (!(w->kinds & KIND_BIT(k)))
			continue;
		rasprintf(&line, "%.*s%s", (int)(slash + 1 - path), path,
			  unit_name(debian->daemons.list[w->daemon].service, k,
				    unit));
		names_add(missing, line);
	}
}

/* Remove the file of debian/ that W of a line of PACKAGE.install copies. */
static void remove_source(struct debian *debian, const struct deb_word *w)
{
	static const char *const prefixes[] = {"debian/"};
	const char *name = WORDS_BEHIND(prefixes, w->text);
	struct deb_file *f = name != NULL ? deb_file(debian, name) : NULL;

	if (f == NULL)
		return;
	f->removed = true;
	edits_delete(f->edits, 0, f->n);
}

/* Remove the words of E that go. */
static void edit_line(struct debian *debian, const struct deb_entry *e,
		      struct names *missing)
{
	struct deb_file *f = &debian->files[e->file];
	char *text = NULL;
	size_t size, kept = 0;
	bool any = false;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		abort();
	fprintf(out, "%s%s", e->what == DEB_COMMAND ? "\t" : "", e->start);
	for (size_t i = 0; i < e->n; i++) {
		const struct deb_word *w = &e->words[i];
		bool goes = taker(debian, e, w) != NULL;
		const char *rest = goes ? w->rest : w->text;

		any |= goes;
		if (goes && e->what == DEB_INSTALL && *e->end == '\0')
			leave_uninstalled(debian, w, missing);
		if (goes && e->what == DEB_INSTALL && *e->end != '\0')
			remove_source(debian, w);
		if (rest != NULL)
			fprintf(out, "%s%s",
				kept++ > 0 || *e->start != '\0' ? " " : "",
				rest);
	}
	fprintf(out, "%s", e->end);
	fclose(out);
	if (any)
		edits_delete(f->edits, e->line, e->span);
	if (any && kept > 0)
		edits_insert(f->edits, e->line, "%s", text);
	free(text);
}

/* Remove the file of the unit that E is. */
static void edit_unit(struct debian *debian, const struct deb_entry *e)
{
	struct deb_file *f = &debian->files[e->file];

	if (taker(debian, e, e->words) == NULL)
		return;
	f->removed = true;
	edits_delete(f->edits, 0, f->n);
}

/* The name of the input file of dh_virtd_socket for PACKAGE; for free(). */
static char *input_name(const struct debian *debian, size_t package)
{
	char *name = NULL;

	rasprintf(&name, "%s.virtd-sockets", debian->packages[package].name);
	return name;
}

/* Add the line of C to the file of its package. */
static void add_daemon(struct debian *debian, const struct deb_claim *c)
{
	const struct daemon *d = &debian->daemons.list[c->daemon];
	char *name = input_name(debian, c->package), *sockets = NULL;
	struct deb_file *f = deb_file(debian, name);
	char driver[SERVICE_NAME_LEN + 1], kinds[40];

	free(name);
	rasprintf(&sockets, c->listed != d->kinds ? " --sockets=%s" : "%s",
		  c->listed != d->kinds ? kinds_format(c->listed, ',', kinds)
					: "");
	edits_insert(f->edits, f->n, "%s%s%s%s%s",
		     daemons_name(&debian->daemons, c->daemon, driver), sockets,
		     c->says & DEB_NO_ENABLE ? " --no-enable" : "",
		     c->says & DEB_NO_START ? " --no-start" : "",
		     c->says & DEB_NO_RESTART && d->upgrade == UPGRADE_RESTART
			     ? " --upgrade=none"
			     : "");
	free(sockets);
}

/* Make the files that get lines. Returns whether any claim goes. */
static bool make_files(struct debian *debian, bool missing)
{
	bool *seen = rcalloc(debian->n_packages + 1, sizeof(*seen));
	struct names names = {0};
	bool any = false;

	for (size_t i = 0; i < debian->n_claims; i++) {
		const struct deb_claim *c = &debian->claims[i];

		any |= !c->left;
		if (!c->left && !seen[c->package])
			names_add(&names, input_name(debian, c->package));
		seen[c->package] |= !c->left;
	}
	if (missing)
		names_add(&names, rstrdup("not-installed"));
	deb_files_make(debian, names.list, names.n);
	names_free(&names);
	free(seen);
	return any;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Add MISSING to not-installed, each where its place is. */
static void add_missing(struct debian *debian, struct names *missing)
{
	struct deb_file *f = deb_file(debian, "not-installed");
	size_t *places = rcalloc(missing->n, sizeof(*places)), place = f->n;

	qsort(missing->list, missing->n, sizeof(*missing->list), compare);
	for (size_t i = missing->n; i-- > 0;) {
		while (place > 0 &&
		       strcmp(f->lines[place - 1], missing->list[i]) > 0)
			place--;
		places[i] = place;
	}
	for (size_t i = 0; i < missing->n; i++) {
		const char *path = missing->list[i];

		if ((i == 0 || strcmp(missing->list[i - 1], path) != 0) &&
		    (places[i] == 0 ||
		     strcmp(f->lines[places[i] - 1], path) != 0))
			edits_insert(f->edits, places[i], "%s", path);
	}
	free(places);
}

void deb_write(struct debian *debian)
{
	struct names missing = {0};
	bool any;

	for (size_t i = 0; i < debian->n_entries; i++) {
		const struct deb_entry *e = &debian->entries[i];

		if (e->what == DEB_UNIT)
			edit_unit(debian, e);
		else if (e->what != DEB_TEXT)
			edit_line(debian, e, &missing);
	}
	any = make_files(debian, missing.n > 0);
	for (size_t i = 0; i < debian->n_claims; i++)
		if (!debian->claims[i].left)
			add_daemon(debian, &debian->claims[i]);
	if (missing.n > 0)
		add_missing(debian, &missing);
	names_free(&missing);
	if (!any)
		return;
	deb_depends(debian, "control");
	deb_depends(debian, "control.in");
}
