/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of expand.c: placeholders, values, Also=, socket paths. */
#include "units/expand.h"
#include "base/message.h"
#include "support.h"

/* What the placeholder @v@ stands for. */
static const char *v;

static bool variable(void *ctx, const char *name, size_t len,
		     const char **value)
{
	(void)ctx;
	*value = NULL;
	if (len == 1 && *name == 'v')
		*value = v;
	else if (len == 3 && strncmp(name, "a-b", 3) == 0)
		*value = "dash";
	else if (len == 2 && strncmp(name, "_1", 2) == 0)
		*value = "underscore";
	else if (len == 4 && strncmp(name, "fail", 4) == 0) {
		error("variable failed");
		return false;
	}
	return true;
}

static bool keep_also(void *ctx, const char *name, size_t len)
{
	(void)ctx;
	return len >= 3 && strncmp(name, "own", 3) == 0;
}

static const struct expand_ops ops = {variable, keep_also, NULL};

/* Expand the template TEXT; TEXT of the unit for free(), NULL on failure. */
static char *expand(const char *text)
{
	struct unitfile *uf =
		unitfile_parse("T", text, strlen(text), unit_sections);
	struct buffer unit = {0};
	bool ok;

	assert_non_null(uf);
	buffer_puts(&unit, "");
	ok = expand_unit(uf, "x.socket", &ops, &unit);
	unitfile_free(uf);
	if (ok)
		return unit.text;
	free(unit.text);
	return NULL;
}

static void check(const char *text, const char *expected)
{
	char *unit = expand(text);

	assert_messages("");
	assert_non_null(unit);
	assert_string_equal(unit, expected);
	free(unit);
}

static void check_error(const char *text, const char *expected)
{
	assert_null(expand(text));
	assert_messages(expected);
}

static void test_sections(void **state)
{
	(void)state;
	check("# gone\n[Install]\nD=4\n[Socket]\nC=3\n\n# "
	      "stays\n[Unit]\n\nA=1\n",
	      "[Unit]\nA=1\n\n[Socket]\nC=3\n# stays\n\n[Install]\nD=4\n");
	check("[Unit]\n[Socket]\nC=3\n", "[Socket]\nC=3\n");
	check("", "");
}

static void test_placeholders(void **state)
{
	(void)state;
	v = "x";
	check("[Unit]\nA=@v@@v@ @a-b@ @_1@\n# @v@\n",
	      "[Unit]\nA=xx dash underscore\n# x\n");
	/* not a placeholder: stays */
	check("[Unit]\nA=@ @@ @1@ @v a@b.c @-v@ @v\n",
	      "[Unit]\nA=@ @@ @1@ @v a@b.c @-v@ @v\n");
	check("[Unit]\nA=@@v@@\n", "[Unit]\nA=@x@\n");
	check("[Socket]\nListenStream=@v@\n", "[Socket]\nListenStream=x\n");
	/* a value is not looked at again */
	v = "@a-b@";
	check("[Unit]\nA=@v@\n", "[Unit]\nA=@a-b@\n");
	v = "";
	check("[Unit]\nA=@v@\n", "[Unit]\nA=\n");
}

static void test_unknown(void **state)
{
	(void)state;
	v = "x";
	check_error("[Unit]\nA=1\nB=@v@ @nope@\n",
		    "error: T:3: unknown placeholder @nope@; give it a value "
		    "with -D 'nope VALUE'\n");
	check_error("[Unit]\nA=@fail@\n", "error: variable failed\n");
}

static void test_percent(void **state)
{
	(void)state;
	v = "100%i%%";
	check("[Unit]\nA=%i @v@\n", "[Unit]\nA=%i 100%%i%%%%\n");
}

static void test_control(void **state)
{
	static const char *const bad[] = {"a\nb", "\t", "\x1b[0m", "\x7f",
					  "\r"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		v = bad[i];
		check_error("[Unit]\nA=@v@\n",
			    "error: T:2: the value of @v@ has a control "
			    "character\n");
	}
}

static void test_utf8(void **state)
{
	static const char *const good[] = {
		"\xc3\xa4",	"\xe2\x82\xac",	    "\xf0\x9f\x98\x80",
		"\xef\xbf\xbd", "\xf4\x8f\xbf\xbf", "\xc2\x80",
		"\xe0\xa0\x80", "\xed\x9f\xbf",	    "\xee\x80\x80",
	};
	static const char *const bad[] = {
		"\xe4",
		"\x80",
		"\xc0\x80",
		"\xc1\xbf",
		"\xe2\x82",
		"\xe0\x9f\xbf",
		"\xf0\x8f\xbf\xbf",
		"\xed\xa0\x80",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xff",
		"\xc3\x61",
	};
	char expected[32];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		v = good[i];
		sprintf(expected, "[Unit]\nA=%s\n", v);
		check("[Unit]\nA=@v@\n", expected);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		v = bad[i];
		check_error("[Unit]\nA=@v@\n",
			    "error: T:2: the value of @v@ is not valid "
			    "UTF-8\n");
	}
}

