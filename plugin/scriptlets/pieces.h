/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The pieces that scriptlets are made of; for the files of scriptlets/. */
#ifndef VIRTD_SOCKET_SCRIPTLETS_PIECES_H
#define VIRTD_SOCKET_SCRIPTLETS_PIECES_H

#include <stddef.h>

#include "scriptlets/style.h"

/*
 * These words in a text are replaced:
 *   {sockets}   all sockets
 *   {main}      the main socket
 *   {install}   the sockets that are enabled at installation
 *   {service}   the service
 *   {all}       the service, unless another package has it, and the sockets
 *   {remove}    the sockets, which must stop first, then the service, likewise
 *   {presets}   the marks that presets of {all} are due, in {state}
 *   {unitdir}   the directory of units
 *   {state}     the directory of marks
 */
struct piece {
	unsigned styles, parts, upgrades; /* bits: what it is for */
	enum section section;
	const char *condition; /* as for scriptlet_each() */
	const char *text;
};

/* All pieces, in the order in which they stand in a section. */
extern const struct piece scriptlet_pieces[];
extern const size_t scriptlet_n_pieces;

#endif
