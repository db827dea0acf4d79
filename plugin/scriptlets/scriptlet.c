/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units, in which order, in which style, go into which scriptlet. */
#include <stdlib.h>
#include <string.h>

#include "scriptlets/pieces.h"

static const char *const style_names[N_STYLES] = {
	[STYLE_SYSTEMD] = "systemd",
	[STYLE_SUSE] = "suse",
	[STYLE_POSTTRANS] = "posttrans",
};

static const char *const section_names[N_SECTIONS] = {
	[SECTION_PRE] = "pre",
	[SECTION_POST] = "post",
	[SECTION_PREUN] = "preun",
	[SECTION_POSTUN] = "postun",
	[SECTION_POSTTRANS] = "posttrans",
};

const char *section_name(enum section section)
{
	return section_names[section];
}

static bool parse(const char *name, const char *const names[], int n,
		  int *found)
{
	for (*found = 0; *found < n; ++*found)
		if (strcmp(name, names[*found]) == 0)
			return true;
	return false;
}

bool style_parse(const char *name, enum style *style)
{
	int found;
	bool ok = parse(name, style_names, N_STYLES, &found);

	if (ok)
		*style = found;
	return ok;
}

bool section_parse(const char *name, enum section *section)
{
	int found;
	bool ok = parse(name, section_names, N_SECTIONS, &found);

	if (ok)
		*section = found;
	return ok;
}

static void put_unit(const struct scriptlet *s, enum unit_kind kind,
		     const char *separator, FILE *out)
{
	char buf[UNIT_NAME_LEN + 1];

	fprintf(out, "%s%s", separator,
		unit_name(s->daemon->service, kind, buf));
}

static void put_sockets(const struct scriptlet *s, unsigned kinds,
			const char *separator, FILE *out)
{
	for (int k = 0; k < N_SOCKET_KINDS; k++)
		if (s->daemon->kinds & kinds & KIND_BIT(k)) {
			put_unit(s, k, separator, out);
			separator = " ";
		}
}

static void put_service(const struct scriptlet *s, FILE *out)
{
	put_unit(s, KIND_SERVICE, "", out);
}

static void put_main(const struct scriptlet *s, FILE *out)
{
	put_unit(s, KIND_MAIN, "", out);
}

static void put_all_sockets(const struct scriptlet *s, FILE *out)
{
	put_sockets(s, KINDS_SOCKETS, "", out);
}

static void put_install(const struct scriptlet *s, FILE *out)
{
	put_sockets(s, s->enable, "", out);
}

/* Whether the package has the service. */
static bool has_service(const struct scriptlet *s)
{
	return s->part != PART_SOCKETS;
}

static void put_all(const struct scriptlet *s, FILE *out)
{
	if (has_service(s))
		put_service(s, out);
	put_sockets(s, KINDS_SOCKETS, has_service(s) ? " " : "", out);
}

static void put_remove(const struct scriptlet *s, FILE *out)
{
	put_all_sockets(s, out);
	if (has_service(s))
		put_unit(s, KIND_SERVICE, s->daemon->kinds != 0 ? " " : "",
			 out);
}

static void put_presets(const struct scriptlet *s, FILE *out)
{
	const char *separator = "";

	for (int k = 0; k < N_UNIT_KINDS; k++) {
		if (k == KIND_SERVICE ? !has_service(s)
				      : !(s->daemon->kinds & KIND_BIT(k)))
			continue;
		fprintf(out, "%spreset-", separator);
		put_unit(s, k, "", out);
		separator = " ";
	}
}

static void put_unitdir(const struct scriptlet *s, FILE *out)
{
	fputs(s->unitdir, out);
}

static void put_state(const struct scriptlet *s, FILE *out)
{
	fputs(s->statedir, out);
}

static const struct word {
	const char *name;
	void (*put)(const struct scriptlet *s, FILE *out);
} words[] = {
	{"{sockets}", put_all_sockets},
	{"{main}", put_main},
	{"{install}", put_install},
	{"{service}", put_service},
	{"{all}", put_all},
	{"{remove}", put_remove},
	{"{presets}", put_presets},
	{"{unitdir}", put_unitdir},
	{"{state}", put_state},
};

/* The word that TEXT starts with, or NULL. */
static const struct word *find_word(const char *text)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(text, words[i].name, strlen(words[i].name)) == 0)
			return &words[i];
	return NULL;
}

static void put_text(const struct scriptlet *s, const char *text, FILE *out)
{
	while (*text != '\0') {
		const struct word *word = *text == '{' ? find_word(text) : NULL;

		if (word == NULL) {
			fputc(*text++, out);
			continue;
		}
		word->put(s, out);
		text += strlen(word->name);
	}
}

static bool applies(const struct piece *p, const struct scriptlet *s,
		    enum section section)
{
	return p->section == section && p->styles & 1u << s->style &&
	       p->parts & 1u << s->part &&
	       p->upgrades & 1u << s->daemon->upgrade;
}

void scriptlet_each(const struct scriptlet *scriptlet, enum section section,
		    void (*each)(void *ctx, const char *condition,
				 const char *text),
		    void *ctx)
{
	struct scriptlet s = *scriptlet;

	if (s.part == PART_DAEMON && s.daemon->kinds == 0)
		s.part = PART_SERVICE;
	for (size_t i = 0; i < scriptlet_n_pieces; i++) {
		const struct piece *p = &scriptlet_pieces[i];
		char *text = NULL;
		size_t size;
		FILE *out;

		if (!applies(p, &s, section))
			continue;
		out = open_memstream(&text, &size);
		if (out == NULL)
			abort();
		put_text(&s, p->text, out);
		fclose(out);
		each(ctx, p->condition, text);
		free(text);
	}
}

bool scriptlet_may_need(const struct scriptlet *scriptlet, enum section section)
{
	for (size_t i = 0; i < scriptlet_n_pieces; i++)
		if (applies(&scriptlet_pieces[i], scriptlet, section))
			return true;
	return false;
}
