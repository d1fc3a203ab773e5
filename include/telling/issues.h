/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/issues.h
 * Issues: findings about the input. An issue is data about a file, not a
 * failed call: each has a severity, a code, a place and a message, and never
 * quotes a value.
 *
 * A list keeps the first findings of each severity in the order in which they
 * were made, up to a number for each (10 000 notes, 10 000 warnings and 10 000
 * errors for a dataset), so that no flood of notes pushes errors out. The counts
 * stay exact above it, and tell_issues_dropped() says how many were not kept.
 * A list is borrowed from what made it and may be read from several threads.
 */
#ifndef TELLING_ISSUES_H
#define TELLING_ISSUES_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A list of findings. */
typedef struct tell_issues tell_issues;

/** How grave a finding is. */
typedef int32_t tell_severity;

enum {
  TELL_SEVERITY_NOTE = 1,    /**< what was guessed or chosen; nothing is wrong */
  TELL_SEVERITY_WARNING = 2, /**< used, but look at it */
  TELL_SEVERITY_ERROR = 3    /**< a cell, a record or a file could not be used */
};

/** Gives the identifier of a severity: "note", "warning", "error". Never NULL. @since 0.1 */
TELL_API const char *tell_severity_id(tell_severity severity);

/**
 * Takes a finding. The texts are only valid during the call and never NULL;
 * they are what the tell_issues_... functions give of it.
 * @param line physical line from 1, 0 when it is about the whole input.
 * @param column character position in the line from 1, 0 when it has none.
 * @param payload what the caller gave along.
 * @return 0 to go on; anything else stops the work, which then returns
 *         #TELL_E_CANCELLED.
 */
typedef int (*tell_finding_fn)(tell_severity severity, const char *code, const char *source,
                               int64_t line, int64_t column, const char *field, const char *message,
                               void *payload);

/** Gives how many findings are kept; 0 for NULL. @since 0.1 */
TELL_API int64_t tell_issues_count(const tell_issues *issues);

/** Gives how many findings were made of one severity, kept or not. @since 0.1 */
TELL_API int64_t tell_issues_total(const tell_issues *issues, tell_severity severity);

/** Gives how many findings were not kept because there were too many of their severity. @since 0.1
 */
TELL_API int64_t tell_issues_dropped(const tell_issues *issues);

/** Gives the severity of finding `index` (from 0); 0 when there is none. @since 0.1 */
TELL_API tell_severity tell_issues_severity(const tell_issues *issues, int64_t index);

/** Gives its code, a stable word such as "open_quote"; "" when there is none. Borrowed. @since 0.1
 */
TELL_API const char *tell_issues_code(const tell_issues *issues, int64_t index);

/** Gives the input it is about (path as given, or name; `?` for control characters); "" when none.
 * Borrowed. @since 0.1 */
TELL_API const char *tell_issues_source(const tell_issues *issues, int64_t index);

/** Gives the physical line from 1; 0 when it is about the whole input. @since 0.1 */
TELL_API int64_t tell_issues_line(const tell_issues *issues, int64_t index);

/** Gives the character position in the line from 1; 0 when it has none. @since 0.1 */
TELL_API int64_t tell_issues_column(const tell_issues *issues, int64_t index);

/** Gives the header of the column concerned; "" when none. Borrowed. @since 0.1 */
TELL_API const char *tell_issues_field(const tell_issues *issues, int64_t index);

/** Gives the message, one line of English without values; "" when none. Borrowed. @since 0.1 */
TELL_API const char *tell_issues_message(const tell_issues *issues, int64_t index);

#ifdef __cplusplus
}
#endif

#endif
