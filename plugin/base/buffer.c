/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts that grow. */
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/buffer.h"

void buffer_put(struct buffer *buffer, const char *data, size_t len)
{
	if (buffer->size - buffer->len <= len) {
		buffer->size = 2 * buffer->size + len + 64;
		buffer->text = rrealloc(buffer->text, buffer->size);
	}
	memcpy(buffer->text + buffer->len, data, len);
	buffer->len += len;
	buffer->text[buffer->len] = '\0';
}

void buffer_puts(struct buffer *buffer, const char *text)
{
	buffer_put(buffer, text, strlen(text));
}
