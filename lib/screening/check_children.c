/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The units below against the unit itself: never more pupils, as many where
 * none of them is hidden, and, in a municipality, at least 0.80 of them for
 * figures to be worked out from them. Told once for a unit, an indicator and a
 * school year: the other grades and groups say the same.
 */
#include <string.h>

#include "base/alloc.h"
#include "screening/screen.h"

tell_status tell__check_children(tell__screen *screen);

/* The gate of data-model "Published and computed parents". */
static const double coverage_gate = 0.80;

/* What the units below say about one observation of their parent. */
typedef struct below {
  int64_t pupils;
  int32_t visible, hidden;
} below;

/* Only pupils are in just one unit: a teacher may work at two schools. */
static int64_t pupils_of(const tell__screen *screen, const tell__observation *o) {
  const tell__indicator *indicator =
      &tell__catalogue_get(screen->data->catalogue)->indicators[o->indicator];
  if (indicator->kind == TELL__KIND_TOTAL && strcmp(indicator->unit, "pupils") != 0)
    return -1;
  return tell__screen_pupils(screen, o);
}

static void take(const tell__screen *screen, below *sums, const tell__observation *own,
                 const tell__observation *child) {
  below *sum = &sums[own - screen->data->observations];
  int64_t pupils = pupils_of(screen, child);
  if (child->state == TELL_STATE_PRESENT && pupils >= 0) {
    sum->pupils += pupils;
    sum->visible++;
  } else if (tell__screen_is_figure(child) || child->state == TELL_STATE_INVALID) {
    sum->hidden++;
  }
}

/* What is wrong, if anything; the code is NULL where nothing is. */
static tell__screen_finding assess(const tell__screen *screen, const tell__observation *own,
                                   const below *sum) {
  tell__screen_finding finding = {TELL_SEVERITY_WARNING, NULL,      NULL,
                                  TELL__ABOUT_FIGURE,    own->unit, own};
  int64_t all = pupils_of(screen, own);
  if (own->state != TELL_STATE_PRESENT || all < 0 || sum->visible == 0)
    return finding;
  int is_low = (double)sum->pupils < coverage_gate * (double)all;
  int is_municipality = screen->data->units[own->unit].level == TELL__LEVEL_MUNICIPALITY;
  if (sum->pupils > all) {
    finding.severity = TELL_SEVERITY_ERROR;
    finding.code = "children_over_parent";
    finding.message = "the visible units below together are more than the unit itself";
  } else if (sum->hidden == 0 && is_low && is_municipality) {
    finding.code = "low_coverage";
    finding.message = "the units below carry less than 0.80 of the pupils, and none is hidden";
  } else if (sum->hidden == 0 && !is_low && sum->pupils < all) {
    finding.code = "children_against_parent";
    finding.message =
        "the units below, none of them hidden, together are fewer than the unit itself";
  }
  return finding;
}

/* The findings of one unit and indicator stand together: so do the observations. */
static int is_told(const tell__screen *screen, const tell__screen_finding *finding) {
  for (size_t i = screen->count; i > 0; i--) {
    const tell__screen_finding *told = &screen->findings[i - 1];
    if (told->where == NULL || told->unit != finding->unit ||
        told->where->indicator != finding->where->indicator)
      return 0;
    if (strcmp(told->code, finding->code) == 0 && told->where->period == finding->where->period)
      return 1;
  }
  return 0;
}

static tell_status judge(tell__screen *screen, const tell__observation *own, const below *sum) {
  tell__screen_finding finding = assess(screen, own, sum);
  if (finding.code == NULL)
    return TELL_OK;
  /* What cannot be is told of every figure. */
  if (finding.severity != TELL_SEVERITY_ERROR && is_told(screen, &finding))
    return TELL_OK;
  return tell__screen_add(screen, &finding);
}

/* Counts of categories are those of all categories: the pupils of a school stand in each. */
tell_status tell__check_children(tell__screen *screen) {
  const tell__dataset_view *data = screen->data;
  below *sums = tell__alloc_array((size_t)data->observation_count, sizeof *sums);
  if (sums == NULL)
    return TELL_E_MEMORY;
  for (int64_t i = 0; i < data->observation_count; i++) {
    const tell__observation *child = &data->observations[i];
    int32_t parent = data->units[child->unit].parent;
    const tell__observation *own = parent >= 0 ? tell__screen_find(screen, parent, child) : NULL;
    if (own != NULL && data->units[child->unit].level != TELL__LEVEL_AREA)
      take(screen, sums, own, child);
  }
  tell_status status = TELL_OK;
  for (int64_t i = 0; status == TELL_OK && i < data->observation_count; i++)
    status = judge(screen, &data->observations[i], &sums[i]);
  tell__free(sums);
  return status;
}
