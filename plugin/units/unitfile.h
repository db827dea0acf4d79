/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The syntax of systemd unit files: ordered sections of ordered lines. */
#ifndef VIRTD_SOCKET_UNITS_UNITFILE_H
#define VIRTD_SOCKET_UNITS_UNITFILE_H

#include <stdbool.h>
#include <stddef.h>

/* The largest file that is read as a unit, a template or a catalogue. */
#define UNITFILE_MAX (1 << 20)

/* One line without the white space around it. */
struct unit_line {
	const char *text;
	const char *file; /* where it was read, for messages */
	unsigned lineno;
};

struct unit_section {
	const char *name; /* without the brackets */
	unsigned lineno;  /* of its first header */
	struct unit_line *lines;
	size_t n_lines;
};

struct unitfile {
	char *file;
	char *buffer; /* what the lines point into */
	struct unit_section *sections;
	size_t n_sections;
};

/*
 * The sections that a unit may have, in the order in which they are printed
 * (libvirt 11.3 scripts/merge-systemd-units.py, SECTIONS). NULL at the end.
 */
extern const char *const unit_sections[];

/*
 * Parse SIZE bytes at DATA, which came from the file called FILE. KNOWN names
 * the sections that may occur (NULL: any). Comments above the first section
 * and blank lines are dropped; comments inside a section stay, except between
 * continued lines; sections without lines count as absent; a section that
 * occurs twice is one section. Line continuation is that of systemd.syntax(7).
 *
 * Returns a new object that owns copies of everything, to be given to
 * unitfile_free(), or NULL after an error that names file and line: a NUL
 * byte, CR LF line ends, text before the first section, a broken or an
 * unknown section header, a line without "=", a backslash that continues
 * nothing.
 */
struct unitfile *unitfile_parse(const char *file, const char *data, size_t size,
				const char *const known[]);

/*
 * Read and parse the regular file at PATH, as unitfile_parse() does. It is an
 * error if it cannot be opened, is no regular file or exceeds UNITFILE_MAX.
 */
struct unitfile *unitfile_read(const char *path, const char *const known[]);

/* Free UF and what it owns. NULL is allowed. Returns NULL. */
struct unitfile *unitfile_free(struct unitfile *uf);

/*
 * Add a section called NAME, which must live as long, to UF. It belongs to
 * UF, until the next one is added.
 */
struct unit_section *unitfile_add(struct unitfile *uf, const char *name);

/* The section called NAME in UF, or NULL. It belongs to UF. */
const struct unit_section *unitfile_section(const struct unitfile *uf,
					    const char *name);

/*
 * Append the lines of EXTRA to the sections of the same name in BASE, as
 * libvirt 11.3 scripts/merge-systemd-units.py does. BASE then points into
 * EXTRA, which must live as long. Returns false after an error if EXTRA has a
 * section that BASE lacks; BASE is then unchanged.
 */
bool unitfile_merge(struct unitfile *base, const struct unitfile *extra);

/*
 * A copy of UF that shares its text and can be merged into without changing
 * UF; UF must live as long. To be given to unitfile_free().
 */
struct unitfile *unitfile_copy(const struct unitfile *uf);

/* Whether TEXT, a line, is a comment. */
bool unit_is_comment(const char *text);

/*
 * The length of the name if "@NAME@", a placeholder, starts at AT, an "@"; else
 * 0. A name has letters, digits, "_" and "-", and starts with neither of the
 * digits nor "-".
 */
size_t unit_placeholder(const char *at);

/* Whether LINE ends with the backslash that joins it to the next one. */
bool unit_line_continues(const struct unit_line *line);

/*
 * Whether LINE is "KEY=VALUE" with this KEY; white space around "=" is
 * allowed. On success *VALUE (may be NULL) points at the value in LINE.
 */
bool unit_line_is(const struct unit_line *line, const char *key,
		  const char **value);

#endif
