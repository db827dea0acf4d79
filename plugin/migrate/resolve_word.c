/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What single words mean, or may mean. */
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "migrate/pattern.h"
#include "migrate/resolve.h"

void resolve_doubt(struct migration *m, const struct entry *e, const char *text)
{
	GROW(m->doubts, m->n_doubts);
	m->doubts[m->n_doubts++] = (struct doubt){
		.line = e->line,
		.package = e->package,
		.pattern = pattern_make(text, "%$"),
		.why = e->place == PLACE_COPY || e->place == PLACE_INSTALL
			       ? "it is no plain copy of sockets"
			       : "its macros and variables may stand for "
				 "units of the daemon",
	};
}

void resolve_unit(const struct migration *m, struct entry *e, size_t i)
{
	struct word *w = &e->words[i];
	enum unit_kind kind;

	w->daemon = daemons_unit(&m->daemons, w->text, &kind);
	w->kinds = w->daemon != NONE ? KIND_BIT(kind) : 0;
}
