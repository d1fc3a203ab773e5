/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Years in which far fewer took part than in the others: a trend from such a
 * year says more about who was there than about what they can.
 */
#include "base/alloc.h"
#include "screening/screen.h"
#include "stats/sort.h"

tell_status tell__check_participation(tell__screen *screen);

static const double participation_gate = 0.80;

/* One series of a unit: all years of one category. */
typedef struct series {
  const tell__observation *years;
  size_t count;
  double *others; /* room for all years */
} series;

static int is_usual(const tell__observation *o) { return (o->has & TELL__HAS_N) && o->n > 0; }

static int is_low(const tell_catalogue *catalogue, const series *of, size_t year) {
  const tell__observation *own = &of->years[year];
  int32_t segment = tell__catalogue_segment(catalogue, own->indicator, own->grade, own->period);
  size_t count = 0;
  for (size_t i = 0; i < of->count; i++) {
    const tell__observation *o = &of->years[i];
    if (i != year && is_usual(o) &&
        tell__catalogue_segment(catalogue, o->indicator, o->grade, o->period) == segment)
      of->others[count++] = (double)o->n;
  }
  if (count == 0)
    return 0;
  tell__stats_sort(of->others, count);
  return (double)own->n < participation_gate * tell__stats_sorted_median(of->others, count);
}

static tell_status check_series(tell__screen *screen, const series *of) {
  tell_status status = TELL_OK;
  for (size_t i = 0; status == TELL_OK && i < of->count; i++) {
    tell__screen_finding finding = {
        TELL_SEVERITY_WARNING,
        "low_participation",
        "fewer than 0.80 of the median number of participants of the other years",
        TELL__ABOUT_FIGURE,
        of->years[i].unit,
        &of->years[i]};
    if (is_usual(&of->years[i]) && is_low(screen->data->catalogue, of, i))
      status = tell__screen_add(screen, &finding);
  }
  return status;
}

static int is_same_group(const tell__observation *a, const tell__observation *b) {
  return a->unit == b->unit && a->indicator == b->indicator && a->source == b->source &&
         a->grade == b->grade && a->gender == b->gender && a->owner == b->owner;
}

static int is_same_series(const tell__observation *a, const tell__observation *b) {
  return a->category == b->category && is_same_group(a, b);
}

/* The other categories of a distribution have the same participants. */
static int is_first_category(const tell__screen *screen, int64_t at) {
  const tell__observation *observations = screen->data->observations;
  return at == 0 || !is_same_group(&observations[at - 1], &observations[at]);
}

/* One behind the last year of the series that `at` begins. */
static int64_t years_end(const tell__screen *screen, int64_t at) {
  const tell__observation *observations = screen->data->observations;
  int64_t next = at + 1;
  while (next < screen->data->observation_count &&
         is_same_series(&observations[at], &observations[next]))
    next++;
  return next;
}

/* The cohorts of single schools change that much by themselves. */
static int is_large(const tell__screen *screen, int64_t at) {
  tell__level level = screen->data->units[screen->data->observations[at].unit].level;
  return level <= TELL__LEVEL_MUNICIPALITY;
}

tell_status tell__check_participation(tell__screen *screen) {
  const tell__dataset_view *data = screen->data;
  tell_status status = TELL_OK;
  for (int64_t at = 0, end = 0; status == TELL_OK && at < data->observation_count; at = end) {
    end = years_end(screen, at);
    if (!is_large(screen, at) || !is_first_category(screen, at))
      continue;
    series of = {&data->observations[at], (size_t)(end - at), NULL};
    of.others = tell__alloc_array(of.count, sizeof *of.others);
    status = of.others != NULL ? check_series(screen, &of) : TELL_E_MEMORY;
    tell__free(of.others);
  }
  return status;
}
