/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket verify: check built packages and installed trees. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/check.h"
#include "base/message.h"
#include "base/nearest.h"
#include "request/options.h"
#include "packages/read.h"
#include "request/request.h"
#include "request/variables.h"
#include "verbs/verb.h"

static char **against;
static char **disabled;
static char *runstatedir;
static int strict;
static int list_rules;

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(request_catalog_options, NULL),
	{"against", '\0', POPT_ARG_ARGV, &against, 0,
	 "compare with the package or tree OLD, which is to be upgraded",
	 "OLD"},
	{"disable", '\0', POPT_ARG_ARGV, &disabled, 0, "do not apply RULE",
	 "RULE"},
	{"strict", '\0', POPT_ARG_NONE, &strict, 0, "warnings are errors",
	 NULL},
	{"rules", '\0', POPT_ARG_NONE, &list_rules, 0,
	 "print the rules and what they ask for", NULL},
	{"runstatedir", '\0', POPT_ARG_STRING, &runstatedir, 0,
	 "where sockets may be, besides /run and /var/run", "DIR"},
	POPT_TABLEEND};

static void print_rules(void)
{
	for (int i = 0; i < check_rules(); i++)
		printf("%-18s%s\n", check_rule_name(i), check_rule_sentence(i));
}

static bool unknown_rule(const char *name)
{
	struct nearest best = {0};

	for (int i = 0; i < check_rules(); i++)
		nearest_try(&best, name, check_rule_name(i));
	if (best.word != NULL)
		error("--disable: unknown rule \"%s\"; did you mean '%s'?",
		      name, best.word);
	else
		error("--disable: unknown rule \"%s\"; --rules prints them",
		      name);
	return false;
}

/* Set the bits of the rules that --disable names. */
static bool find_disabled(unsigned long *bits)
{
	for (char **name = disabled; name != NULL && *name != NULL; name++) {
		int i = 0;

		while (i < check_rules() &&
		       strcmp(*name, check_rule_name(i)) != 0)
			i++;
		if (i == check_rules())
			return unknown_rule(*name);
		*bits |= 1UL << i;
	}
	return true;
}

/* Print LEN bytes of TEXT, which may be hostile, on one line. */
static void print_bytes(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		putchar((unsigned char)text[i] < ' ' || text[i] == 0x7f
				? '?'
				: text[i]);
}

static void print_text(const char *text)
{
	print_bytes(text, strlen(text));
}

static void print_where(const struct finding *f)
{
	const char *where = f->package->where;
	size_t len = strlen(where);

	if (f->package->type == PACKAGE_TREE && *f->path != '\0') {
		while (len > 0 && where[len - 1] == '/')
			len--;
		print_bytes(where, len);
	} else {
		print_text(where);
		if (*f->path != '\0')
			putchar(':');
	}
	print_text(f->path);
	if (f->line > 0)
		printf(":%u", f->line);
}

/* Print FINDINGS. Returns false if there is an error among them. */
static bool print_findings(const struct findings *findings)
{
	bool ok = true;

	for (size_t i = 0; i < findings->n; i++) {
		const struct finding *f = &findings->list[i];
		bool is_error = strict || f->severity == SEVERITY_ERROR;

		print_where(f);
		printf(": %s: ", is_error ? "error" : "warning");
		print_text(f->text);
		printf(" [%s]\n", check_rule_name(f->rule));
		ok = ok && !is_error;
	}
	return ok;
}

static bool verify(struct check_set *set, char **paths)
{
	struct findings findings = {0};
	bool ok = packages_read(paths, &set->packages, &set->n_packages);

	ok = packages_read(against, &set->old, &set->n_old) && ok;
	check(set, &findings);
	ok = print_findings(&findings) && ok;
	findings_free(&findings);
	packages_free(set->packages, set->n_packages);
	packages_free(set->old, set->n_old);
	return ok;
}

static int run(const char **names)
{
	struct check_set set = {.runstatedir = runstatedir};
	struct request request = {0};
	bool ok;

	if (list_rules && names != NULL && names[0] != NULL) {
		error("verify --rules: surplus argument \"%s\"", names[0]);
		return EXIT_USAGE;
	}
	if (list_rules) {
		print_rules();
		return EXIT_SUCCESS;
	}
	if (!variables_check_dir("runstatedir", runstatedir) ||
	    !find_disabled(&set.disabled))
		return EXIT_USAGE;
	if (names == NULL || names[0] == NULL) {
		error("verify needs a package or a directory tree");
		return EXIT_USAGE;
	}
	ok = request_open(&request, NULL);
	set.catalog = &request.catalog;
	ok = ok && verify(&set, (char **)names);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_verify = {"verify", "PACKAGE|DIRECTORY...",
				 "Check built packages and installed trees",
				 options, run};
