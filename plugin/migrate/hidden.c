/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Text of the spec that stands in other files, or that its macros make. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/text.h"
#include "migrate/hidden.h"

static const char makes[] = "it makes sections that virtd-socket does not see";

struct hidden {
	struct migration *m;
	rpmstrPool makers; /* macros that make sections with sockets */
};

/* All units of PACKAGE may be in what LINE stands for. */
static void doubt(struct migration *m, size_t line, size_t package,
		  const char *why)
{
	GROW(m->doubts, m->n_doubts);
	m->doubts[m->n_doubts++] = (struct doubt){
		.line = line,
		.package = package,
		.pattern = rstrdup("*"),
		.why = why,
	};
}

/* Whether TEXT has a macro that IS knows. */
static bool has_macro(const struct hidden *h, const char *text,
		      bool (*is)(const struct hidden *h, const char *name,
				 size_t len))
{
	while ((text = strchr(text, '%')) != NULL) {
		size_t len;

		text++;
		text += *text == '{';
		text += strspn(text, "?!");
		len = strspn(text, SPEC_IDENTIFIER);
		if (len > 0 && is(h, text, len))
			return true;
	}
	return false;
}

static bool is_section(const struct hidden *h, const char *name, size_t len)
{
	char *own = copy_text(name, len);
	enum section script;
	bool is = strcmp(own, "files") == 0 || section_parse(own, &script);

	(void)h;
	free(own);
	return is;
}

static bool is_maker(const struct hidden *h, const char *name, size_t len)
{
	return rpmstrPoolIdn(h->makers, name, len, 0) != 0;
}

/* Whether TEXT makes sections with sockets. */
static bool has_sections(const struct hidden *h, const char *text)
{
	return has_macro(h, text, is_maker) ||
	       (strstr(text, ".socket") != NULL &&
		has_macro(h, text, is_section));
}

/* Take line I, no header and no condition, with those joined to it. */
static void read_line(const struct hidden *h, size_t i)
{
	const struct spec *spec = h->m->spec;
	char *text;
	size_t len;
	const char *name = spec_macros_defined(spec->lines[i].text, &len);

	if (name == NULL && strchr(spec->lines[i].text, '%') == NULL)
		return;
	text = spec_joined(spec, i);
	if (!has_sections(h, text))
		;
	else if (name != NULL)
		rpmstrPoolIdn(h->makers, name, len, 1);
	else if (strstr(text, "%{lua:") != NULL || has_macro(h, text, is_maker))
		doubt(h->m, i, spec->n_packages, makes);
	free(text);
}

/* Whether S is no text for people, in which a file changes nothing. */
static bool is_code(const struct spec *spec, const struct spec_section *s)
{
	const char *text = spec->lines[s->header].text;

	return s->part != PART_PREAMBLE &&
	       spec_macro(text, "description") == NULL &&
	       spec_macro(text, "changelog") == NULL;
}

void hidden_find(struct migration *m)
{
	const struct spec *spec = m->spec;
	struct hidden h = {m, rpmstrPoolCreate()};

	for (size_t i = 0; i < spec->n_sections; i++) {
		const struct spec_section *s = &spec->sections[i];

		if (s->part == PART_SCRIPT && s->list)
			doubt(m, s->header, s->package,
			      "its file has more of it");
	}
	for (size_t i = 0; i < spec->n_lines; i++) {
		const struct spec_line *line = &spec->lines[i];
		const struct spec_section *s = &spec->sections[line->section];

		if (line->span == 0 || line->kind == LINE_HEADER ||
		    line->kind == LINE_CONDITION ||
		    *spec_trimmed(spec, i) == '#')
			continue;
		if (is_code(spec, s) &&
		    spec_macro(spec_trimmed(spec, i), "include") != NULL)
			doubt(m, i, spec->n_packages,
			      "what the file has is not seen");
		read_line(&h, i);
	}
	rpmstrPoolFree(h.makers);
}

void hidden_tell(const struct migration *m)
{
	for (size_t i = 0; i < m->daemons.n; i++)
		if (m->owners[i] != NONE)
			return;
	for (size_t i = 0; i < m->n_doubts; i++)
		if (m->doubts[i].why == makes)
			notes_add(m->notes, m->doubts[i].line, "%s: %s", makes,
				  spec_trimmed(m->spec, m->doubts[i].line));
}
