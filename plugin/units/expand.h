/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From a template to the text of a unit. */
#ifndef VIRTD_SOCKET_UNITS_EXPAND_H
#define VIRTD_SOCKET_UNITS_EXPAND_H

#include "base/buffer.h"
#include "units/unitfile.h"

/* The longest path of a Unix socket (unix(7): sun_path less the final NUL). */
#define SOCKET_PATH_MAX 107

/* What an expansion asks its caller. */
struct expand_ops {
	/*
	 * Set *VALUE to the value of @NAME@ (LEN bytes), or to NULL if there
	 * is none. It must stay valid until the expansion returns. Returns
	 * false after an error.
	 */
	bool (*variable)(void *ctx, const char *name, size_t len,
			 const char **value);
	/* Whether the unit called NAME (LEN bytes) may stay in Also=. */
	bool (*keep_also)(void *ctx, const char *name, size_t len);
	void *ctx;
};

/*
 * Put TEMPLATE as the unit called UNIT into OUT: the sections in the order of
 * unit_sections, one blank line between them, each @NAME@ replaced by its
 * value. A "%" of a value is doubled, because systemd.unit(5) expands
 * specifiers. A unit that OPS does not keep is dropped from Also=, and the
 * line with it where nothing is left.
 *
 * Returns false after an error that names file and line: a placeholder
 * without value; a value that has control characters, is not UTF-8 or ends in
 * a backslash; a line that values join to the next; a ListenStream= path over
 * SOCKET_PATH_MAX. What was put into OUT until then is to be thrown away.
 */
bool expand_unit(const struct unitfile *template, const char *unit,
		 const struct expand_ops *ops, struct buffer *out);

#endif
