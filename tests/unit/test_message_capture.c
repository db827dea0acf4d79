/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of message_capture.c: the first line of the first error. */
#include <rpm/rpmlog.h>

#include "base/message_capture.h"
#include "support.h"

static int calls;

static int count(rpmlogRec rec, rpmlogCallbackData data)
{
	(void)rec, (void)data;
	calls++;
	return 0;
}

static void first(void **state)
{
	char *text;

	(void)state;
	rpmlogSetCallback(count, NULL);
	message_capture();
	rpmlog(RPMLOG_WARNING, "a warning\n");
	rpmlog(RPMLOG_ERR, "the first\nand more\n");
	rpmlog(RPMLOG_ERR, "the second\n");
	text = message_release();
	assert_string_equal(text, "the first");
	free(text);
	assert_int_equal(calls, 0);
	/* who listened before listens again */
	rpmlog(RPMLOG_ERR, "the third\n");
	assert_int_equal(calls, 1);
	rpmlogSetCallback(NULL, NULL);
}

static void none(void **state)
{
	char *text;

	(void)state;
	message_capture();
	rpmlog(RPMLOG_WARNING, "a warning\n");
	text = message_release();
	assert_string_equal(text, "");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first),
		cmocka_unit_test(none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
