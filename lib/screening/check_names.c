/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes and names of units: organisation numbers, and letters that a wrong encoding has broken. */
#include <string.h>

#include "base/letters.h"
#include "screening/screen.h"

tell_status tell__check_names(tell__screen *screen);

/* The check digit of organisation numbers: weights 3 2 7 6 5 4 3 2, modulus 11
 * (Brønnøysundregistrene). Codes of schools abroad begin with a letter and have none. */
static int is_organisation_number(const char *code) {
  static const int weights[] = {3, 2, 7, 6, 5, 4, 3, 2};
  int sum = 0;
  if (strlen(code) != 9)
    return 0;
  for (int i = 0; i < 9; i++) {
    if (code[i] < '0' || code[i] > '9')
      return 0;
    if (i < 8)
      sum += weights[i] * (code[i] - '0');
  }
  int digit = (11 - sum % 11) % 11; /* 10 belongs to no number */
  return digit == code[8] - '0';
}

static int is_abroad(const char *code) { return code[0] >= 'A' && code[0] <= 'Z'; }

static tell_status add(tell__screen *screen, int32_t unit, const char *code, const char *message) {
  tell__screen_finding finding = {
      TELL_SEVERITY_WARNING, code, message,
      TELL__ABOUT_UNIT,      unit, tell__screen_first_read(screen, unit)};
  return tell__screen_add(screen, &finding);
}

tell_status tell__check_names(tell__screen *screen) {
  tell_status status = TELL_OK;
  for (int32_t i = 0; status == TELL_OK && i < screen->data->unit_count; i++) {
    const tell__unit *unit = &screen->data->units[i];
    if (unit->level == TELL__LEVEL_SCHOOL && !is_abroad(unit->code) &&
        !is_organisation_number(unit->code))
      status = add(screen, i, "bad_organisation_number",
                   "the code of the school fails the check digit of organisation numbers");
    if (status == TELL_OK && tell__letters_are_broken(unit->name))
      status = add(screen, i, "broken_letters",
                   "the name holds what letters become in a wrong encoding");
  }
  return status;
}
