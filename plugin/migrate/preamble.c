/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What our macros need in the preamble of a spec file. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "migrate/claim.h"
#include "migrate/steps.h"

#define PACKAGE "virtd-socket-rpm-macros"

/* The length of the tag that line I begins with, or 0. */
static size_t tag_length(const struct spec *spec, size_t i)
{
	const char *text = spec->lines[i].text;
	size_t len = 0;

	while (isalnum((unsigned char)text[len]))
		len++;
	return spec->lines[i].kind == LINE_TEXT && spec->lines[i].span > 0 &&
			       spec->lines[i].branch == 0 && text[len] == ':'
		       ? len
		       : 0;
}

static bool is_tag(const struct spec *spec, size_t i, const char *name)
{
	size_t len = tag_length(spec, i);

	return len == strlen(name) &&
	       strncasecmp(spec->lines[i].text, name, len) == 0;
}

/* Whether a line of the preamble has TEXT. */
static bool has(const struct spec *spec, const char *text)
{
	for (size_t i = 0; i < spec->sections[0].end; i++)
		if (strstr(spec->lines[i].text, text) != NULL)
			return true;
	return false;
}

/*
 * The line to put BuildRequires: behind: the first that wants systemd's
 * macros, else the last BuildRequires:, else the last tag.
 */
static size_t find_place(const struct spec *spec, bool *like)
{
	size_t tag = 0, place = 0;

	for (size_t i = 0; i < spec->sections[0].end; i++) {
		if (tag_length(spec, i) > 0)
			tag = i;
		if (!is_tag(spec, i, "BuildRequires"))
			continue;
		place = i;
		if (strstr(spec->lines[i].text, "systemd") != NULL)
			break;
	}
	*like = place > 0;
	return *like ? place : tag;
}

static void add_requires(const struct migration *m, struct edits *edits)
{
	const struct spec *spec = m->spec;
	static const char tag[] = "BuildRequires:";
	const char *text, *space = "  ";
	int n = 2;
	bool like;
	size_t i;

	if (has(spec, PACKAGE))
		return;
	i = find_place(spec, &like);
	text = spec->lines[i].text;
	if (like) {
		space = text + sizeof(tag) - 1;
		n = (int)strspn(space, " \t");
	}
	edits_insert(edits, i + spec->lines[i].span, "%s%.*s%s", tag, n, space,
		     PACKAGE);
}

static void add_style(const struct migration *m, struct edits *edits)
{
	const struct spec *spec = m->spec;
	size_t i = 0;

	while (i < spec->sections[0].end && !is_tag(spec, i, "Name") &&
	       !is_tag(spec, i, "Summary"))
		i++;
	if (i == spec->sections[0].end)
		i = 0;
	edits_insert(edits, i, "%%global virtd_socket_style posttrans");
	edits_insert(edits, i, "%s", "");
}

void migrate_preamble(const struct migration *m, struct edits *edits)
{
	unsigned schemes = 0;
	bool any = false;

	for (size_t i = 0; i < m->n_claims; i++) {
		if (!claim_goes(&m->claims[i]))
			continue;
		any = true;
		schemes |= m->claims[i].schemes;
	}
	if (any)
		add_requires(m, edits);
	if (schemes & SCHEME_LIBVIRT && !m->posttrans)
		add_style(m, edits);
}
