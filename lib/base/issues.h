/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling a list of findings (telling/issues.h); reading it is public. */
#ifndef TELL_BASE_ISSUES_H
#define TELL_BASE_ISSUES_H

#include "error.h"
#include "telling/issues.h"

/** Keeps at most `limit` findings of each severity (counts stay exact). NULL when there is no
 * memory. */
tell_issues *tell__issues_create(int64_t limit);

void tell__issues_free(tell_issues *issues);

/**
 * Adds a finding. Texts are copied; `code` must be a constant of the program.
 * Returns #TELL_OK also when there is no more room for the severity (then only counted), or
 * #TELL_E_MEMORY.
 */
tell_status tell__issues_add(tell_issues *issues, tell_severity severity, const char *code,
                             const tell__position *position, const char *message);

#endif
