/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures one after the other: families of groups, their groups, the measures of these, levels. */
#include "pupil_figures.h"

#include <string.h>

#include "base/alloc.h"

enum { ALL = 0, HIGHEST_WIDTH = 3 };

static uint32_t sum_levels(const tell__pupil_levels *levels, int32_t *highest) {
  uint32_t total = 0;
  *highest = 0;
  for (int32_t i = 0; i < TELL__PUPIL_LEVELS_MAX; i++) {
    total += levels->counts[i];
    *highest = levels->counts[i] > 0 ? i + 1 : *highest;
  }
  return total;
}

static int note_highest(tell__pupil_figures *f, tell__pupil_group *group, size_t measure) {
  const int64_t key[HIGHEST_WIDTH] = {(int64_t)measure, group->grade, group->period};
  int32_t highest = 0;
  sum_levels(tell__pupil_part(group, &f->frame->measures.list[measure]), &highest);
  return highest == 0 || highest <= tell__keymap_find(f->highest, key) ||
         tell__keymap_set(f->highest, key, highest);
}

static int find_highest(tell__pupil_figures *f) {
  const tell__pupil_measures *measures = &f->frame->measures;
  for (size_t m = 0; m < measures->count; m++)
    for (size_t i = 0; measures->list[m].kind == TELL__PUPIL_LEVELS && i < f->work->groups.count;
         i++)
      if (!note_highest(f, f->work->groups.list[i], m))
        return 0;
  return 1;
}

int tell__pupil_figures_begin(tell__pupil_figures *figures, const tell_catalogue *catalogue,
                              const tell__pupil_frame *frame, const tell__pupil_work *work) {
  figures->catalogue = catalogue;
  figures->frame = frame;
  figures->work = work;
  figures->order = tell__pupil_order(work);
  figures->highest = tell__keymap_create(HIGHEST_WIDTH);
  figures->all = tell__alloc(work->groups.block_bytes);
  return figures->order != NULL && figures->highest != NULL && figures->all != NULL &&
         find_highest(figures);
}

void tell__pupil_figures_end(tell__pupil_figures *figures) {
  tell__free(figures->order);
  tell__keymap_free(figures->highest);
  tell__free(figures->all);
  *figures = (tell__pupil_figures){0};
}

/* The groups that differ in gender only, and all of them together. */
static int begin_family(tell__pupil_figures *f) {
  const tell__pupil_ranked *order = f->order;
  if (f->behind == f->work->groups.count)
    return 0;
  f->first = f->next = f->behind;
  f->is_all = 0;
  memset(f->all, 0, f->work->groups.block_bytes);
  *f->all = *order[f->first].group;
  f->all->gender = ALL;
  while (f->behind < f->work->groups.count &&
         tell__pupil_is_family(&order[f->first], &order[f->behind]))
    tell__pupil_group_merge(&f->frame->measures, f->all, order[f->behind++].group);
  return 1;
}

/* Goes to the next group with a gender, then to all of the family, then to the next family. */
static int begin_group(tell__pupil_figures *f) {
  f->measure = 0;
  if ((f->is_all || f->behind == 0) && !begin_family(f))
    return 0;
  while (f->next < f->behind && f->order[f->next].group->gender == ALL)
    f->next++;
  f->is_all = f->next == f->behind;
  f->group = f->is_all ? f->all : f->order[f->next++].group;
  return 1;
}

/* How many levels there are: by the cut points, else as many as the file has for this grade and
 * school year. A level that nobody reached is 0 per cent. */
static int32_t count_levels(const tell__pupil_figures *f, size_t measure) {
  const int64_t key[HIGHEST_WIDTH] = {(int64_t)measure, f->group->grade, f->group->period};
  const tell__cutpoint *cutpoints = tell__catalogue_cutpoints(
      f->catalogue, f->frame->measures.list[measure].indicator, f->group->grade, f->group->period);
  return cutpoints != NULL ? cutpoints->limit_count + 1
                           : (int32_t)tell__keymap_find(f->highest, key);
}

