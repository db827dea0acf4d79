/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rpm's configuration and macros, read only when something asks for them. */
#include <stdlib.h>
#include <string.h>

#include <rpm/rpmlib.h>
#include <rpm/rpmlog.h>
#include <rpm/rpmmacro.h>
#include <rpm/rpmstring.h>
#include <rpm/rpmutil.h>

#include "base/grow.h"
#include "base/message.h"
#include "base/rpmconf.h"
#include "base/text.h"

/* What --define and --undefine said, in this order. */
struct definition {
	char *name;
	char *text;  /* "NAME BODY", or NULL for --undefine */
	char *value; /* expanded, once it has been asked for */
};

static struct definition *definitions;
static size_t n_definitions;
static char *rcfile;
static char *macros;
static bool configured;

/* Returns false after an error of rpm's. */
static bool apply(const struct definition *d)
{
	if (d->text != NULL)
		return rpmDefineMacro(NULL, d->text, RMIL_CMDLINE) == 0;
	rpmPopMacro(NULL, d->name);
	return true;
}

static bool configure(void)
{
	if (configured)
		return true;
	if (macros != NULL)
		macrofiles = macros;
	if (rpmReadConfigFiles(rcfile, NULL) != 0) {
		error("cannot read the configuration of rpm");
		return false;
	}
	configured = true;
	for (size_t i = 0; i < n_definitions; i++)
		if (!apply(&definitions[i]))
			return false;
	return true;
}

char *rpmconf_expand(const char *text)
{
	char *value = NULL;

	if (!configure())
		return NULL;
	if (rpmExpandMacros(NULL, text, &value, 0) < 0) {
		error("cannot expand \"%s\"", text);
		free(value);
		return NULL;
	}
	return value;
}

/* Whether NAME is the first LEN bytes of TEXT, in which "-" means "_". */
static bool is_name(const char *name, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (name[i] != (text[i] == '-' ? '_' : text[i]))
			return false;
	return name[len] == '\0';
}

bool rpmconf_defined(const char *name, size_t len, const char **value)
{
	struct definition *d = NULL;
	char *call = NULL;

	*value = NULL;
	for (size_t i = 0; i < n_definitions; i++)
		if (is_name(definitions[i].name, name, len))
			d = &definitions[i];
	if (d == NULL || d->text == NULL)
		return true;
	if (d->value == NULL) {
		rasprintf(&call, "%%{%s}", d->name);
		d->value = rpmconf_expand(call);
		free(call);
	}
	*value = d->value;
	return *value != NULL;
}

/* Remember that ARG, which starts with the name of a macro, (un)defines it. */
static bool add_definition(const char *arg, size_t len, bool define)
{
	struct definition *d;

	GROW(definitions, n_definitions);
	d = &definitions[n_definitions++];
	*d = (struct definition){.name = copy_text(arg, len)};
	/* as rpm does (rpm 4.18 lib/poptALL.c) */
	for (char *p = d->name; *p != '\0'; p++)
		if (*p == '-')
			*p = '_';
	if (define)
		rasprintf(&d->text, "%s%s", d->name, arg + len);
	return !configured || apply(d);
}

#define BLANK " \t"

bool rpmconf_define(const char *text)
{
	const char *body;
	size_t len;

	text += strspn(text, "%" BLANK);
	len = strcspn(text, "(" BLANK);
	body = text + len;
	if (*body == '(')
		body += strcspn(body, ")");
	body += strspn(body, ")" BLANK);
	if (*body == '\0') {
		usage_error("--define: macro \"%.*s\" has no value; use "
			    "-D '%.*s VALUE'",
			    (int)len, text, (int)len, text);
		return false;
	}
	return add_definition(text, len, true);
}

bool rpmconf_undefine(const char *name)
{
	name += strspn(name, "%" BLANK);
	return add_definition(name, strcspn(name, "(" BLANK), false);
}

static void set_string(char **field, const char *arg)
{
	free(*field);
	*field = rstrdup(arg);
}

void rpmconf_macros(const char *files)
{
	set_string(&macros, files);
}

void rpmconf_rcfile(const char *files)
{
	set_string(&rcfile, files);
}

void rpmconf_free(void)
{
	for (size_t i = 0; i < n_definitions; i++) {
		free(definitions[i].name);
		free(definitions[i].text);
		free(definitions[i].value);
	}
	free(definitions);
	free(rcfile);
	free(macros);
	if (configured) {
		rpmFreeMacros(NULL);
		rpmFreeRpmrc();
	}
	rpmlogClose();
}
