/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which templates make a unit. */
#ifndef VIRTD_SOCKET_UNITS_TEMPLATES_H
#define VIRTD_SOCKET_UNITS_TEMPLATES_H

#include "units/daemon.h"
#include "units/template_files.h"

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
