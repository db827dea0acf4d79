/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of nearest.c: which word is near, and which is nearest. */
#include <stdbool.h>

#include "base/nearest.h"
#include "support.h"

static const char *word(void *ctx, size_t i)
{
	return ((const char **)ctx)[i];
}

/* The nearest of WORDS (NULL at the end), or NULL. */
static const char *find(const char *typed, const char *const words[])
{
	size_t n = 0;

	while (words[n] != NULL)
		n++;
	return words[nearest(typed, n, word, (void *)words)];
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
		/* two of six, three of nine, no more of ten and more */
		{"secrex", "secret", true},
		{"secrxx", "secret", true},
		{"secxxx", "secret", false},
		{"interfxxx", "interface", true},
		{"interxxxx", "interface", false},
		{"virtstorxxx", "virtstoraged", false},
		{"virtstoraxxx", "virtstoraged", true},
		{"virtstorxxxd", "virtstoraged", true},
		{"interfaceabc", "interface", true},
		{"interfaceabcd", "interface", false},
		{"QEMU", "qemu", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const words[] = {cases[i].word, NULL};
		const char *found = find(cases[i].typed, words);

		assert_int_equal(found != NULL, cases[i].near);
	}
}

static void test_nearest(void **state)
{
	static const char *const words[] = {"storage", "storaged", "secret",
					    NULL};

	(void)state;
	assert_string_equal(find("storag", words), "storage");
	assert_string_equal(find("storagedd", words), "storaged");
	assert_string_equal(find("secrte", words), "secret");
	/* equally near: the first */
	assert_string_equal(find("storagex", words), "storage");
	assert_null(find("frobnicate", words));
}

static void test_long(void **state)
{
	char *a = repeat('a', 31), *b = repeat('a', 32);
	const char *const words[] = {a, NULL}, *const longer[] = {b, NULL};

	(void)state;
	assert_ptr_equal(find(a, words), a);
	assert_null(find(b, words));
	assert_null(find(a, longer));
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
