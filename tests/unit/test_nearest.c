/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of nearest.c: which word is near, and which is nearest. */
#include "base/nearest.h"
#include "support.h"

/* The nearest of WORDS (NULL at the end), or NULL. */
static const char *nearest(const char *typed, const char *const words[])
{
	struct nearest best = {0};

	for (; *words != NULL; words++)
		nearest_try(&best, typed, *words);
	return best.word;
}

static void test_near(void **state)
{
	static const struct {
		const char *typed, *word;
		bool near;
	} cases[] = {
		{"qemu", "qemu", true},	 /* the same */
		{"qmeu", "qemu", true},	 /* swapped */
		{"qem", "qemu", true},	 /* missing */
		{"qqemu", "qemu", true}, /* inserted */
		{"qemv", "qemu", true},	 /* replaced */
		{"qxmy", "qemu", true},	 /* two of four */
		{"xxmy", "qemu", false}, /* three of four */
		{"vx", "vz", true},	 /* one of two */
		{"xx", "vz", false},
		{"", "vz", false},
		{"nework", "network", true},
		{"interfaceabc", "interface", true},
		{"interfaceabcd", "interface", false},
		{"QEMU", "qemu", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const words[] = {cases[i].word, NULL};
		const char *word = nearest(cases[i].typed, words);

		assert_int_equal(word != NULL, cases[i].near);
	}
}

static void test_nearest(void **state)
{
	static const char *const words[] = {"storage", "storaged", "secret",
					    NULL};

	(void)state;
	assert_string_equal(nearest("storag", words), "storage");
	assert_string_equal(nearest("storagedd", words), "storaged");
	assert_string_equal(nearest("secrte", words), "secret");
	/* equally near: the first */
	assert_string_equal(nearest("storagex", words), "storage");
	assert_null(nearest("frobnicate", words));
}

static void test_long(void **state)
{
	char *a = repeat('a', 31), *b = repeat('a', 32);
	const char *const words[] = {a, NULL}, *const longer[] = {b, NULL};

	(void)state;
	assert_ptr_equal(nearest(a, words), a);
	assert_null(nearest(b, words));
	assert_null(nearest(a, longer));
	free(a);
	free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_near),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests_name("nearest", tests, NULL, NULL);
}
