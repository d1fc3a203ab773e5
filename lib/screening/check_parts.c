/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two genders, and the two kinds of owner, against the number for all. */
#include "screening/screen.h"

tell_status tell__check_parts(tell__screen *screen);

/* One of the two parts of what `whole` counts; NULL when it is not there. */
static const tell__observation *
find_part(const tell__screen *screen, const tell__observation *whole, int is_gender, int8_t code) {
  tell__observation key = *whole;
  if (is_gender)
    key.gender = code;
  else
    key.owner = code;
  return tell__screen_find(screen, whole->unit, &key);
}

static tell_status check_whole(tell__screen *screen, const tell__observation *whole,
                               int is_gender) {
  const tell__observation *one = find_part(screen, whole, is_gender, 1);
  const tell__observation *two = find_part(screen, whole, is_gender, 2);
  int64_t all = tell__screen_pupils(screen, whole);
  if (one == NULL || two == NULL || all < 0)
    return TELL_OK;
  int64_t first = tell__screen_pupils(screen, one), second = tell__screen_pupils(screen, two);
  if (first < 0 || second < 0 || first + second == all)
    return TELL_OK;
  int is_over = first + second > all;
  tell__screen_finding finding = {is_over ? TELL_SEVERITY_ERROR : TELL_SEVERITY_WARNING,
                                  is_over ? "parts_over_total" : "parts_against_total",
                                  is_over
                                      ? "the two groups together are more than the number for all"
                                      : "the two groups together are fewer than the number for all",
                                  TELL__ABOUT_FIGURE,
                                  whole->unit,
                                  whole};
  return tell__screen_add(screen, &finding);
}

tell_status tell__check_parts(tell__screen *screen) {
  tell_status status = TELL_OK;
  for (int64_t i = 0; status == TELL_OK && i < screen->data->observation_count; i++) {
    const tell__observation *o = &screen->data->observations[i];
    if (o->gender == 0)
      status = check_whole(screen, o, 1);
    if (status == TELL_OK && o->owner == 0)
      status = check_whole(screen, o, 0);
  }
  return status;
}
