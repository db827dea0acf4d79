/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of specpart.c: print and parse, add and filter, damage. */
#include "scriptlets/specpart.h"
#include "support.h"

#define HEADER                                                                 \
	"# Written by virtd-socket install; see virtd-socket-macros(7).\n"

/* The line for the daemons NAMES of OWNER, which ends with a space. */
#define PACKAGE(owner, names) "%__virtd_socket_specpart " owner names "\n"

static const struct specpart_item qemu = {
	.owner = "",
	.service = "virtqemud",
	.kinds = KINDS_UNIX,
	.enable = KINDS_UNIX,
};
static const struct specpart_item lock = {
	.owner = "-p lock",
	.service = "virtlockd",
	.kinds = KIND_BIT(KIND_MAIN) | KIND_BIT(KIND_ADMIN),
	.enable = KIND_BIT(KIND_MAIN) | KIND_BIT(KIND_ADMIN),
	.upgrade = UPGRADE_RELOAD,
};
static const struct specpart_item proxy = {
	.owner = "-n proxy",
	.service = "virtproxyd",
	.kinds = KINDS_SOCKETS,
	.enable = KINDS_UNIX | KIND_BIT(KIND_TLS),
};
static const struct specpart_item own = {
	.owner = "",
	.service = "own",
	.kinds = KIND_BIT(KIND_MAIN),
	.enable = KIND_BIT(KIND_MAIN),
	.upgrade = UPGRADE_RELOAD,
	.described = true,
};

#define QEMU_RECORD                                                            \
	"#: \tvirtqemud\tmain,ro,admin\tmain,ro,admin\trestart\tsockets\t"     \
	"catalog\n"
#define LOCK_RECORD                                                            \
	"#: -p lock\tvirtlockd\tmain,admin\tmain,admin\treload\tsockets\t"     \
	"catalog\n"
#define PROXY_RECORD                                                           \
	"#: -n proxy\tvirtproxyd\tmain,ro,admin,tcp,tls\tmain,ro,admin,tls\t"  \
	"restart\tsockets\tcatalog\n"
#define PROXY_SHAPE                                                            \
	"%__virtd_socket_describe -k main,ro,admin,tcp,tls -u restart -e tls " \
	"virtproxyd\n"
#define OWN_RECORD "#: \town\tmain\tmain\treload\tsockets\tdescribed\n"
#define OWN_SHAPE  "%__virtd_socket_describe -k main -u reload own\n"

static char *print(const struct specpart *part)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	specpart_print(part, out);
	fclose(out);
	return text;
}

static void check_print(const struct specpart *part, const char *expected)
{
	char *text = print(part);

	assert_string_equal(text, expected);
	free(text);
}

static void test_print(void **state)
{
	struct specpart part = {0};

	(void)state;
	check_print(&part, HEADER);
	specpart_add(&part, &qemu);
	check_print(&part, HEADER QEMU_RECORD PACKAGE("", "virtqemud"));
	specpart_add(&part, &proxy);
	specpart_add(&part, &lock);
	specpart_add(&part, &own);
	/* by owner, then by service */
	check_print(&part,
		    HEADER OWN_RECORD QEMU_RECORD PROXY_RECORD LOCK_RECORD
			    OWN_SHAPE PROXY_SHAPE PACKAGE("", "own virtqemud")
				    PACKAGE("-n proxy ", "virtproxyd")
					    PACKAGE("-p lock ", "virtlockd"));
	specpart_free(&part);
}

static void test_add_replaces(void **state)
{
	struct specpart_item moved = lock, with = qemu;
	struct specpart part = {0};

	(void)state;
	specpart_add(&part, &qemu);
	specpart_add(&part, &lock);
	with.files = LIST_SERVICE;
	specpart_add(&part, &with);
	moved.owner = "";
	moved.files = LIST_NOTHING;
	specpart_add(&part, &moved);
	assert_int_equal(part.n, 2);
	check_print(&part,
		    HEADER "#: \tvirtlockd\tmain,admin\tmain,admin\treload\t"
			   "nothing\tcatalog\n"
			   "#: \tvirtqemud\tmain,ro,admin\tmain,ro,admin\t"
			   "restart\tservice\tcatalog\n"
			   "%__virtd_socket_specpart "
			   "virtlockd.nothing virtqemud.service\n");
	specpart_free(&part);
}

