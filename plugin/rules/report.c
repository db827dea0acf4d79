/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the rules of verify find. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "rules/rules.h"
#include "base/grow.h"

static void report(struct checker *c, enum severity severity,
		   const struct package *package, char *path, unsigned line,
		   const char *fmt, va_list ap)
{
	struct findings *f = c->findings;
	struct finding *new;

	GROW(f->list, f->n);
	new = &f->list[f->n++];
	*new = (struct finding){
		.package = package,
		.path = path,
		.line = line,
		.rule = c->rule,
		.severity = severity,
	};
	while (c->set->packages[new->order] != package)
		new->order++;
	if (rvasprintf(&new->text, fmt, ap) < 0)
		abort();
}

void report_unit(struct checker *c, enum severity severity,
		 const struct unit *unit, unsigned line, const char *fmt, ...)
{
	char *path = NULL;
	va_list ap;

	rasprintf(&path, "%s/%s", unit->dir, unit->name);
	va_start(ap, fmt);
	report(c, severity, unit->package, path, line, fmt, ap);
	va_end(ap);
}

void report_package(struct checker *c, enum severity severity,
		    const struct package *package, const char *path,
		    unsigned line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	report(c, severity, package, rstrdup(path), line, fmt, ap);
	va_end(ap);
}

static int compare(const void *a, const void *b)
{
	const struct finding *fa = a, *fb = b;
	int rc;

	if (fa->order != fb->order)
		return fa->order < fb->order ? -1 : 1;
	rc = strcmp(fa->path, fb->path);
	if (rc != 0)
		return rc;
	if (fa->line != fb->line)
		return fa->line < fb->line ? -1 : 1;
	return fa->rule != fb->rule ? fa->rule - fb->rule
				    : strcmp(fa->text, fb->text);
}

/* What is left of the sorted list without repetitions. */
static void drop_repeated(struct findings *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (n > 0 && compare(&f->list[n - 1], &f->list[i]) == 0) {
			free(f->list[i].path);
			free(f->list[i].text);
		} else {
			f->list[n++] = f->list[i];
		}
	}
	f->n = n;
}

void findings_sort(struct findings *f)
{
	if (f->n > 1)
		qsort(f->list, f->n, sizeof(*f->list), compare);
	drop_repeated(f);
}

void findings_free(struct findings *findings)
{
	for (size_t i = 0; i < findings->n; i++) {
		free(findings->list[i].path);
		free(findings->list[i].text);
	}
	free(findings->list);
	*findings = (struct findings){0};
}
