/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket scriptlets: print what goes into the scriptlet sections. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "request/options.h"
#include "request/owner.h"
#include "base/rpmconf.h"
#include "request/scriptlet_args.h"
#include "request/deb_scripts.h"
#include "verbs/verb.h"

static char *arg_section;
static int arg_sockets_only;
static int arg_restart;
static int arg_table;

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(request_options, NULL),
	INCLUDE_OPTIONS(scriptlet_args_options, NULL),
	INCLUDE_OPTIONS(scriptlet_args_enable_options, NULL),
	INCLUDE_OPTIONS(owner_options, NULL),
	INCLUDE_OPTIONS(deb_scripts_options, NULL),
	{"section", '\0', POPT_ARG_STRING, &arg_section, 0,
	 "only the body of this: pre, post, preun, postun or posttrans; "
	 "postinst, prerm or postrm",
	 "SECTION"},
	{"sockets-only", 'S', POPT_ARG_NONE, &arg_sockets_only, 0,
	 "of the sockets; another package has the service", NULL},
	{"restart", '\0', POPT_ARG_NONE, &arg_restart, 0,
	 "of a package that only wants the services restarted, or reloaded",
	 NULL},
	{"table", '\0', POPT_ARG_NONE, &arg_table, 0,
	 "what the RPM macros read: all sections and units of the daemons, or "
	 "of the whole catalogue",
	 NULL},
	POPT_TABLEEND};

/* Where print_piece() is. */
struct printing {
	const char *header; /* still to be printed, or NULL */
	const char *owner;
	bool *first;
	bool ok;
};

static void print_header(struct printing *p)
{
	const char *who = owner_section(p->owner);

	printf("%s%%%s%s%s\n", *p->first ? "" : "\n", p->header,
	       *who != '\0' ? " " : "", who);
	*p->first = false;
	p->header = NULL;
}

/* Print one piece where its condition holds, behind the section's header. */
static void print_piece(void *ctx, const char *condition, const char *text)
{
	struct printing *p = ctx;

	if (condition != NULL) {
		char *value = rpmconf_expand(condition);
		bool holds = value != NULL && strcmp(value, "1") == 0;

		p->ok = p->ok && value != NULL;
		free(value);
		if (!holds)
			return;
	}
	if (p->header != NULL)
		print_header(p);
	puts(text);
}

static bool print_sections(const struct request *request, struct scriptlet *s,
			   const char *owner)
{
	enum section only = 0;
	bool first = true;

	if (arg_section != NULL && !section_parse(arg_section, &only)) {
		usage_error("unknown section \"%s\"; use pre, post, preun, "
			    "postun or "
			    "posttrans",
			    arg_section);
		return false;
	}
	for (int section = 0; section < N_SECTIONS; section++) {
		struct printing p = {section_name(section), owner, &first,
				     true};

		if (arg_section != NULL && section != (int)only)
			continue;
		if (arg_section != NULL)
			p.header = NULL;
		for (size_t i = 0; i < request->n; i++) {
			s->daemon = &request->daemons[i];
			scriptlet_each(s, section, print_piece, &p);
		}
		if (!p.ok)
			return false;
	}
	return true;
}

/* Where print_block() is. */
struct block {
	const char *part;
	const char *section;
	const char *condition; /* of the block before; NULL at the beginning */
};

/*
 * A line "TAB part TAB section TAB condition", then the text. A macro, which
 * may not be defined, begins a block; other text joins the one before.
 */
static void print_block(void *ctx, const char *condition, const char *text)
{
	struct block *block = ctx;

	if (condition == NULL)
		condition = "";
	if (block->condition == NULL || *text == '%' ||
	    strcmp(condition, block->condition) != 0)
		printf("\t%s\t%s\t%s\n", block->part, block->section,
		       condition);
	block->condition = condition;
	puts(text);
}

/* For each daemon its service, its sockets and blocks; then a blank line. */
static void print_table(const struct daemon *daemons, size_t n,
			struct scriptlet *s)
{
	static const struct {
		enum part part;
		const char *name;
	} parts[] = {{PART_DAEMON, "daemon"},
		     {PART_SOCKETS, "sockets"},
		     {PART_ASK, "restart"}};
	char unit[UNIT_NAME_LEN + 1];

	for (size_t i = 0; i < n; i++) {
		s->daemon = &daemons[i];
		printf("%s%s\n", i > 0 ? "\n" : "", daemons[i].service);
		for (int k = 0; k < N_SOCKET_KINDS; k++)
			if (daemons[i].kinds & KIND_BIT(k))
				puts(unit_name(daemons[i].service, k, unit));
		for (size_t p = 0; p < sizeof(parts) / sizeof(parts[0]); p++) {
			struct block block = {.part = parts[p].name};

			s->part = parts[p].part;
			if (s->part == PART_SOCKETS && s->daemon->kinds == 0)
				continue;
			for (int k = 0; k < N_SECTIONS; k++) {
				block.section = section_name(k);
				block.condition = NULL;
				scriptlet_each(s, k, print_block, &block);
			}
		}
	}
}

/* Whether the other options are for this style. */
static bool check_style(bool deb, const char *owner)
{
	if (deb && (arg_table || arg_restart))
		usage_error("%s is for RPM packages, not for --style deb",
			    arg_table ? "--table" : "--restart");
	else if (deb && *owner != '\0')
		usage_error("-n and -p name packages of a spec file; "
			    "--style deb has none");
	else
		return true;
	return false;
}

static bool print(const struct request *request, struct scriptlet *s,
		  const char *owner)
{
	if (arg_restart && arg_sockets_only) {
		usage_error("--restart and -S exclude each other");
		return false;
	}
	s->part = arg_restart	     ? PART_ASK
		  : arg_sockets_only ? PART_SOCKETS
				     : PART_DAEMON;
	if (!arg_table) {
		struct scriptlet_dirs dirs;
		bool ok = scriptlet_dirs_open(&dirs, s) &&
			  print_sections(request, s, owner);

		scriptlet_dirs_free(&dirs);
		return ok;
	}
	s->unitdir = "%{__virtd_socket_unitdir}";
	s->statedir = "%{__virtd_socket_statedir}";
	if (request->n > 0)
		print_table(request->daemons, request->n, s);
	else
		print_table(request->catalog.daemons, request->catalog.n, s);
	return true;
}

static int run(const char **names)
{
	struct request request = {0};
	struct deb_scripts scripts;
	struct scriptlet s = {0};
	char *owner = NULL;
	bool deb, ok;

	if (!arg_table && !verb_has_names(names))
		return EXIT_USAGE;
	ok = owner_open(&owner) && scriptlet_args_open(&s, &deb) &&
	     deb_scripts_open(&scripts, deb) && check_style(deb, owner) &&
	     request_open(&request, names) &&
	     scriptlet_enable_open(&request, &s.enable) &&
	     (deb ? deb_scripts_print(&scripts, &request, s.enable, arg_section,
				      arg_sockets_only)
		  : print(&request, &s, owner));
	free(owner);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_scriptlets = {
	"scriptlets", "NAME...",
	"Print what the scriptlets of a package need for the daemons", options,
	run};
