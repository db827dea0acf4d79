/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of text.c: words, ends, and what may go to a terminal. */
#include "base/text.h"
#include "support.h"

static void words(void **state)
{
	const char *text = "  a\tbcd ", *word;
	size_t len;

	(void)state;
	word = text_word(&text, " \t", &len);
	assert_int_equal(len, 1);
	assert_memory_equal(word, "a", 1);
	word = text_word(&text, " \t", &len);
	assert_int_equal(len, 3);
	assert_memory_equal(word, "bcd", 3);
	assert_null(text_word(&text, " \t", &len));
	assert_int_equal(len, 0);
	assert_null(text_word(&text, " \t", &len));
}

static void ends(void **state)
{
	(void)state;
	assert_true(text_ends("a.socket", ".socket"));
	assert_false(text_ends(".socket", ".socket"));
	assert_false(text_ends("a.sockets", ".socket"));
	assert_false(text_ends("", ".socket"));
}

static const struct {
	const char *text;
	const char *clean;
} rows[] = {
	{"", ""},
	{"plain ~", "plain ~"},
	{"a\nb\tc\rd\033[31m", "a?b\tc?d?[31m"},
	{"\x01\x1f\x7f", "???"},
	/* U+0080 to U+009F; U+00A0 is a space */
	{"\xc2\x80\xc2\x9b\xc2\x9f\xc2\xa0", "???\xc2\xa0"},
	/* U+202A to U+202E, U+2066 to U+2069, and what stands beside them */
	/* NOLINTNEXTLINE(misc-misleading-bidirectional): it is meant */
	{"\xe2\x80\xaa\xe2\x80\xae\xe2\x80\xaf", "??\xe2\x80\xaf"},
	{"\xe2\x81\xa5\xe2\x81\xa6\xe2\x81\xa9\xe2\x81\xaa",
	 "\xe2\x81\xa5??\xe2\x81\xaa"},
	/* U+200D; U+200E, U+200F; U+2010; U+061C; U+2028, U+2029 */
	{"\xe2\x80\x8d\xe2\x80\x8e\xe2\x80\x8f\xe2\x80\x90",
	 "\xe2\x80\x8d??\xe2\x80\x90"},
	{"\xd8\x9c\xe2\x80\xa8\xe2\x80\xa9", "???"},
	{"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80",
	 "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"},
	/* broken: lone, too long, a surrogate, too large, cut off */
	{"\x9b\xff", "??"},
	{"\xc0\x8a", "??"},
	{"\xe0\x80\x8a", "???"},
	{"\xed\xa0\x80", "???"},
	{"\xf4\x90\x80\x80", "????"},
	{"\xe2\x82", "??"},
};

static void clean(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *text = strdup(rows[i].text);

		assert_string_equal(text_clean(text), rows[i].clean);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words),
		cmocka_unit_test(ends),
		cmocka_unit_test(clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
