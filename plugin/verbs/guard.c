/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket guard: what the RPM macros run at the end of %install. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files/listfile.h"
#include "base/message.h"
#include "request/options.h"
#include "request/owner.h"
#include "request/scriptlet_args.h"
#include "scriptlets/specpart.h"
#include "verbs/verb.h"

static char *scripted;

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(scriptlet_args_style_options, NULL),
	{"scripted", '\0', POPT_ARG_STRING, &scripted, 0,
	 "what the spec scripts, such as \"post:virtqemud preun:virtqemud\"",
	 "LIST"},
	POPT_TABLEEND};

static bool is_scripted(const char *section, const char *service)
{
	size_t n = strlen(section), m = strlen(service);
	const char *p = scripted != NULL ? scripted : "";

	for (p += strspn(p, " "); *p != '\0'; p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");

		if (len == n + 1 + m && strncmp(p, section, n) == 0 &&
		    p[n] == ':' && strncmp(p + n + 1, service, m) == 0)
			return true;
		p += len;
	}
	return false;
}

/* The sections, as bits, that ITEM needs and the spec lacks. */
static unsigned missing_sections(const struct specpart_item *item,
				 struct scriptlet s, unsigned *needed)
{
	struct daemon daemon = {
		.service = item->service,
		.kinds = item->kinds,
		.upgrade = item->upgrade,
	};
	unsigned missing = 0;

	s.daemon = &daemon;
	*needed = 0;
	for (int section = 0; section < N_SECTIONS; section++) {
		if (!scriptlet_needs(&s, section))
			continue;
		*needed |= 1u << section;
		if (!is_scripted(section_name(section), item->service))
			missing |= 1u << section;
	}
	return missing;
}

/* Write the arguments that a macro needs for ITEM. */
static void put_arguments(const struct specpart_item *item, FILE *out)
{
	char kinds[40];

	if (item->described)
		fprintf(out, " -k %s", kinds_format(item->kinds, ',', kinds));
	if (item->described && item->upgrade != UPGRADE_RESTART)
		fprintf(out, " -u %s", upgrade_name(item->upgrade));
	if (item->enable & KINDS_INET)
		fprintf(out, " -e %s",
			kinds_format(item->enable & KINDS_INET, ',', kinds));
	fprintf(out, " %s\n", item->service);
}

/* Write the lines that the spec lacks for ITEM. */
static void put_lines(const struct specpart_item *item, unsigned missing,
		      unsigned needed, FILE *out)
{
	const char *space = *item->owner != '\0' ? " " : "";
	const char *who = owner_section(item->owner);

	if (missing == needed) {
		fprintf(out, "\t%%virtd_socket_scriptlets%s%s", space,
			item->owner);
		put_arguments(item, out);
		return;
	}
	for (int section = 0; section < N_SECTIONS; section++) {
		if (!(missing & 1u << section))
			continue;
		fprintf(out, "\t%%%s%s%s\n\t%%virtd_socket_%s",
			section_name(section), space, who,
			section_name(section));
		put_arguments(item, out);
	}
}

/* Report what PART has and the spec does not script. */
static bool check(const struct specpart *part, const struct scriptlet *s)
{
	char *lines = NULL;
	size_t size;
	FILE *out = open_memstream(&lines, &size);
	unsigned needed;

	if (out == NULL)
		abort();
	for (size_t i = 0; i < part->n; i++) {
		unsigned missing =
			missing_sections(&part->items[i], *s, &needed);
		if (missing != 0)
			put_lines(&part->items[i], missing, needed, out);
	}
	fclose(out);
	bool ok = *lines == '\0';
	if (!ok)
		error("sockets were installed, but nothing enables and "
		      "disables them; add to the spec file, between its "
		      "sections:\n%s",
		      lines);
	free(lines);
	return ok;
}

static int run(const char **names)
{
	struct specpart part = {0};
	struct scriptlet s = {0};
	char *text = NULL;
	bool ok;

	if (names == NULL || names[0] == NULL || names[1] != NULL) {
		error("guard needs one file, which install --specpart wrote");
		return EXIT_USAGE;
	}
	ok = scriptlet_args_open(&s) && listfile_read(names[0], &text) &&
	     specpart_parse(&part, names[0], text) && check(&part, &s);
	specpart_free(&part);
	free(text);
	scriptlet_args_free();
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_guard = {
	"guard", "FILE",
	"Fail if a spec file installs sockets that it does not script", options,
	run};
