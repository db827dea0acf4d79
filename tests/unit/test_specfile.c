/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Tests of spec/: lines, sections, packages and conditions. */
#include <rpm/rpmstring.h>

#include "spec/expand.h"
#include "spec/parse.h"
#include "support.h"

static struct spec *parse(const char *text)
{
	return spec_parse("f", rstrdup(text));
}

static const struct spec_section *section_of(const struct spec *spec, size_t i)
{
	return &spec->sections[spec->lines[i].section];
}

static void test_sections(void **state)
{
	struct spec *spec = parse("Name: x\n"
				  "%posts\n"
				  " %post\n"
				  "%post -p /bin/sh sub\n"
				  "%Post -n other -p <lua>\n"
				  "%files -f list sub\n"
				  "%postun\n"
				  "%description sub\n"
				  "%END\n"
				  "%%post\n");

	(void)state;
	assert_int_equal(spec->n_sections, 7);
	assert_int_equal(section_of(spec, 2)->part, PART_PREAMBLE);
	assert_int_equal(section_of(spec, 3)->part, PART_SCRIPT);
	assert_int_equal(section_of(spec, 3)->script, SECTION_POST);
	assert_string_equal(section_of(spec, 3)->words, "sub");
	assert_false(section_of(spec, 3)->program);
	assert_string_equal(section_of(spec, 4)->words, "-n other");
	assert_true(section_of(spec, 4)->program);
	assert_int_equal(section_of(spec, 5)->part, PART_FILES);
	assert_string_equal(section_of(spec, 5)->words, "sub");
	assert_int_equal(section_of(spec, 5)->end, 6);
	assert_int_equal(section_of(spec, 6)->script, SECTION_POSTUN);
	assert_int_equal(section_of(spec, 7)->part, PART_OTHER);
	assert_int_equal(section_of(spec, 9)->header, 8);
	assert_int_equal(section_of(spec, 9)->end, 10);
	spec_free(spec);
}

