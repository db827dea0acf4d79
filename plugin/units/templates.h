/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where templates are, and which ones make a unit. */
#ifndef VIRTD_SOCKET_UNITS_TEMPLATES_H
#define VIRTD_SOCKET_UNITS_TEMPLATES_H

#include "units/daemon.h"
#include "units/unitfile.h"

struct templates;

/* A new, empty set of templates, to be given to templates_free(). */
struct templates *templates_new(void);

/* Free SET and every template read through it. NULL is allowed. */
void templates_free(struct templates *set);

/*
 * Search DIR, too, after the directories added before: its *.in files and
 * those one level down (DIR/SUB/FILE). Nothing is read yet but the names.
 * Returns false after an error if DIR cannot be read.
 */
bool templates_add_dir(struct templates *set, const char *dir);

/*
 * The template of DAEMON's unit of this KIND with its extras merged, not yet
 * expanded. A socket is SERVICE[-KIND].socket.in, else virtd[-KIND].socket.in,
 * with SERVICE.socket.extra.in where there is one. A service is
 * SERVICE.service.in, else virtd.service.in, with SERVICE.service.extra.in
 * where there is one and then virtd.service.NAME.extra.in for each of the
 * daemon's service extras (libvirt 11.3 src/meson.build, virt_daemon_units).
 *
 * The result shares text with SET; give it to unitfile_free(). Returns NULL
 * after an error: no template, the same file name twice in one directory, a
 * file that cannot be parsed, an extra that does not fit.
 */
struct unitfile *templates_get(struct templates *set,
			       const struct daemon *daemon,
			       enum unit_kind kind);

#endif
