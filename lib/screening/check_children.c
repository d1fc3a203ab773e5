/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The units below against the unit itself: never more pupils, as many where
 * none of them is hidden, and at least 0.80 of them for figures to be worked
 * out from them.
 */
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

static void take(const tell__screen *screen, below *sums, const tell__observation *own,
                 const tell__observation *child) {
  below *sum = &sums[own - screen->data->observations];
  int64_t pupils = tell__screen_pupils(screen, child);
  if (child->state == TELL_STATE_PRESENT && pupils >= 0) {
    sum->pupils += pupils;
    sum->visible++;
  } else if (tell__screen_is_figure(child) || child->state == TELL_STATE_INVALID) {
    sum->hidden++;
  }
}

static tell_status judge(tell__screen *screen, const tell__observation *own, const below *sum) {
  tell__screen_finding finding = {TELL_SEVERITY_WARNING, NULL, NULL, TELL__ABOUT_FIGURE, own};
  int64_t all = tell__screen_pupils(screen, own);
  if (own->state != TELL_STATE_PRESENT || all < 0 || sum->visible == 0)
    return TELL_OK;
  if (sum->pupils > all) {
    finding.severity = TELL_SEVERITY_ERROR;
    finding.code = "children_over_parent";
    finding.message = "the visible units below have more pupils than the unit itself";
  } else if (sum->hidden == 0 && (double)sum->pupils < coverage_gate * (double)all) {
    finding.code = "low_coverage";
    finding.message = "the units below carry less than 0.80 of the pupils, and none is hidden";
  } else if (sum->hidden == 0 && sum->pupils < all) {
    finding.code = "children_against_parent";
    finding.message =
        "the units below, none of them hidden, have fewer pupils than the unit itself";
  }
  return finding.code != NULL ? tell__screen_add(screen, &finding) : TELL_OK;
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
