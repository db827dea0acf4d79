/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which units, in which order, in which style, go into which scriptlet. */
#ifndef VIRTD_SOCKET_SCRIPTLETS_SCRIPTLET_H
#define VIRTD_SOCKET_SCRIPTLETS_SCRIPTLET_H

#include "scriptlets/style.h"
#include "units/daemon.h"

/* What the text of a scriptlet depends on. */
struct scriptlet {
	enum style style;
	enum part part;
	const struct daemon *daemon;
	unsigned enable;      /* kinds that are enabled at installation */
	const char *unitdir;  /* where the units are installed */
	const char *statedir; /* marks between %pre and %posttrans */
};

/*
 * Call EACH with every piece of SECTION for SCRIPTLET, in order. TEXT is
 * "%MACRO UNIT..." or lines of shell, without the last newline, and valid
 * during the call. CONDITION is NULL, or an rpm macro expression, a constant:
 * the piece stands in the section only if that expands to "1". Unit lists and
 * their order are explained in virtd-socket-macros(7), SCRIPTLETS.
 */
void scriptlet_each(const struct scriptlet *scriptlet, enum section section,
		    void (*each)(void *ctx, const char *condition,
				 const char *text),
		    void *ctx);

/*
 * Whether SCRIPTLET has text in SECTION, be it only where the distribution has
 * some macro.
 */
bool scriptlet_may_need(const struct scriptlet *scriptlet,
			enum section section);

#endif
