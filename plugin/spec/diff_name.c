/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a diff names files, so that patch(1) takes it. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <rpm/rpmstring.h>

#include "base/text.h"
#include "spec/diff_name.h"

char *diff_name(const char *path)
{
	char *real, *here, *shown;
	const char *name;
	size_t len;

	if (*path != '/' && !path_has_dotdot(path))
		return rstrdup(path);
	real = realpath(path, NULL);
	if (real == NULL)
		return rstrdup(path);
	here = getcwd(NULL, 0);
	len = here != NULL ? strlen(here) : 0;
	name = real + 1;
	if (len > 1 && strncmp(real, here, len) == 0) {
		if (real[len] == '/')
			name = real + len + 1;
		else if (real[len] == '\0')
			name = ".";
	}
	shown = rstrdup(*name != '\0' ? name : ".");
	free(here);
	free(real);
	return shown;
}

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