static void test_packages(void **state)
{
	static const struct {
		const char *name, *a, *b;
		bool same;
	} cases[] = {
		{"x", "%post", "%files", true},
		{"x", "%post sub", "%files -n x-sub", true},
		{"x", "%post sub", "%files -n %{name}-sub", true},
		{"x", "%post", "%files -n %{name}", true},
		{"%{base}", "%post sub", "%files -n %{name}-sub", true},
		{"x", "%post", "%files sub", false},
		{"x", "%post sub", "%files -n sub", false},
		{"x", "%post -n a", "%files -n b", false},
		{"x", "%post -n a", "%files -n \"a\"", true},
		{"x", "%post -na", "%files -n=a", true},
		{"x", "%post 'a'", "%files -f \"a b\" \\a", true},
		{"x", "%post -n \"a", "%files -n a", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *text = NULL;
		struct spec *spec;

		rasprintf(&text, "Name: %s\n%s\n%s\n", cases[i].name,
			  cases[i].a, cases[i].b);
		spec = spec_parse("f", text);
		assert_int_equal(section_of(spec, 1)->package ==
					 section_of(spec, 2)->package,
				 cases[i].same);
		spec_free(spec);
	}
}

static void test_joined(void **state)
{
	struct spec *spec = parse("Name: x\n"
				  "%global a \\\n"
				  "%post \\\n"
				  "1\n"
				  "%{lua:\n"
				  "%post\n"
				  "}\n"
				  "a \\\n"
				  "b\\\\\n"
				  "%(c\n"
				  "%post\n"
				  ")\n");
	char *text = spec_joined(spec, 7);

	(void)state;
	assert_int_equal(spec->lines[1].kind, LINE_MACRO);
	assert_int_equal(spec->lines[1].span, 3);
	assert_int_equal(spec->lines[2].span, 0);
	assert_int_equal(spec->lines[4].span, 3);
	assert_int_equal(spec->lines[7].span, 2);
	assert_string_equal(text, "a   b\\\\");
	assert_int_equal(spec->lines[9].span, 3);
	free(text);
	spec_free(spec);
}

/* A condition and the beginning of a section end a line; rpm 4.18 does so. */
static void test_cut(void **state)
{
	struct spec *spec = parse("Name: x\n"
				  "%build\n"
				  "a \\\n" /* 2 */
				  " %if 1 && \\\n"
				  "  2\n"
				  "b \\\n" /* 5 */
				  "%else\n"
				  "c \\\n"
				  "%endif\n" /* 8 */
				  " %post \\\n"
				  "%post\n" /* 10 */
				  "# \\\n"
				  "%ifx \\\n"
				  "%{x \\\n" /* 13 */
				  "%if\n"
				  "} \\\n"
				  "d\n");
	static const struct {
		size_t span;
		enum spec_line_kind kind;
		bool cut;
	} lines[] = {
		{1, LINE_TEXT, false},	    {1, LINE_HEADER, false},
		{1, LINE_TEXT, true},	    {2, LINE_CONDITION, false},
		{0, LINE_CONDITION, false}, {1, LINE_TEXT, true},
		{1, LINE_CONDITION, false}, {1, LINE_TEXT, true},
		{1, LINE_CONDITION, false}, {1, LINE_TEXT, true},
		{1, LINE_HEADER, false},    {6, LINE_TEXT, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		assert_int_equal(spec->lines[i].span, lines[i].span);
		assert_int_equal(spec->lines[i].kind, lines[i].kind);
		assert_int_equal(spec->lines[i].cut, lines[i].cut);
	}
	assert_int_equal(spec->branches.list[spec->lines[5].branch].end, 8);
	assert_int_equal(spec->branches.list[spec->lines[7].branch].end, 8);
	spec_free(spec);
}

static void test_branches(void **state)
{
	struct spec *spec = parse("Name: x\n"	/* 0 */
				  "%if 1\n"	/* 1 */
				  "a\n"		/* 2 */
				  " %if 2\n"	/* 3 */
				  "b\n"		/* 4 */
				  " %endif\n"	/* 5 */
				  "%elif 3\n"	/* 6 */
				  "c\n"		/* 7 */
				  "%else\n"	/* 8 */
				  "d\n"		/* 9 */
				  "%endif\n"	/* 10 */
				  "  %if 1\n"	/* 11 */
				  "e\n"		/* 12 */
				  "%else\n"	/* 13 */
				  "f\n"		/* 14 */
				  "%endif\n"	/* 15 */
				  "g\n"		/* 16 */
				  "%ifarch 1\n" /* 17 */
				  "h\n"		/* 18 */
				  "%endif\n"	/* 19 */
				  "%iffy\n");	/* 20 */
	const struct spec_line *l = spec->lines;

	(void)state;
	assert_int_equal(l[0].branch, 0);
	assert_int_equal(l[16].branch, 0);
	assert_int_equal(l[1].branch, 0);
	assert_int_equal(l[10].branch, 0);
	assert_int_equal(l[3].branch, l[2].branch);
	assert_int_equal(l[20].kind, LINE_TEXT);
	/* the same conditions */
	assert_true(
		spec_same_branch(&spec->branches, l[2].branch, l[2].branch));
	assert_true(
		spec_same_branch(&spec->branches, l[2].branch, l[12].branch));
	assert_false(
		spec_same_branch(&spec->branches, l[2].branch, l[4].branch));
	assert_false(
		spec_same_branch(&spec->branches, l[2].branch, l[7].branch));
	assert_false(
		spec_same_branch(&spec->branches, l[9].branch, l[14].branch));
	assert_false(
		spec_same_branch(&spec->branches, l[2].branch, l[18].branch));
	assert_false(
		spec_same_branch(&spec->branches, l[0].branch, l[2].branch));
	/* opposite ones */
	assert_true(spec_exclusive(&spec->branches, l[2].branch, l[9].branch));
	assert_true(spec_exclusive(&spec->branches, l[4].branch, l[9].branch));
	assert_true(spec_exclusive(&spec->branches, l[7].branch, l[4].branch));
	assert_false(spec_exclusive(&spec->branches, l[2].branch, l[4].branch));
	assert_false(
		spec_exclusive(&spec->branches, l[2].branch, l[12].branch));
	assert_false(spec_exclusive(&spec->branches, l[2].branch, l[2].branch));
	assert_false(spec_exclusive(&spec->branches, l[0].branch, l[2].branch));
	spec_free(spec);
}

static void test_within(void **state)
{
	struct spec *spec = parse("%define x 1\n" /* 0 */
				  "%if %x\n"
				  "a\n" /* 2 */
				  "%if 2\n"
				  "b\n" /* 4 */
				  "%endif\n"
				  "%endif\n"
				  "%if %{x}\n"
				  "%endif\n"
				  "%if %x \n"
				  "%if 2\n"
				  "c\n" /* 11 */
				  "%endif\n"
				  "%endif\n"
				  "%define x 2\n"
				  "%if %x\n"
				  "d\n" /* 16 */
				  "%endif\n"
				  "%files\n");
	const struct spec_line *l = spec->lines;
	const struct spec_branches *b = &spec->branches;

	(void)state;
	assert_true(spec_within(b, l[4].branch, l[2].branch));
	assert_true(spec_within(b, l[4].branch, l[4].branch));
	assert_true(spec_within(b, l[4].branch, 0));
	assert_false(spec_within(b, l[2].branch, l[4].branch));
	assert_false(spec_within(b, 0, l[4].branch));
	/* the same text, the same meaning */
	assert_true(spec_same_branch(b, l[4].branch, l[11].branch));
	assert_true(spec_within(b, l[11].branch, l[2].branch));
	/* the same text, another meaning */
	assert_false(spec_same_branch(b, l[2].branch, l[16].branch));
	assert_false(spec_within(b, l[4].branch, l[16].branch));
	spec_free(spec);
}

static void test_reduce(void **state)
{
	struct spec *spec = parse("%files\n"
				  "%if a\n"
				  "1\n" /* 2 */
				  "%elif b\n"
				  "2\n" /* 4 */
				  "%else\n"
				  "3\n" /* 6 */
				  "%if c\n"
				  "4\n" /* 8 */
				  "%endif\n"
				  "%endif\n"
				  "%if a\n"
				  "5\n" /* 12 */
				  "%else\n"
				  "6\n" /* 14 */
				  "%endif\n");
	const struct spec_line *l = spec->lines;
	size_t list[4];

	(void)state;
#define REDUCE(...)                                                            \
	(memcpy(list, (size_t[]){__VA_ARGS__},                                 \
		sizeof((size_t[]){__VA_ARGS__})),                              \
	 spec_branches_reduce(&spec->branches, list,                           \
			      sizeof((size_t[]){__VA_ARGS__}) /                \
				      sizeof(size_t)))
	assert_int_equal(REDUCE(l[6].branch, l[2].branch), 2);
	assert_int_equal(REDUCE(l[6].branch, l[2].branch, l[4].branch), 1);
	assert_int_equal(list[0], 0);
	assert_int_equal(REDUCE(l[8].branch, l[2].branch, l[4].branch), 3);
	assert_int_equal(REDUCE(l[8].branch, l[6].branch), 1);
	assert_int_equal(list[0], l[6].branch);
	/* the %if of one, the %else of another, which have the same text */
	assert_int_equal(REDUCE(l[14].branch, l[2].branch), 1);
	assert_int_equal(list[0], 0);
	assert_int_equal(REDUCE(l[12].branch, l[2].branch), 1);
	spec_free(spec);
}

static bool is_stop(const char *name, size_t len)
{
	return len == 4 && strncmp(name, "stop", len) == 0;
}

static void test_expand(void **state)
{
	struct spec *spec =
		parse("Name: foo%{x}\n"
		      "%define x X\n"
		      "%global units a.socket %{x} b\n"
		      "%define x Y\n"
		      "%global units %{units} c\n"
		      "%define late %x\n"
		      "%define wrap() %stop %1.socket %1-ro.socket %{?*} %#%2\n"
		      "%define two() \\\n"
		      "  %stop %1 \\\n"
		      "  %wrap %{1} \\\n"
		      "  %{nil}\n"
		      "%define opts(n:) %1\n"
		      "%global stop no\n"
		      "%global run %(touch %x) %{lua:print(1)}\n"
		      "%define brace %{?y: %x}\n"
		      "%if 1\n"
		      "%define maybe 1\n"
		      "a %{maybe}\n" /* 17 */
		      "%else\n"
		      "%define maybe 2\n"
		      "b %maybe\n" /* 20 */
		      "%endif\n"
		      "%{!?own: %global own 1}\n"
		      "%undefine late\n"
		      "%files\n"
		      "%{maybe} %own\n" /* 25 */
		      "last\n");
	static const struct {
		size_t line;
		const char *text, *expanded;
	} cases[] = {
		{26, "%{units} %units-x %{?units}",
		 "a.socket X b c a.socket X b c-x a.socket X b c"},
		{23, "%late", "Y"},
		{2, "%x %units", "X %units"},
		{26, "%late", "%late"},
		{26, "%{name}d %{NAME}", "foo%{x}d foo%{x}"},
		{26, "%wrap virtqemud",
		 "%stop virtqemud.socket virtqemud-ro.socket virtqemud 1"},
		{26, "a %wrap v %x\nb",
		 "a %stop v.socket v-ro.socket v Y 2Y\nb"},
		{26, "%{wrap v} c", "%stop v.socket v-ro.socket v 1 c"},
		{26, "%two v",
		 "\n  %stop v \n  %stop v.socket v-ro.socket v 1\n  "},
		{26, "%opts -n x", "%opts -n x"},
		{26, "%stop %x", "%stop Y"},
		{26, "%{stop %x}", "%{stop Y}"},
		{26, "%{none\t%{x}} %{none", "%{none\tY} %{none"},
		{26, "%run", "%(touch %x) %{lua:print(1)}"},
		{26, "%brace", "%{?y: Y}"},
		{26, "%{!?y:a %{?z:%{x}}}%x", "%{!?y:a %{?z:Y}}Y"},
		{26, "%{expand:%x}%{quote:%{x}}%{lua:%x}%{-x:%x}",
		 "%{expand:Y}%{quote:Y}%{lua:%x}%{-x:%x}"},
		{17, "%maybe", "1"},
		{20, "%{maybe}", "2"},
		{25, "%{maybe} %{own} %{none}", "%{maybe} %{own} %{none}"},
		{26, "%%x %%{x} %", "%%x %%{x} %"},
		{26, "%{x", "%{x"},
		{26, "%1 %* %{1} %{?1}", "%1 %* %{1} %{?1}"},
		{26, "%{?x:a} %{!?x:b} %{x:c}", "%{?x:a} %{!?x:b} %{x:c}"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *text = spec_expand(spec, cases[i].line, cases[i].text,
					 is_stop);

		assert_string_equal(text, cases[i].expanded);
		free(text);
	}
	spec_free(spec);
}

/* What would be endless, or very long, stays as it is. */
static void test_expand_limits(void **state)
{
	struct spec *spec =
		parse("%define a %b %b\n"
		      "%define b %a\n"
		      "%define c %c\n"
		      "%define d %e%e%e%e%e%e%e%e\n"
		      "%define e %f%f%f%f%f%f%f%f\n"
		      "%define f %g%g%g%g%g%g%g%g\n"
		      "%define g 123456789012345678901234567890123\n"
		      "%define h %i%i%i%i%i%i%i%i%i%i%i%i%i%i%i%i\n"
		      "%define i %j%j%j%j%j%j%j%j%j%j%j%j%j%j%j%j\n"
		      "%define j %k%k%k%k%k%k%k%k%k%k%k%k%k%k%k%k\n"
		      "%define k %l%l%l%l%l%l%l%l%l%l%l%l%l%l%l%l\n"
		      "%define l %m%m%m%m%m%m%m%m%m%m%m%m%m%m%m%m\n"
		      "%define m %n%n%n%n%n%n%n%n%n%n%n%n%n%n%n%n\n"
		      "%define n %{nil}\n"
		      "%files\n");

	(void)state;
	for (const char *name = "acdh"; *name != '\0'; name++) {
		char macro[] = {'%', *name, '\0'};
		char *text = spec_expand(spec, 14, macro, NULL);

		assert_string_equal(text, macro);
		free(text);
	}
	spec_free(spec);
}

static void test_errors(void **state)
{
	(void)state;
	assert_null(parse("Name: x\n%if 1\n%if 2\n%endif\n"));
	assert_messages("error: f:2: %if without %endif\n");
	assert_null(parse("%files\n%elifarch y\n"));
	assert_messages("error: f:2: %elifarch without %if\n");
	assert_null(parse("Name: x\n %if_with tcp\nA\n%endif\n"));
	assert_messages(
		"error: f:2: cannot migrate a spec file with conditions "
		"of ALT Linux: %if_with\n");
	assert_null(parse("Name: x\n# %{y\n%%{ %[ ]\n%files\n"));
	assert_messages("error: f:2: a macro is not closed: # %{y\n");
	assert_null(parse("Name: x\n %(y \\) %}\n%files\n"));
	assert_messages("error: f:2: a macro is not closed: %(y \\) %}\n");
	assert_null(parse("Nam: x\n"));
	assert_messages("error: cannot migrate \"f\": this is no spec file, it "
			"has neither Name: nor a section such as %files\n");
	assert_null(parse(""));
	messages();
}

static void test_newline(void **state)
{
	struct spec *spec = parse("Name: x\n\n");

	(void)state;
	assert_int_equal(spec->n_lines, 2);
	assert_true(spec->newline);
	assert_true(spec_blank(spec, 1));
	spec_free(spec);
	spec = parse("Name: x\r\n%files \\");
	assert_int_equal(spec->n_lines, 2);
	assert_false(spec->newline);
	assert_int_equal(spec->n_sections, 2);
	spec_free(spec);
}

static void test_macro(void **state)
{
	(void)state;
	assert_string_equal(spec_macro("%post a", "post"), " a");
	assert_string_equal(spec_macro("%{post a}", "post"), " a}");
	assert_string_equal(spec_macro("%post", "post"), "");
	assert_null(spec_macro("%postun", "post"));
	assert_null(spec_macro("%post_x", "post"));
	assert_null(spec_macro("post", "post"));
	assert_null(spec_macro("", "post"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_packages),
		cmocka_unit_test(test_joined),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_branches),
		cmocka_unit_test(test_within),
		cmocka_unit_test(test_reduce),
		cmocka_unit_test(test_expand),
		cmocka_unit_test(test_expand_limits),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_newline),
		cmocka_unit_test(test_macro),
	};

	return cmocka_run_group_tests_name("specfile", tests, NULL, NULL);
}
