/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Keeping messages instead of printing them. */
#include <stddef.h>
#include <string.h>

#include <rpm/rpmlog.h>
#include <rpm/rpmutil.h>

#include "base/message_capture.h"

static char *captured;
static rpmlogCallback before;

static int capture(rpmlogRec rec, rpmlogCallbackData data)
{
	(void)data;
	if (captured == NULL && rpmlogRecPriority(rec) <= RPMLOG_ERR)
		captured = rstrdup(rpmlogRecMessage(rec));
	return 0;
}

void message_capture(void)
{
	captured = NULL;
	before = rpmlogSetCallback(capture, NULL);
}

char *message_release(void)
{
	char *text = captured != NULL ? captured : rstrdup("");

	rpmlogSetCallback(before, NULL);
	text[strcspn(text, "\n")] = '\0';
	return text;
}
