/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Signals that ask the program to end, while it must not leave things half. */
#include <signal.h>
#include <stddef.h>

#include "base/interrupt.h"

static volatile sig_atomic_t came;

static void note(int sig)
{
	came = sig;
}

void interrupt_defer(void)
{
	static const int signals[] = {SIGHUP,  SIGINT,	SIGQUIT, SIGUSR1,
				      SIGUSR2, SIGPIPE, SIGALRM, SIGTERM,
				      SIGXCPU, SIGXFSZ};
	const struct sigaction action = {.sa_handler = note};
	struct sigaction old;

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		if (sigaction(signals[i], NULL, &old) == 0 &&
		    old.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
}

bool interrupt_came(void)
{
	return came != 0;
}

void interrupt_deliver(void)
{
	if (came == 0)
		return;
	signal(came, SIG_DFL);
	raise(came);
}
