/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify found, as SARIF 2.1.0 (OASIS Standard of 27 March 2020). */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "report/json.h"
#include "report/report.h"

static void put_rules(FILE *out)
{
	for (int i = 0; i < check_rules(); i++) {
		struct check_rule rule = check_rule(i);

		json_put(out, i > 0 ? ",\n{\"id\":" : "\n{\"id\":", rule.name,
			 "");
		json_put(out, ",\"shortDescription\":{\"text\":", rule.sentence,
			 "}");
		json_put(out, ",\"help\":{\"text\":", rule.help, "}}");
	}
}

/* Write PATH as the reference of a URI (RFC 3986, 4.2). */
static void put_uri(FILE *out, const char *path)
{
	fputs("\"", out);
	if (*path == '/')
		fputs("file://", out);
	else if (strchr(path, ':') != NULL)
		fputs("./", out);
	for (; *path != '\0'; path++)
		if (isalnum((unsigned char)*path) ||
		    strchr("/-._~:@+=,", *path) != NULL)
			putc(*path, out);
		else
			fprintf(out, "%%%02X", (unsigned char)*path);
	fputs("\"", out);
}

/*
 * The place: a file of a tree with its line; for what is inside a package, the
 * package, for a line of that would be none of what is in it.
 */
static void put_location(const struct finding *f, FILE *out)
{
	bool tree = f->package->type == PACKAGE_TREE && *f->path != '\0';
	char *where = report_where(f), *package = report_package_name(f);

	fputs("{\"physicalLocation\":{\"artifactLocation\":{\"uri\":", out);
	put_uri(out, tree ? where : package);
	fputs("}", out);
	if (tree)
		fprintf(out, ",\"region\":{\"startLine\":%u}",
			f->line > 0 ? f->line : 1);
	json_put(out, "},\"logicalLocations\":[{\"fullyQualifiedName\":", where,
		 "}]}");
	free(package);
	free(where);
}

/* The text; for what is inside a package, with the place in it. */
static void put_message(const struct finding *f, FILE *out)
{
	char *text = NULL;
	size_t size;
	FILE *mem = open_memstream(&text, &size);

	if (mem == NULL)
		abort();
	if (f->package->type != PACKAGE_TREE && *f->path != '\0') {
		fputs(f->path, mem);
		if (f->line > 0)
			fprintf(mem, ":%u", f->line);
		fputs(": ", mem);
	}
	fputs(f->text, mem);
	fclose(mem);
	json_put(out, ",\"message\":{\"text\":", text, "}");
	free(text);
}

void report_sarif(const struct report *report, FILE *out)
{
	json_put(out,
		 "{\"$schema\":\"https://json.schemastore.org/"
		 "sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\n"
		 "\"tool\":{\"driver\":{\"name\":\"virtd-socket\",\"version\":",
		 VERSION, ",\"rules\":[");
	put_rules(out);
	fprintf(out,
		"]}},\n\"invocations\":[{\"executionSuccessful\":%s}],\n"
		"\"results\":[",
		report->complete ? "true" : "false");
	for (size_t i = 0; i < report->findings->n; i++) {
		const struct finding *f = &report->findings->list[i];

		json_put(out, i > 0 ? ",\n{\"ruleId\":" : "\n{\"ruleId\":",
			 check_rule(f->rule).name, "");
		fprintf(out, ",\"ruleIndex\":%d,\"level\":\"%s\"", f->rule,
			report_is_error(report, f) ? "error" : "warning");
		put_message(f, out);
		fputs(",\"locations\":[", out);
		put_location(f, out);
		fputs("]}", out);
	}
	fputs("\n]}]}\n", out);
}
