/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of braces.c: what rpm and bash make of braces. */
#include "base/braces.h"
#include "support.h"

static void test_expand(void **state)
{
	static const struct {
		const char *word, *words;
	} cases[] = {
		{"a", "a"},
		{"", ""},
		{"a{,-ro,-admin}.socket",
		 "a.socket a-ro.socket a-admin.socket"},
		{"{a,b}{1,2}", "a1 a2 b1 b2"},
		{"{a,b{1,2}}c", "ac b1c b2c"},
		{"{a,b", "{a,b"},
		{"a,b}", "a,b}"},
		{"{a}", "{a}"},
		{"{a}{b,c}", "{a}b {a}c"},
		{"%{a,b}", "%{a,b}"},
		{"%{a}{b,c}", "%{a}b %{a}c"},
		{"{%{x},b}", "%{x} b"},
		{"}{", "}{"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		ARGV_t words = braces_expand(cases[i].word);
		char *text = argvJoin(words, " ");

		assert_string_equal(text, cases[i].words);
		free(text);
		argvFree(words);
	}
}

static void test_many(void **state)
{
	char *deep = repeat('{', 5000);
	ARGV_t words = braces_expand("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}");

	(void)state;
	assert_int_equal(argvCount(words), 64);
	argvFree(words);
	assert_null(braces_expand("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}"));
	assert_null(braces_expand(deep));
	free(deep);
}

static void test_groups(void **state)
{
	(void)state;
	assert_int_equal(braces_group("{a{b}c} d", 9), 7);
	assert_int_equal(braces_group("(a(b)) c", 8), 6);
	assert_int_equal(braces_group("[)]]", 4), 3);
	assert_int_equal(braces_group("{a}", 2), 0);
	assert_int_equal(braces_group("{{a}", 4), 0);
	assert_int_equal(braces_group("a{}", 3), 0);
	assert_int_equal(braces_group("", 0), 0);
	assert_true(braces_closed(""));
	assert_true(braces_closed("%{a}{b{c}}"));
	assert_false(braces_closed("{a"));
	assert_false(braces_closed("a}"));
	assert_false(braces_closed("}{"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_expand),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests_name("braces", tests, NULL, NULL);
}