static bool is_reloaded(void *ctx, const struct specpart_item *item)
{
	++*(int *)ctx;
	return item->upgrade == UPGRADE_RELOAD;
}

static void test_filter(void **state)
{
	struct specpart part = {0};
	int calls = 0;

	(void)state;
	specpart_add(&part, &qemu);
	specpart_add(&part, &lock);
	specpart_add(&part, &own);
	specpart_filter(&part, is_reloaded, &calls);
	assert_int_equal(calls, 3);
	assert_int_equal(part.n, 2);
	assert_string_equal(part.items[0].service, "own");
	assert_string_equal(part.items[1].service, "virtlockd");
	specpart_free(&part);
}

static void test_round_trip(void **state)
{
	struct specpart part = {0}, again;

	(void)state;
	specpart_add(&part, &qemu);
	specpart_add(&part, &lock);
	specpart_add(&part, &proxy);
	specpart_add(&part, &own);
	char *text = print(&part);
	assert_true(specpart_parse(&again, "F", text));
	assert_messages("");
	assert_int_equal(again.n, part.n);
	for (size_t i = 0; i < part.n; i++) {
		const struct specpart_item *a = &part.items[i];
		const struct specpart_item *b = &again.items[i];

		assert_string_equal(a->owner, b->owner);
		assert_string_equal(a->service, b->service);
		assert_int_equal(a->kinds, b->kinds);
		assert_int_equal(a->enable, b->enable);
		assert_int_equal(a->upgrade, b->upgrade);
		assert_int_equal(a->files, b->files);
		assert_int_equal(a->described, b->described);
	}
	check_print(&again, text);
	free(text);
	specpart_free(&part);
	specpart_free(&again);
}

static void test_parse_empty(void **state)
{
	struct specpart part;

	(void)state;
	assert_true(specpart_parse(&part, "F", ""));
	assert_int_equal(part.n, 0);
	specpart_free(&part);
	assert_true(specpart_parse(&part, "F", HEADER));
	assert_int_equal(part.n, 0);
	specpart_free(&part);
	assert_messages("");
}

static void check_error(const char *text, const char *expected)
{
	struct specpart part;

	assert_false(specpart_parse(&part, "F", text));
	specpart_free(&part);
	assert_messages(expected);
}

static void test_foreign(void **state)
{
	(void)state;
	check_error("%post\n", "error: F:1: not written by virtd-socket; name "
			       "another file\n");
	check_error("\n" HEADER, "error: F:1: not written by virtd-socket; "
				 "name another file\n");
	check_error("# Written by virtd-socket",
		    "error: F:1: not written by virtd-socket; name another "
		    "file\n");
}

static void test_damaged(void **state)
{
	static const char *const records[] = {
		"",
		"\tvirtqemud",
		"\ta\tmain\tmain\trestart\tsockets",
		"\ta\tmain\tmain\trestart\tsockets\tcatalog\tmore",
		"\ta\tfoo\tmain\trestart\tsockets\tcatalog",
		"\ta\tmain\t\trestart\tsockets\tcatalog",
		"\ta\tmain\tmain\tstop\tsockets\tcatalog",
		"\ta\tmain\tmain\trestart\tfiles\tcatalog",
		"\ta\tmain\tmain\trestart\tsockets\t",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(records) / sizeof(records[0]); i++) {
		char text[300];

		sprintf(text, HEADER QEMU_RECORD "#: %s\n", records[i]);
		check_error(text, "error: F:3: damaged; remove the file and "
				  "build again\n");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_print),
		cmocka_unit_test(test_add_replaces),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_parse_empty),
		cmocka_unit_test(test_foreign),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests_name("specpart", tests, NULL, NULL);
}
