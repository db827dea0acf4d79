/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The texts of the units that a command line asks for. */
#ifndef VIRTD_SOCKET_REQUEST_EXPANSION_H
#define VIRTD_SOCKET_REQUEST_EXPANSION_H

#include <popt.h>

#include "base/buffer.h"
#include "request/selection.h"
#include "request/variables.h"
#include "units/templates.h"

/* --templates, --keep-foreign-also, directories */
extern const struct poptOption expansion_options[];

struct expansion {
	struct selection selection;
	struct variables variables;
	struct templates *templates;
	bool keep_foreign_also;
	struct buffer texts; /* of the first N units, each with a NUL byte */
	size_t *starts;
	size_t n;
	size_t kept; /* where the last of them ends */
};

/*
 * Whether every daemon of REQUEST has sockets; a service without any has
 * nothing to expand. Otherwise an error.
 */
bool expansion_check_sockets(const struct request *request);

/*
 * Prepare the units of REQUEST, which must live longer: take the selection and
 * the directories of variables.h, and find the templates. Returns false after
 * an error; call expansion_free() in any case.
 */
bool expansion_open(struct expansion *expansion, const struct request *request);

/* Free what EXPANSION owns. */
void expansion_free(struct expansion *expansion);

/*
 * The text of UNIT of the selection, valid until the next call, or NULL after
 * an error. The first texts are kept, up to 16 MiB: who asks for all units in
 * their order twice has them expanded once. All others are expanded each time.
 */
const char *expansion_text(struct expansion *expansion,
			   const struct selected *unit);

#endif
