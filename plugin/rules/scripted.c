/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What scriptlets and links of packages enable and disable. */
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/text.h"
#include "base/grow.h"
#include "rules/scripted.h"

/* What the scriptlets of one package do in one phase. */
struct spread {
	struct checker *c;
	const struct package *from;
	enum phase phase;
	struct scripted *scripted; /* the result */
	size_t *queue; /* units whose level is to be passed on to their Also= */
	size_t n;
	/* for each unit: what it has from this package */
	unsigned char *levels;
	size_t *touched; /* units with a level */
	size_t n_touched;
	struct {
		const char *pattern;
		unsigned char level;
	} * seen; /* patterns of this package */
	size_t n_seen;
};

static void raise_level(struct spread *s, size_t unit, unsigned char level)
{
	struct checker *c = s->c;
	struct scripted *scripted = &s->scripted[unit];

	if (s->levels[unit] >= level)
		return;
	if (s->levels[unit] == 0) {
		GROW(s->touched, s->n_touched);
		s->touched[s->n_touched++] = unit;
	}
	s->levels[unit] = level;
	GROW(s->queue, s->n);
	s->queue[s->n++] = unit;
	if (!requires_has(&c->requires, c->index.units[unit].package, s->from))
		scripted->other = s->from;
	else if (scripted->level < level)
		scripted->level = level;
}

/* Raise the level of the units called NAME. */
static void raise_name(struct spread *s, const char *name, unsigned char level)
{
	const struct unit_index *index = &s->c->index;

	for (size_t i = index_first(index, name);
	     i < index->n_units && strcmp(index->units[i].name, name) == 0; i++)
		raise_level(s, i, level);
}

/* Whether PATTERN and LEVEL are new; a package has few patterns. */
static bool is_new(struct spread *s, const char *pattern, unsigned char level)
{
	for (size_t i = 0; i < s->n_seen; i++)
		if (s->seen[i].pattern == pattern && s->seen[i].level == level)
			return false;
	GROW(s->seen, s->n_seen);
	s->seen[s->n_seen].pattern = pattern;
	s->seen[s->n_seen++].level = level;
	return true;
}

/* Raise the level of the units of daemons that match PATTERN. */
static void raise_matching(struct spread *s, const char *pattern,
			   unsigned char level)
{
	const struct unit_index *index = &s->c->index;

	if (level == 0)
		return;
	if (!is_pattern(pattern)) {
		raise_name(s, pattern, level);
		return;
	}
	if (!is_new(s, pattern, level))
		return;
	for (size_t i = 0; i < index->n_members; i++)
		if (fnmatch(pattern, index->members[i]->name, 0) == 0)
			raise_level(s, index->members[i] - index->units, level);
}

/* Raise the level of the units that TEXT, with names between others, has. */
static void raise_words(struct spread *s, const char *text,
			const char *separators, unsigned char level)
{
	const char *word;
	size_t len;

	while ((word = text_word(&text, separators, &len)) != NULL) {
		char *name;

		if (len > UNIT_NAME_LEN)
			continue;
		name = copy_text(word, len);
		raise_name(s, name, level);
		free(name);
	}
}

/* systemctl(1): enable and disable go on to what Also= names. */
static void follow_also(struct spread *s)
{
	while (s->n > 0) {
		size_t i = s->queue[--s->n];
		const struct unit *unit = &s->c->index.units[i];

		for (size_t k = 0; k < unit->n_values; k++)
			if (unit->values[k].key == KEY_ALSO)
				raise_words(s, unit->values[k].text, " \t",
					    s->levels[i]);
	}
}

/* openSUSE: the units called NAME are only preset if they are new. */
static void mark(struct spread *s, const char *name)
{
	const struct unit_index *index = &s->c->index;

	for (size_t i = index_first(index, name);
	     i < index->n_units && strcmp(index->units[i].name, name) == 0; i++)
		if (index->units[i].package == s->from)
			s->scripted[i].marked = true;
}

static unsigned char level_for(enum action action, enum phase phase)
{
	if (phase == PHASE_REMOVE)
		return action == ACTION_DISABLE;
	return action == ACTION_PRESET	 ? BY_PRESET
	       : action == ACTION_ENABLE ? ALWAYS
					 : 0;
}

/* All but the characters of names; a slash ends a directory. */
static const char between[] = " \t\n\r\v\f\"'`()[]{}<>=,;|&$#!?*+~^%/";

/* Spread what PACKAGE does. */
static void spread_package(struct spread *s, const struct package *package)
{
	s->from = package;
	s->n_seen = 0;
	for (size_t i = 0; i < package->n_actions; i++) {
		const struct script_action *a = &package->actions[i];

		if (!(package->scripts[a->script].phases & s->phase))
			continue;
		if (a->what.action == ACTION_MARK)
			mark(s, a->what.unit);
		raise_matching(s, a->what.unit,
			       level_for(a->what.action, s->phase));
	}
	/* a script in another language does all to what it mentions */
	for (size_t i = 0; i < package->n_scripts; i++)
		if (package->scripts[i].text != NULL &&
		    package->scripts[i].phases & s->phase)
			raise_words(s, package->scripts[i].text, between,
				    BY_PRESET);
	for (size_t i = 0;
	     s->phase == PHASE_INSTALL && package->type != PACKAGE_TREE &&
	     i < package->n_links;
	     i++)
		if (!package->links[i].mask)
			raise_name(s, package->links[i].name, ALWAYS);
	follow_also(s);
	while (s->n_touched > 0)
		s->levels[s->touched[--s->n_touched]] = 0;
}

static void spread_all(struct checker *c, enum phase phase,
		       struct scripted *scripted)
{
	struct spread s = {.c = c, .phase = phase, .scripted = scripted};

	s.levels = rcalloc(c->index.n_units + 1, sizeof(*s.levels));
	for (size_t i = 0; i < c->set->n_packages; i++)
		spread_package(&s, c->set->packages[i]);
	free(s.levels);
	free(s.queue);
	free(s.touched);
	free(s.seen);
}

void scripted_find(struct checker *c)
{
	c->enabled = rcalloc(c->index.n_units + 1, sizeof(*c->enabled));
	c->disabled = rcalloc(c->index.n_units + 1, sizeof(*c->disabled));
	spread_all(c, PHASE_INSTALL, c->enabled);
	spread_all(c, PHASE_REMOVE, c->disabled);
}

void scripted_free(struct checker *c)
{
	free(c->enabled);
	free(c->disabled);
}
