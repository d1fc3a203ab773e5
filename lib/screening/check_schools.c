/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Schools that had figures one year and have none the next, though their municipality goes on. */
#include <string.h>

#include "base/alloc.h"
#include "screening/screen.h"

tell_status tell__check_schools(tell__screen *screen);

/* School years of 1990 to 2100 (ingest/period.h). */
enum { FIRST_YEAR = 1990, YEARS = 111 };

/* Which years a unit has figures for, or any school of a municipality. */
typedef struct calendar {
  uint8_t *has; /* units * YEARS */
} calendar;

static uint8_t *year_of(const calendar *of, int32_t unit, int32_t period) {
  return &of->has[(size_t)unit * YEARS + (size_t)(period - FIRST_YEAR)];
}

static void fill(const tell__screen *screen, calendar *all) {
  const tell__dataset_view *data = screen->data;
  for (int64_t i = 0; i < data->observation_count; i++) {
    const tell__observation *o = &data->observations[i];
    const tell__unit *unit = &data->units[o->unit];
    if (unit->level != TELL__LEVEL_SCHOOL || !tell__screen_is_figure(o))
      continue;
    *year_of(all, o->unit, o->period) = 1;
    if (unit->parent >= 0)
      *year_of(all, unit->parent, o->period) = 1;
  }
}

static int may_be_gone(const tell__unit *school, int32_t period) {
  return school->successor[0] != '\0' || (school->valid_to != 0 && school->valid_to < period);
}

/* The figure of the year before stands for the school, which has none itself. */
static const tell__observation *last_figure(const tell__screen *screen, int32_t school,
                                            int32_t period) {
  for (int64_t i = screen->first[school]; i < screen->first[school + 1]; i++) {
    const tell__observation *o = &screen->data->observations[i];
    if (o->period == period && tell__screen_is_figure(o))
      return o;
  }
  return NULL;
}

static tell_status check_school(tell__screen *screen, const calendar *all, int32_t school) {
  const tell__unit *unit = &screen->data->units[school];
  tell_status status = TELL_OK;
  for (int32_t period = FIRST_YEAR + 1; status == TELL_OK && period < FIRST_YEAR + YEARS;
       period++) {
    if (!*year_of(all, school, period - 1) || *year_of(all, school, period) ||
        !*year_of(all, unit->parent, period) || may_be_gone(unit, period))
      continue;
    tell__screen_finding finding = {
        TELL_SEVERITY_WARNING,
        "missing_school",
        "the school has figures for this school year and none for the next, which other schools of "
        "the municipality have",
        TELL__ABOUT_YEAR,
        school,
        last_figure(screen, school, period - 1)};
    status = tell__screen_add(screen, &finding);
  }
  return status;
}

tell_status tell__check_schools(tell__screen *screen) {
  const tell__dataset_view *data = screen->data;
  calendar all = {tell__alloc_array((size_t)data->unit_count * YEARS, 1)};
  if (all.has == NULL)
    return TELL_E_MEMORY;
  fill(screen, &all);
  tell_status status = TELL_OK;
  for (int32_t i = 0; status == TELL_OK && i < data->unit_count; i++)
    if (data->units[i].level == TELL__LEVEL_SCHOOL && data->units[i].parent >= 0)
      status = check_school(screen, &all, i);
  tell__free(all.has);
  return status;
}
