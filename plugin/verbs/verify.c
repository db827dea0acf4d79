/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* virtd-socket verify: check built packages and installed trees. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "base/nearest.h"
#include "base/progress.h"
#include "packages/read.h"
#include "report/report.h"
#include "request/options.h"
#include "request/request.h"
#include "request/variables.h"
#include "rules/check.h"
#include "verbs/verb.h"

static const char **arg_against;
static const char **arg_disable;
static const char *arg_format;
static const char *arg_runstatedir;
static int arg_strict;
static int arg_rules;

static const struct poptOption options[] = {
	INCLUDE_OPTIONS(request_catalog_options, NULL),
	{"against", '\0', POPT_ARG_ARGV, &arg_against, 0,
	 "compare with the package or tree OLD, which is to be upgraded",
	 "OLD"},
	{"disable", '\0', POPT_ARG_ARGV, &arg_disable, 0, "do not apply RULE",
	 "RULE"},
	{"strict", '\0', POPT_ARG_NONE, &arg_strict, 0, "warnings are errors",
	 NULL},
	{"format", '\0', POPT_ARG_STRING, &arg_format, 0,
	 "how findings are printed: text, json or sarif", "FORMAT"},
	{"rules", '\0', POPT_ARG_NONE, &arg_rules, 0,
	 "print the rules and what they ask for", NULL},
	{"runstatedir", '\0', POPT_ARG_STRING, &arg_runstatedir, 0,
	 "where sockets may be, besides /run and /var/run", "DIR"},
	POPT_TABLEEND};

static const struct format {
	const char *name;
	void (*report)(const struct report *report, FILE *out);
} formats[] = {
	{"text", report_text},
	{"json", report_json},
	{"sarif", report_sarif},
};

static void print_rules(void)
{
	for (int i = 0; i < check_rules(); i++)
		printf("%-18s%s\n", check_rule(i).name, check_rule(i).sentence);
}

static const char *rule_name(void *ctx, size_t i)
{
	(void)ctx;
	return check_rule((int)i).name;
}

static bool unknown_rule(const char *name)
{
	size_t n = check_rules(), i = nearest(name, n, rule_name, NULL);

	if (i < n)
		error("--disable: unknown rule \"%s\"; did you mean '%s'?",
		      name, check_rule((int)i).name);
	else
		error("--disable: unknown rule \"%s\"; --rules prints them",
		      name);
	return false;
}

/* Set the bits of the rules that NAMES, of --disable, are. */
static bool find_disabled(const char *const *names, unsigned long long *bits)
{
	for (; names != NULL && *names != NULL; names++) {
		int i = 0;

		while (i < check_rules() &&
		       strcmp(*names, check_rule(i).name) != 0)
			i++;
		if (i == check_rules())
			return unknown_rule(*names);
		*bits |= 1ULL << i;
	}
	return true;
}

/* The format called NAME (NULL: text); NULL after an error. */
static const struct format *find_format(const char *name)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (name == NULL || strcmp(name, formats[i].name) == 0)
			return &formats[i];
	error("--format: unknown format \"%s\"; there are text, json and sarif",
	      name);
	return NULL;
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

/* Say how much was checked, and whether it was the right thing. */
static void print_summary(const struct check_set *set,
			  const struct findings *findings)
{
	size_t n[3] = {0}, units = 0, scripts = 0;

	for (size_t i = 0; i < set->n_packages; i++) {
		const struct package *package = set->packages[i];

		n[package->type]++;
		units += package->n_units + package->n_dropins;
		scripts += package->n_scripts;
	}
	size_t packages = n[PACKAGE_RPM] + n[PACKAGE_DEB];
	size_t trees = n[PACKAGE_TREE];
	char text[64] = "";

	if (trees > 0)
		snprintf(text, sizeof(text), "%zu tree%s, ", trees,
			 plural(trees));
	notice("checked %zu package%s, %s%zu unit%s, %zu scriptlet%s%s",
	       packages, plural(packages), text, units, plural(units), scripts,
	       plural(scripts),
	       findings->members > 0
		       ? ""
		       : "; no unit of a libvirt daemon is among them");
}

static bool has_errors(const struct report *report)
{
	for (size_t i = 0; i < report->findings->n; i++)
		if (report_is_error(report, &report->findings->list[i]))
			return true;
	return false;
}

static size_t count(const char *const *list)
{
	size_t n = 0;

	while (list != NULL && list[n] != NULL)
		n++;
	return n;
}

/* Check what is at PATHS against what is at AGAINST. */
static bool verify(struct check_set *set, const char *const *paths,
		   const char *const *against, const struct format *format)
{
	struct findings findings = {0};
	struct report report = {
		.set = set, .findings = &findings, .strict = arg_strict};
	bool ok;

	progress_begin(count(paths) + count(against));
	ok = packages_read(paths, &set->packages, &set->n_packages);
	ok = packages_read(against, &set->old, &set->n_old) && ok;
	progress_end();
	report.complete = ok;
	rules_check(set, &findings);
	format->report(&report, stdout);
	/* where both go to one file, the last line is the last one */
	fflush(stdout);
	if (set->n_packages > 0)
		print_summary(set, &findings);
	ok = ok && !has_errors(&report);
	findings_free(&findings);
	packages_free(set->packages, set->n_packages);
	packages_free(set->old, set->n_old);
	return ok;
}

static int run(const char **names)
{
	const struct format *format = find_format(arg_format);
	struct check_set set = {.runstatedir = arg_runstatedir};
	struct request request = {0};
	bool ok;

	if (arg_rules && names != NULL && names[0] != NULL) {
		error("verify --rules: surplus argument \"%s\"", names[0]);
		return EXIT_USAGE;
	}
	if (arg_rules) {
		print_rules();
		return EXIT_SUCCESS;
	}
	if (!variables_check_dir("runstatedir", arg_runstatedir) ||
	    !find_disabled(arg_disable, &set.disabled) || format == NULL)
		return EXIT_USAGE;
	if (names == NULL || names[0] == NULL) {
		error("verify needs a package or a directory tree");
		return EXIT_USAGE;
	}
	ok = request_open(&request, NULL);
	set.catalog = &request.catalog;
	ok = ok && verify(&set, names, arg_against, format);
	request_free(&request);
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

const struct verb verb_verify = {"verify", "PACKAGE|DIRECTORY...",
				 "Check built packages and installed trees",
				 options, run};