static void set_part(tell__pupil_figure *figure, uint32_t numerator) {
  figure->numerator = numerator;
  figure->has_numerator = 1;
  figure->value = 100 * (double)numerator / figure->n;
}

static void set_mean(tell__pupil_figure *figure, const tell__pupil_sum *sum, int64_t scale) {
  figure->n = sum->count;
  if (sum->count == 0)
    return;
  figure->value = tell__pupil_sum_mean(sum, scale);
  figure->has_sd = sum->count > 1;
  figure->sd = tell__pupil_sum_sd(sum, scale);
}

static void set_share(tell__pupil_figure *figure, const tell__pupil_share *share) {
  figure->n = share->count;
  if (share->count > 0)
    set_part(figure, share->numerator);
}

/* The pupils that have a result of a test's mean or levels; 0 for -1. */
static uint32_t count_results(const tell__pupil_figures *f, int32_t number) {
  int32_t highest = 0;
  if (number < 0)
    return 0;
  const tell__pupil_measure *measure = &f->frame->measures.list[number];
  const void *sums = tell__pupil_part(f->group, measure);
  return measure->kind == TELL__PUPIL_MEAN ? ((const tell__pupil_sum *)sums)->count
                                           : sum_levels(sums, &highest);
}

/* What a figure without pupils is: where none of the group has any result of the test, the file
 * tells why not; PRESENT where there is nothing to be told. */
static tell_state state_of_nobody(const tell__pupil_figures *f,
                                  const tell__pupil_measure *measure) {
  if (measure->seen < 0 || count_results(f, measure->twin) > 0)
    return TELL_STATE_PRESENT;
  const tell__pupil_seen *seen =
      tell__pupil_part(f->group, &f->frame->measures.list[measure->seen]);
  return seen->lost > 0   ? TELL_STATE_MISSING
         : seen->away > 0 ? TELL_STATE_NOT_TAKEN_PART
                          : TELL_STATE_PRESENT;
}

static void next_level(tell__pupil_figures *f) {
  tell__pupil_figure *figure = &f->figure;
  const tell__pupil_levels *levels =
      tell__pupil_part(f->group, &f->frame->measures.list[figure->measure]);
  uint32_t count = levels->counts[figure->level++];
  if (figure->n > 0)
    set_part(figure, count);
}

/* The first figure of a measure; 0 where there is nothing to be told. */
static int begin_measure(tell__pupil_figures *f) {
  const tell__pupil_measure *measure = &f->frame->measures.list[f->measure];
  const void *sums = tell__pupil_part(f->group, measure);
  int32_t highest = 0;
  f->level_count = 0;
  f->figure =
      (tell__pupil_figure){.group = f->group, .measure = f->measure++, .state = TELL_STATE_PRESENT};
  if (measure->kind == TELL__PUPIL_SEEN)
    return 0;
  if (measure->kind == TELL__PUPIL_MEAN) {
    set_mean(&f->figure, sums, measure->scale);
  } else if (measure->kind == TELL__PUPIL_SHARE) {
    set_share(&f->figure, sums);
  } else {
    f->figure.n = sum_levels(sums, &highest);
    f->level_count = count_levels(f, f->figure.measure);
  }
  if (f->figure.n == 0)
    f->figure.state = state_of_nobody(f, measure);
  int has_figure = f->figure.n > 0 || f->figure.state != TELL_STATE_PRESENT;
  if (!has_figure)
    f->level_count = 0;
  if (f->level_count > 0)
    next_level(f);
  return has_figure && (measure->kind != TELL__PUPIL_LEVELS || f->level_count > 0);
}

int tell__pupil_figures_next(tell__pupil_figures *f) {
  if (f->figure.level < f->level_count) {
    next_level(f);
    return 1;
  }
  for (;;) {
    if (f->group == NULL || f->measure == f->frame->measures.count) {
      if (!begin_group(f))
        return 0;
    } else if (begin_measure(f)) {
      return 1;
    }
  }
}
