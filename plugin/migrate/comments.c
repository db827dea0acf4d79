/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Comments of definitions that go. */
#include "migrate/comments.h"

static bool is_comment(const struct spec *spec, size_t i)
{
	return *spec_trimmed(spec, i) == '#';
}

/* The line behind the paragraph that begins at I. */
static size_t paragraph_end(const struct spec *spec, size_t i)
{
	while (i < spec->n_lines && !spec_blank(spec, i))
		i++;
	return i;
}

/* The line behind the comments that begin the file: a licence, a modeline. */
static size_t head_end(const struct spec *spec)
{
	size_t i = 0;

	while (i < spec->n_lines &&
	       (spec_blank(spec, i) || is_comment(spec, i)))
		i++;
	return i;
}

/* Whether lines from I to END are removed definitions and comments. */
static bool is_removed(const struct spec *spec, const struct edits *edits,
		       size_t i, size_t end)
{
	bool macro = false;

	for (; i < end; i++) {
		bool comment = is_comment(spec, i);

		if (!comment && (!edits_deleted(edits, i) ||
				 spec->lines[i].kind != LINE_MACRO))
			return false;
		macro |= !comment;
	}
	return macro;
}

/* Remove what goes of the paragraph from line I to END. */
static void remove_paragraph(const struct spec *spec, struct edits *edits,
			     size_t i, size_t end, size_t head)
{
	size_t from = i;

	/* a comment of one line may have a blank line behind it */
	if (i > 1 && i - 2 >= head && is_comment(spec, i - 2) &&
	    (i == 2 || spec_blank(spec, i - 3)))
		from = i - 2;
	if (from < head)
		from = head;
	if (from <= i && end < spec->n_lines && spec->lines[end].span == 1)
		end++;
	edits_delete(edits, from, end - from);
}

void comments_remove(const struct spec *spec, struct edits *edits)
{
	size_t head = head_end(spec);

	for (size_t i = 0, end; i < spec->n_lines; i = end) {
		end = paragraph_end(spec, i);
		if (end == i)
			end++;
		else if (is_removed(spec, edits, i, end))
			remove_paragraph(spec, edits, i, end, head);
	}
}
