/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding figures, and the list of findings. */
#include "screening/screen.h"

#include "base/alloc.h"
#include "base/error.h"

tell_status tell__screen_begin(tell__screen *screen, const tell_dataset *dataset, tell_error *err) {
  screen->dataset = dataset;
  screen->data = tell__dataset_get(dataset);
  size_t units = (size_t)screen->data->unit_count;
  screen->first = tell__alloc_array(units + 1, sizeof *screen->first);
  if (screen->first == NULL)
    return tell__fail_memory(err);
  int64_t at = 0;
  for (size_t unit = 0; unit <= units; unit++) {
    while (at < screen->data->observation_count &&
           (size_t)screen->data->observations[at].unit < unit)
      at++;
    screen->first[unit] = at;
  }
  return TELL_OK;
}

void tell__screen_free(tell__screen *screen) {
  tell__free(screen->first);
  tell__free(screen->findings);
}

tell_status tell__screen_add(tell__screen *screen, const tell__screen_finding *finding) {
  if (!tell__grow((void **)&screen->findings, &screen->capacity, screen->count,
                  sizeof *screen->findings))
    return TELL_E_MEMORY;
  screen->findings[screen->count++] = *finding;
  return TELL_OK;
}

/* The order of the dataset within a unit, without the parts behind the group. */
static int compare_series(const tell__observation *a, const tell__observation *b) {
  const int32_t left[] = {a->indicator, a->source, a->grade, a->gender, a->owner};
  const int32_t right[] = {b->indicator, b->source, b->grade, b->gender, b->owner};
  for (size_t i = 0; i < sizeof left / sizeof *left; i++)
    if (left[i] != right[i])
      return left[i] < right[i] ? -1 : 1;
  return 0;
}

static int compare_keys(const tell__observation *a, const tell__observation *b) {
  int series = compare_series(a, b);
  if (series != 0)
    return series;
  if (a->category != b->category)
    return a->category < b->category ? -1 : 1;
  return a->period == b->period ? 0 : a->period < b->period ? -1 : 1;
}

const tell__observation *tell__screen_find(const tell__screen *screen, int32_t unit,
                                           const tell__observation *like) {
  int64_t low = screen->first[unit], high = screen->first[unit + 1];
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    int order = compare_keys(&screen->data->observations[middle], like);
    if (order == 0)
      return &screen->data->observations[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

const tell__observation *tell__screen_first_read(const tell__screen *screen, int32_t unit) {
  const tell__observation *found = NULL;
  for (int64_t i = screen->first[unit]; i < screen->first[unit + 1]; i++) {
    const tell__observation *o = &screen->data->observations[i];
    if (found == NULL || o->file < found->file || (o->file == found->file && o->line < found->line))
      found = o;
  }
  return found;
}

int64_t tell__screen_series_end(const tell__screen *screen, int64_t at) {
  const tell__observation *begin = &screen->data->observations[at];
  int64_t end = at + 1;
  while (end < screen->data->observation_count &&
         screen->data->observations[end].unit == begin->unit &&
         compare_series(begin, &screen->data->observations[end]) == 0)
    end++;
  return end;
}

int64_t tell__screen_pupils(const tell__screen *screen, const tell__observation *observation) {
  const tell__indicator *indicators = tell__catalogue_get(screen->data->catalogue)->indicators;
  if (observation->has & TELL__HAS_N)
    return observation->n;
  if (indicators[observation->indicator].kind != TELL__KIND_TOTAL ||
      observation->state != TELL_STATE_PRESENT || observation->decimals > 0)
    return -1;
  return (int64_t)observation->value;
}

int tell__screen_is_figure(const tell__observation *observation) {
  return observation->state == TELL_STATE_PRESENT || observation->state == TELL_STATE_SUPPRESSED ||
         (observation->has & TELL__HAS_N && observation->n > 0);
}
