/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of checks. */
#include "screening/checks.h"

#include "base/error.h"

/* One line for each check: the last part of the name of its function. */
#define CHECKS(line)                                                                               \
  line(names) line(shares) line(parts) line(children) line(schools) line(participation)

#define DECLARE(name) tell_status tell__check_##name(tell__screen *screen);
#define REFER(name) tell__check_##name,

CHECKS(DECLARE)

static const tell__check checks[] = {CHECKS(REFER)};

tell_status tell__checks_run(tell__screen *screen, tell_error *err) {
  for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
    if (checks[i](screen) != TELL_OK)
      return tell__fail_memory(err);
  return TELL_OK;
}
