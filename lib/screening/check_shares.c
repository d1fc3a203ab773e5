/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The categories of a distribution make 100 per cent. */
#include "base/alloc.h"
#include "screening/screen.h"

tell_status tell__check_shares(tell__screen *screen);

/* Room for the years of one series: school years of 1990 to 2100 (ingest/period.h). */
enum { FIRST_YEAR = 1990, YEARS = 111 };

typedef struct year_sum {
  double sum, slack;
  int32_t categories; /* visible ones */
  int has_gap;
  const tell__observation *first;
} year_sum;

static double half_step(int32_t decimals) {
  double half = 0.5;
  for (int32_t i = 0; i < decimals; i++)
    half /= 10;
  return half;
}

static void take(year_sum *years, const tell__observation *o) {
  year_sum *year = &years[o->period - FIRST_YEAR];
  if (year->first == NULL)
    year->first = o;
  if (o->state != TELL_STATE_PRESENT) {
    year->has_gap = 1;
    return;
  }
  year->sum += o->value;
  year->slack += half_step(o->decimals);
  year->categories++;
}

/* Shares made of two counts are not rounded; sums of doubles are. */
static const double tiny = 1e-6;

static tell_status judge(tell__screen *screen, const year_sum *year, int32_t most) {
  tell__screen_finding finding = {
      TELL_SEVERITY_WARNING,
      "shares_do_not_add_up",
      "the categories do not make 100 per cent, beyond what their rounding allows",
      TELL__ABOUT_FIGURE,
      year->first->unit,
      year->first};
  int is_whole = !year->has_gap && year->categories == most && most > 1;
  int is_over = year->sum > 100 + year->slack + tiny;
  int is_under = is_whole && year->sum < 100 - year->slack - tiny;
  return is_over || is_under ? tell__screen_add(screen, &finding) : TELL_OK;
}

static tell_status check_series(tell__screen *screen, int64_t from, int64_t to, year_sum *years) {
  int32_t most = 0;
  for (int i = 0; i < YEARS; i++)
    years[i] = (year_sum){0};
  for (int64_t i = from; i < to; i++)
    take(years, &screen->data->observations[i]);
  /* A year in which a category has no row at all is told from a whole one by the other years. */
  for (int i = 0; i < YEARS; i++)
    most = years[i].categories > most ? years[i].categories : most;
  tell_status status = TELL_OK;
  for (int i = 0; status == TELL_OK && i < YEARS; i++)
    if (years[i].categories > 0)
      status = judge(screen, &years[i], most);
  return status;
}

tell_status tell__check_shares(tell__screen *screen) {
  const tell__indicator *indicators = tell__catalogue_get(screen->data->catalogue)->indicators;
  year_sum *years = tell__alloc_array(YEARS, sizeof *years);
  tell_status status = years != NULL ? TELL_OK : TELL_E_MEMORY;
  for (int64_t at = 0, end = 0; status == TELL_OK && at < screen->data->observation_count;
       at = end) {
    end = tell__screen_series_end(screen, at);
    if (indicators[screen->data->observations[at].indicator].kind == TELL__KIND_DISTRIBUTION)
      status = check_series(screen, at, end, years);
  }
  tell__free(years);
  return status;
}
