/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units, in which order, in which style, go into which scriptlet. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "scriptlets/pieces.h"
#include "scriptlets/scriptlet.h"

static void put_unit(const struct scriptlet *s, enum unit_kind kind,
		     const char *separator, struct buffer *out)
{
	char buf[UNIT_NAME_LEN + 1];

	buffer_puts(out, separator);
	buffer_puts(out, unit_name(s->daemon->service, kind, buf));
}

static void put_sockets(const struct scriptlet *s, unsigned kinds,
			const char *separator, struct buffer *out)
{
	for (int k = 0; k < N_SOCKET_KINDS; k++)
		if (s->daemon->kinds & kinds & KIND_BIT(k)) {
			put_unit(s, k, separator, out);
			separator = " ";
		}
}

static void put_service(const struct scriptlet *s, struct buffer *out)
{
	put_unit(s, KIND_SERVICE, "", out);
}

static void put_main(const struct scriptlet *s, struct buffer *out)
{
	put_unit(s, KIND_MAIN, "", out);
}

static void put_all_sockets(const struct scriptlet *s, struct buffer *out)
{
	put_sockets(s, KINDS_SOCKETS, "", out);
}

static void put_install(const struct scriptlet *s, struct buffer *out)
{
	put_sockets(s, s->enable, "", out);
}

/* Whether the package has the service. */
static bool has_service(const struct scriptlet *s)
{
	return s->part != PART_SOCKETS;
}

static void put_all(const struct scriptlet *s, struct buffer *out)
{
	if (has_service(s))
		put_service(s, out);
	put_sockets(s, KINDS_SOCKETS, has_service(s) ? " " : "", out);
}

static void put_remove(const struct scriptlet *s, struct buffer *out)
{
	put_all_sockets(s, out);
	if (has_service(s))
		put_unit(s, KIND_SERVICE, s->daemon->kinds != 0 ? " " : "",
			 out);
}

static void put_presets(const struct scriptlet *s, struct buffer *out)
{
	const char *separator = "";

	for (int k = 0; k < N_UNIT_KINDS; k++) {
		if (k == KIND_SERVICE ? !has_service(s)
				      : !(s->daemon->kinds & KIND_BIT(k)))
			continue;
		buffer_puts(out, separator);
		put_unit(s, k, "preset-", out);
		separator = " ";
	}
}

static void put_unitdir(const struct scriptlet *s, struct buffer *out)
{
	buffer_puts(out, s->unitdir);
}

static void put_state(const struct scriptlet *s, struct buffer *out)
{
	buffer_puts(out, s->statedir);
}

static const struct word {
	const char *name;
	void (*put)(const struct scriptlet *s, struct buffer *out);
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

static void put_text(const struct scriptlet *s, const char *text,
		     struct buffer *out)
{
	while (*text != '\0') {
		const struct word *word = *text == '{' ? find_word(text) : NULL;

		if (word == NULL) {
			buffer_put(out, text++, 1);
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
		struct buffer out = {0};

		if (!applies(p, &s, section))
			continue;
		put_text(&s, p->text, &out);
		each(ctx, p->condition, out.text);
		free(out.text);
	}
}

bool scriptlet_may_need(const struct scriptlet *scriptlet, enum section section)
{
	for (size_t i = 0; i < scriptlet_n_pieces; i++)
		if (applies(&scriptlet_pieces[i], scriptlet, section))
			return true;
	return false;
}
