/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the rules of verify find. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "base/grow.h"
#include "base/text.h"
#include "rules/rules.h"

static void add(struct checker *c, enum severity severity,
		const struct package *package, char *path, unsigned line,
		const char *fmt, va_list ap)
{
	struct findings *f = c->findings;
	struct finding *new;

	GROW(f->list, f->n);
	new = &f->list[f->n++];
	*new = (struct finding){
		.package = package,
		.path = text_clean(path),
		.line = line,
		.rule = c->rule,
		.severity = severity,
	};
	if (rvasprintf(&new->text, fmt, ap) < 0)
		abort();
	text_clean(new->text);
}

static char *path_of(const struct source *source)
{
	char *path = NULL;

	rasprintf(&path, "%s/%s", source->dir, source->name);
	return path;
}

void report_unit(struct checker *c, enum severity severity,
		 const struct unit *unit, const struct unit_value *value,
		 const char *fmt, ...)
{
	const struct source *source =
		value != NULL ? value->source : unit->source;
	va_list ap;

	va_start(ap, fmt);
	add(c, severity, source->package, path_of(source),
	    value != NULL ? value->line : 0, fmt, ap);
	va_end(ap);
}

void report_source(struct checker *c, enum severity severity,
		   const struct source *source, unsigned line, const char *fmt,
		   ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(c, severity, source->package, path_of(source), line, fmt, ap);
	va_end(ap);
}

void report_package(struct checker *c, enum severity severity,
		    const struct package *package, const char *path,
		    unsigned line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(c, severity, package, rstrdup(path), line, fmt, ap);
	va_end(ap);
}

static int compare(const void *a, const void *b)
{
	const struct finding *fa = a, *fb = b;
	int rc;

	if (fa->package != fb->package)
		return fa->package->number < fb->package->number ? -1 : 1;
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
