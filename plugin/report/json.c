/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify found, as JSON Lines. */
#include <stdlib.h>

#include "report/json.h"
#include "report/report.h"

void json_put(FILE *out, const char *before, const char *text,
	      const char *behind)
{
	fputs(before, out);
	putc('"', out);
	for (; *text != '\0'; text++)
		if (*text == '"' || *text == '\\')
			fprintf(out, "\\%c", *text);
		else if ((unsigned char)*text < ' ')
			fprintf(out, "\\u%04x", *text);
		else
			putc(*text, out);
	putc('"', out);
	fputs(behind, out);
}

void report_json(const struct report *report, FILE *out)
{
	for (size_t i = 0; i < report->findings->n; i++) {
		const struct finding *f = &report->findings->list[i];
		char *where = report_where(f);
		char *package = report_package_name(f);

		json_put(out, "{\"package\":", package, ",");
		json_put(out, "\"path\":", where, ",");
		if (f->line > 0)
			fprintf(out, "\"line\":%u,", f->line);
		json_put(out, "\"rule\":", check_rule(f->rule).name, ",");
		json_put(out, "\"severity\":",
			 report_is_error(report, f) ? "error" : "warning", ",");
		json_put(out, "\"text\":", f->text, "}\n");
		free(package);
		free(where);
	}
}
