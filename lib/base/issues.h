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

/** Changes how many are kept of each severity; what is kept already stays. */
void tell__issues_set_limit(tell_issues *issues, int64_t limit);

/**
 * Hands every finding from now on to the caller as well, kept or not, from the
 * thread that adds it; NULL: no more. Once the function has asked to stop it is
 * not called again, and tell__issues_is_stopped() says so.
 */
void tell__issues_listen(tell_issues *issues, tell_finding_fn listener, void *payload);
int tell__issues_is_stopped(const tell_issues *issues);

/** Forgets that the listener asked to stop: another file begins. */
void tell__issues_go_on(tell_issues *issues);

/**
 * Adds a finding. Texts are copied; `code` must be a constant of the program.
 * Returns #TELL_OK also when there is no more room for the severity (then only counted), or
 * #TELL_E_MEMORY.
 */
tell_status tell__issues_add(tell_issues *issues, tell_severity severity, const char *code,
                             const tell__position *position, const char *message);

/** How many more findings of a severity anybody will see: those that are still kept, or all of them
 * while somebody listens. */
int64_t tell__issues_room(const tell_issues *issues, tell_severity severity);

/** Counts findings that nobody will see. */
void tell__issues_count_unseen(tell_issues *issues, tell_severity severity, int64_t count);

#endif
