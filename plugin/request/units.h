/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The expanded units of all daemons of a request, one after the other. */
#ifndef VIRTD_SOCKET_REQUEST_UNITS_H
#define VIRTD_SOCKET_REQUEST_UNITS_H

#include <popt.h>

#include "request/request.h"
#include "units/templates.h"

/* --templates, --keep-foreign-also, directories */
extern const struct poptOption units_options[];

/* --service */
extern const struct poptOption units_service_options[];
extern int units_service;
/* --only */
extern const struct poptOption units_only_options[];

struct units {
	const struct request *request;
	struct templates *templates; /* NULL where only names matter */
};

/*
 * Check --only. Returns false after an error; units_open() includes it.
 */
bool units_check(void);

/*
 * Prepare the units of REQUEST, which must live longer: check the directories
 * of variables.h and find the templates. Returns false after an error; call
 * units_free() in any case.
 */
bool units_open(struct units *units, const struct request *request);

/* Free what UNITS owns. */
void units_free(struct units *units);

/*
 * Expand every unit in turn, daemon by daemon in the order of the request,
 * and call EACH with its index, name and text. Stops and returns false when
 * EACH does or after an error. Only one text is held at a time.
 */
bool units_each(const struct units *units,
		bool (*each)(void *ctx, size_t index, const char *name,
			     const char *text, size_t size),
		void *ctx);

/* Call EACH with the index and name of each unit, in the same order. */
void units_each_name(const struct units *units,
		     void (*each)(void *ctx, size_t index, const char *name),
		     void *ctx);

#endif