static void test_backslash(void **state)
{
	(void)state;
	v = "a\\b";
	check("[Unit]\nA=@v@\n", "[Unit]\nA=a\\b\n");
	v = "a\\";
	check_error("[Unit]\nA=@v@\n",
		    "error: T:2: the value of @v@ ends with a backslash, which "
		    "would join two lines\n");
}

/* found by fuzzing: an empty value behind a backslash of the template */
static void test_joined(void **state)
{
	static const char said[] =
		"error: T:3: its values leave a backslash at the end of the "
		"line, which would join two lines\n";

	(void)state;
	v = "";
	check_error("[Unit]\nA=1\nB=a\\@v@\nC=1\n", said);
	check_error("[Unit]\nA=1\nB=a\\ \t@v@\nC=1\n", said);
	check_error("[Unit]\nA=1\nB=1 \\\na\\@v@\nC=1\n", said);
	check("[Unit]\nA=1 \\\n@v@b\n# \\@v@\n", "[Unit]\nA=1 \\\nb\n# \\\n");
	v = "a\\  ";
	check_error("[Unit]\nA=1\nB=@v@\nC=1\n", said);
	v = "\\  a  ";
	check("[Unit]\nA=@v@\n", "[Unit]\nA=\\  a  \n");
}

static void test_also(void **state)
{
	(void)state;
	v = "own.socket";
	check("[Install]\nAlso=@v@\nAlso=b.socket\nAlso = own-b.socket\n",
	      "[Install]\nAlso=own.socket\nAlso = own-b.socket\n");
	check("[Install]\nAlso=b.socket own1.socket  own2.socket c.socket\n",
	      "[Install]\nAlso=own1.socket own2.socket\n");
	check("[Install]\nAlso=  own1.socket   own2.socket\n",
	      "[Install]\nAlso=  own1.socket   own2.socket\n");
	/* an empty one resets what was before */
	check("[Install]\nAlso=\n", "[Install]\nAlso=\n");
	check("[Install]\n# Also=b.socket\nWantedBy=b.socket\n",
	      "[Install]\n# Also=b.socket\nWantedBy=b.socket\n");
}

static void test_also_continued(void **state)
{
	(void)state;
	check("[Install]\nAlso=own1.socket "
	      "\\\nown2.socket\\\nown3.socket\nA=1\n",
	      "[Install]\nAlso=own1.socket "
	      "\\\nown2.socket\\\nown3.socket\nA=1\n");
	check("[Install]\nAlso=own1.socket \\\nb.socket\\\nown3.socket\nA=1\n",
	      "[Install]\nAlso=own1.socket own3.socket\nA=1\n");
	check("[Install]\nAlso=b.socket \\\nc.socket\nA=1\n",
	      "[Install]\nA=1\n");
	/* what is continued is not looked at as a key */
	check("[Install]\nA=1 \\\nAlso=b.socket\nB=1\n",
	      "[Install]\nA=1 \\\nAlso=b.socket\nB=1\n");
}

static void check_path(const char *format, size_t n, const char *expected)
{
	char *path = repeat('p', n), *said = NULL;

	v = path;
	if (expected == NULL) {
		char *unit = expand(format);

		assert_non_null(unit);
		free(unit);
		assert_messages("");
	} else {
		assert_int_not_equal(asprintf(&said, expected, path), -1);
		check_error(format, said);
	}
	free(said);
	free(path);
}

static void test_path_length(void **state)
{
	(void)state;
	check_path("[Socket]\nListenStream=/@v@\n", 106, NULL);
	check_path("[Socket]\nListenStream=/@v@\n", 107,
		   "error: T:2: the socket path of x.socket has 108 bytes, but "
		   "a socket path can have no more than 107: \"/%s\"\n");
	check_path("[Socket]\nListenStream = @@v@\n", 106, NULL);
	check_path("[Socket]\nListenStream = @@v@\n", 107,
		   "error: T:2: the socket path of x.socket has 108 bytes, but "
		   "a socket path can have no more than 107: \"@%s\"\n");
	/* no path: a port or an address */
	check_path("[Socket]\nListenStream=@v@\n", 200, NULL);
	/* %% is one byte */
	check_path("[Socket]\nListenStream=/%%@v@\n", 105, NULL);
	check_path("[Socket]\nListenStream=/%%@v@\n", 106,
		   "error: T:2: the socket path of x.socket has 108 bytes, but "
		   "a socket path can have no more than 107: \"/%%%%%s\"\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_placeholders),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_percent),
		cmocka_unit_test(test_control),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_backslash),
		cmocka_unit_test(test_joined),
		cmocka_unit_test(test_also),
		cmocka_unit_test(test_also_continued),
		cmocka_unit_test(test_path_length),
	};

	return cmocka_run_group_tests_name("expand", tests, NULL, NULL);
}
