/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Texts: words, ends, characters, copies, paths, tables of words. */
#include <string.h>

#include <rpm/rpmutil.h>

#include "base/text.h"

const char *text_word(const char **text, const char *separators, size_t *len)
{
	const char *word = *text + strspn(*text, separators);

	*len = strcspn(word, separators);
	*text = word + *len;
	return *len > 0 ? word : NULL;
}

bool text_ends(const char *text, const char *suffix)
{
	size_t len = strlen(text), n = strlen(suffix);

	return len > n && strcmp(text + len - n, suffix) == 0;
}

size_t text_utf8(const char *text, unsigned *character)
{
	static const unsigned min[] = {0, 0, 0x80, 0x800, 0x10000};
	const unsigned char *p = (const unsigned char *)text;
	size_t len = *p < 0x80	 ? 1
		     : *p < 0xc2 ? 0
		     : *p < 0xe0 ? 2
		     : *p < 0xf0 ? 3
		     : *p < 0xf5 ? 4
				 : 0;
	unsigned c = len < 2 ? *p : *p & (0x7fu >> len);

	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3f);
	}
	if (c < min[len] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		return 0;
	*character = c;
	return len;
}

/* Unicode: general category Cc; the property Bidi_Control; Zl and Zp. */
static bool is_raw(unsigned c)
{
	return (c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0) ||
	       c == 0x61c || (c >= 0x200e && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Whether C needs no look at what stands around it. */
static bool is_plain(char c)
{
	return c >= ' ' && c < 0x7f;
}

char *text_clean(char *text)
{
	char *to = text;

	while (is_plain(*to))
		to++;
	for (const char *p = to; *p != '\0';) {
		unsigned c = 0;
		size_t len = text_utf8(p, &c);

		if (len == 0 || is_raw(c)) {
			*to++ = '?';
			p += len > 0 ? len : 1;
			continue;
		}
		memmove(to, p, len);
		to += len;
		p += len;
	}
	*to = '\0';
	return text;
}

char *copy_text(const char *text, size_t len)
{
	size_t size = strnlen(text, len);
	char *copy = rmalloc(size + 1);

	memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

bool path_has_dotdot(const char *path)
{
	for (; path != NULL; path = strchr(path, '/')) {
		path += strspn(path, "/");
		if (strncmp(path, "..", 2) == 0 &&
		    (path[2] == '/' || path[2] == '\0'))
			return true;
	}
	return false;
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

size_t words_find(const char *const table[], size_t n, const char *word)
{
	size_t i = 0;

	while (i < n && strcmp(word, table[i]) != 0)
		i++;
	return i;
}

bool words_have(const char *const table[], size_t n, const char *word)
{
	return words_find(table, n, word) < n;
}

const char *words_behind(const char *const table[], size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(table[i]);

		if (strncmp(text, table[i], len) == 0)
			return text + len;
	}
	return NULL;
}
