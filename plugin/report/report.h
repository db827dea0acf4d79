/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What verify found, for people and for machines. */
#ifndef VIRTD_SOCKET_REPORT_REPORT_H
#define VIRTD_SOCKET_REPORT_REPORT_H

#include <stdio.h>

#include "rules/check.h"

/* What there is to report. */
struct report {
	const struct check_set *set;
	const struct findings *findings;
	bool strict;   /* warnings are errors */
	bool complete; /* everything that was asked for could be read */
};

/* Write REPORT to OUT as lines of text; JSON Lines; SARIF 2.1.0. */
void report_text(const struct report *report, FILE *out);
void report_json(const struct report *report, FILE *out);
void report_sarif(const struct report *report, FILE *out);

/* Whether FINDING is an error in REPORT. */
bool report_is_error(const struct report *report,
		     const struct finding *finding);

/* Where FINDING is, without the line: a new, clean string. */
char *report_where(const struct finding *finding);

/* What the user called the package of FINDING: a new, clean string. */
char *report_package_name(const struct finding *finding);

#endif
