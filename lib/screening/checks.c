/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of checks, and which findings are of no check. */
#include "screening/checks.h"

#include <string.h>

#include "base/error.h"

/* One line for each check: the last part of the name of its function. */
#define CHECKS(line)                                                                               \
  line(names) line(shares) line(parts) line(children) line(schools) line(participation)

#define DECLARE(name) tell_status tell__check_##name(tell__screen *screen);
#define REFER(name) tell__check_##name,

CHECKS(DECLARE)

static const tell__check checks[] = {CHECKS(REFER)};

/* Codes of notes, at least sometimes: they say how a file was taken, and there is nothing to pass.
 */
static const char *const notes[] = {
    "count_in_own_row", "duplicate_rows", "former_school",   "ignored_column", "no_municipalities",
    "no_records",       "not_read",       "other_breakdown", "other_measure",  "parent_by_name",
    "question_rows",    "recognised",     "region_group",    "several_grades", "skipped_by_mapping",
    "subgroup_rows",    "title_lines",    "too_few_marks",   "unit_by_name",   "unit_given",
    "zero_for_nobody"};

int tell__checks_is_note(const char *code) {
  for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
    if (strcmp(notes[i], code) == 0)
      return 1;
  return 0;
}

tell_status tell__checks_run(tell__screen *screen, tell_error *err) {
  for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
    if (checks[i](screen) != TELL_OK)
      return tell__fail_memory(err);
  return TELL_OK;
}
