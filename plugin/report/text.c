/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify found, as lines of text. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmstring.h>

#include "base/text.h"
#include "report/report.h"

bool report_is_error(const struct report *report, const struct finding *finding)
{
	return report->strict || finding->severity == SEVERITY_ERROR;
}

char *report_package_name(const struct finding *finding)
{
	return text_clean(rstrdup(finding->package->where));
}

char *report_where(const struct finding *finding)
{
	const char *where = finding->package->where, *path = finding->path;
	size_t len = strlen(where);
	char *text = NULL;

	if (finding->package->type == PACKAGE_TREE && *path != '\0') {
		while (len > 0 && where[len - 1] == '/')
			len--;
		rasprintf(&text, "%.*s%s", (int)len, where, path);
	} else {
		rasprintf(&text, "%s%s%s", where, *path != '\0' ? ":" : "",
			  path);
	}
	return text_clean(text);
}

void report_text(const struct report *report, FILE *out)
{
	for (size_t i = 0; i < report->findings->n; i++) {
		const struct finding *f = &report->findings->list[i];
		char *where = report_where(f);

		fputs(where, out);
		if (f->line > 0)
			fprintf(out, ":%u", f->line);
		fprintf(out, ": %s: %s [%s]\n",
			report_is_error(report, f) ? "error" : "warning",
			f->text, check_rule(f->rule).name);
		free(where);
	}
}
