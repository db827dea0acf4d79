/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of edits.c: the unified diff of every kind of change. */
#include "spec/edits.h"
#include "support.h"

static const char *line(const void *ctx, size_t i)
{
	static char buf[8];

	(void)ctx;
	snprintf(buf, sizeof(buf), "%zu", i + 1);
	return buf;
}

/* Fails unless the diff of EDITS is EXPECTED; frees EDITS. */
static void check(struct edits *edits, bool newline, const char *expected)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_int_equal(edits_any(edits), *expected != '\0');
	edits_print(edits, "f", "f", line, NULL, newline, out);
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
	edits_free(edits);
}

#define HEADER "--- f\n+++ f\n"

static void test_none(void **state)
{
	(void)state;
	check(edits_new(0), true, "");
	check(edits_new(3), true, "");
}

static void test_replace(void **state)
{
	struct edits *e = edits_new(9);

	(void)state;
	edits_delete(e, 4, 1);
	assert_true(edits_deleted(e, 4));
	assert_false(edits_deleted(e, 3));
	edits_insert(e, 4, "%s", "a");
	edits_insert(e, 4, "b%d", 2);
	check(e, true,
	      HEADER "@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+a\n+b2\n 6\n 7\n 8\n");
}

static void test_ends(void **state)
{
	struct edits *e = edits_new(2);

	(void)state;
	edits_insert(e, 0, "first");
	edits_insert(e, 2, "last");
	check(e, true, HEADER "@@ -1,2 +1,4 @@\n+first\n 1\n 2\n+last\n");
	e = edits_new(1);
	edits_delete(e, 0, 1);
	check(e, true, HEADER "@@ -1 +0,0 @@\n-1\n");
	e = edits_new(0);
	edits_insert(e, 0, "%s", "");
	check(e, true, HEADER "@@ -0,0 +1 @@\n+\n");
}

/* Six lines between two changes are in one hunk, seven are not. */
static void test_hunks(void **state)
{
	struct edits *e = edits_new(20);

	(void)state;
	edits_delete(e, 4, 1);
	edits_delete(e, 11, 1);
	check(e, true,
	      HEADER "@@ -2,14 +2,12 @@\n 2\n 3\n 4\n-5\n 6\n 7\n 8\n 9\n 10\n"
		     " 11\n-12\n 13\n 14\n 15\n");
	e = edits_new(20);
	edits_delete(e, 4, 1);
	edits_insert(e, 12, "x");
	check(e, true,
	      HEADER "@@ -2,7 +2,6 @@\n 2\n 3\n 4\n-5\n 6\n 7\n 8\n"
		     "@@ -10,6 +9,7 @@\n 10\n 11\n 12\n+x\n 13\n 14\n 15\n");
}

/* Lines that are added between removed ones come behind all of them. */
static void test_order(void **state)
{
	struct edits *e = edits_new(3);

	(void)state;
	edits_delete(e, 0, 1);
	edits_insert(e, 1, "a");
	edits_delete(e, 1, 1);
	edits_insert(e, 2, "b");
	check(e, true, HEADER "@@ -1,3 +1,3 @@\n-1\n-2\n+a\n+b\n 3\n");
}

#define NO_NEWLINE "\\ No newline at end of file\n"

static void test_no_newline(void **state)
{
	struct edits *e = edits_new(2);

	(void)state;
	edits_delete(e, 0, 1);
	check(e, false, HEADER "@@ -1,2 +1 @@\n-1\n 2\n" NO_NEWLINE);
	e = edits_new(2);
	edits_delete(e, 1, 1);
	edits_insert(e, 1, "x");
	check(e, false, HEADER "@@ -1,2 +1,2 @@\n 1\n-2\n" NO_NEWLINE "+x\n");
	e = edits_new(2);
	edits_insert(e, 2, "x");
	check(e, false,
	      HEADER "@@ -1,2 +1,3 @@\n 1\n-2\n" NO_NEWLINE "+2\n+x\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_none),  cmocka_unit_test(test_replace),
		cmocka_unit_test(test_ends),  cmocka_unit_test(test_hunks),
		cmocka_unit_test(test_order), cmocka_unit_test(test_no_newline),
	};

	return cmocka_run_group_tests_name("edits", tests, NULL, NULL);
}
