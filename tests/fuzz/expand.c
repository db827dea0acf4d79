/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Fuzz target: template expansion. Pieces of an input: template, extra, the
 * values of @v@ and @w@, and the start of the units that Also= may name. No
 * value may change which lines and sections the unit has.
 */
#include <string.h>

#include "units/expand.h"
#include "fuzz.h"

enum { TEMPLATE, EXTRA, V, W, OWN, N_PIECES };

static bool variable(void *ctx, const char *name, size_t len,
		     const char **value)
{
	const struct piece *pieces = ctx;

	*value = NULL;
	REQUIRE(len > 0 && memchr(name, '@', len) == NULL && name[len] == '@');
	if (len == 1 && *name == 'v')
		*value = pieces[V].text;
	else if (len == 1 && *name == 'w')
		*value = pieces[W].text;
	return len != 4 || strncmp(name, "fail", 4) != 0;
}

static bool keep_also(void *ctx, const char *name, size_t len)
{
	const struct piece *pieces = ctx;

	REQUIRE(len > 0 && strcspn(name, " \t\n\\") == len);
	return len >= pieces[OWN].size &&
	       strncmp(name, pieces[OWN].text, pieces[OWN].size) == 0;
}

static struct unitfile *parse(const char *file, const struct piece *piece)
{
	return unitfile_parse(file, piece->text, piece->size, unit_sections);
}

/*
 * Whether values can make another line of one: they start it, and with "#" it
 * is a comment; they follow a CR, and where they are empty it stands at the
 * end.
 */
static bool is_open(const struct unit_section *s)
{
	for (size_t i = 0; i < s->n_lines; i++)
		if (*s->lines[i].text == '@' ||
		    strchr(s->lines[i].text, '\r') != NULL)
			return true;
	return false;
}

/* The lines of the section IS (may be NULL) must be those of WAS. */
static void check_section(const struct unit_section *is,
			  const struct unit_section *was, bool all_kept)
{
	size_t n_is = is != NULL ? is->n_lines : 0,
	       n_was = was != NULL ? was->n_lines : 0;

	REQUIRE(n_is <= n_was);
	if (!all_kept)
		return;
	REQUIRE(n_is == n_was);
	for (size_t i = 0; i < n_is; i++)
		REQUIRE(unit_line_continues(&is->lines[i]) ==
			unit_line_continues(&was->lines[i]));
}

/* The unit at TEXT must have the sections and lines of TEMPLATE. */
static void check(const struct unitfile *template, const char *text,
		  size_t size, bool all_kept)
{
	struct unitfile *uf;

	for (size_t i = 0; i < template->n_sections; i++)
		if (is_open(&template->sections[i]))
			return;
	uf = unitfile_parse("result", text, size, unit_sections);
	REQUIRE(uf != NULL);
	for (const char *const *name = unit_sections; *name != NULL; name++)
		check_section(unitfile_section(uf, *name),
			      unitfile_section(template, *name), all_kept);
	unitfile_free(uf);
}

static void expand(const struct unitfile *template, struct piece *pieces)
{
	const struct expand_ops ops = {variable, keep_also, pieces};
	struct buffer out = {0};

	buffer_puts(&out, "");
	if (expand_unit(template, "x.socket", &ops, &out))
		check(template, out.text, out.len, pieces[OWN].size == 0);
	free(out.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct piece pieces[N_PIECES];
	struct unitfile *template, *extra;
	char *copy;

	fuzz_begin();
	copy = fuzz_cut(data, size, pieces, N_PIECES);
	template = parse("template", &pieces[TEMPLATE]);
	extra = parse("extra", &pieces[EXTRA]);
	if (template != NULL && extra != NULL)
		unitfile_merge(template, extra);
	if (template != NULL)
		expand(template, pieces);
	unitfile_free(template);
	unitfile_free(extra);
	free(copy);
	return 0;
}
