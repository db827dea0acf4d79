/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a diff names files, so that patch(1) takes it. */
#include <stdbool.h>
#include <string.h>

#include "spec/diff_name.h"

static void print_quoted(const char *name, FILE *out)
{
	static const char special[] = "\a\b\t\n\v\f\r\"\\";
	static const char letters[] = "abtnvfr\"\\";

	fputc('"', out);
	for (; *name != '\0'; name++) {
		const char *found = strchr(special, *name);

		if (found != NULL)
			fprintf(out, "\\%c", letters[found - special]);
		else if ((unsigned char)*name < ' ')
			fprintf(out, "\\%03o", (unsigned)*name);
		else
			fputc(*name, out);
	}
	fputs("\"\n", out);
}

void diff_name_print(const char *sign, const char *name, FILE *out)
{
	bool quoted = false;

	for (const char *p = name; *p != '\0'; p++)
		quoted |= (unsigned char)*p < ' ' || *p == '"' || *p == '\\';
	fprintf(out, "%s ", sign);
	if (quoted)
		print_quoted(name, out);
	else
		/* a tab ends a name with spaces */
		fprintf(out, "%s%s\n", name,
			strchr(name, ' ') != NULL ? "\t" : "");
}
