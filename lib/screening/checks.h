/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks of the whole dataset. A new one is a file of its own and one line in checks.c. */
#ifndef TELL_SCREENING_CHECKS_H
#define TELL_SCREENING_CHECKS_H

#include "screening/screen.h"

/** A check puts what it finds on the list: #TELL_OK or #TELL_E_MEMORY. */
typedef tell_status (*tell__check)(tell__screen *screen);

/** Runs all of them in their order. */
tell_status tell__checks_run(tell__screen *screen, tell_error *err);

/** Whether findings of a code are notes: there is no check then that a file could pass. */
int tell__checks_is_note(const char *code);

#endif
