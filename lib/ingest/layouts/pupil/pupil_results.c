/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Observations of groups of pupils. */
#include "pupil_results.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "ingest/cells/units.h"

enum { ALL = 0 };

/* A group with its place in the order of units, school years, grades and genders. */
typedef struct ranked {
  uint64_t rank;
  tell__pupil_group *group;
} ranked;

typedef struct school {
  const char *code;
  int32_t text, rank; /* number of the code among the work's texts; its place in their order */
} school;

/* The finishing of a file. */
typedef struct results {
  tell__reading *reading;
  const tell__pupil_frame *frame;
  tell__pupil_work *work;
  int32_t *units;         /* by the number of the school's text */
  ranked *order;          /* all groups */
  tell__pupil_group *all; /* all pupils of a school, school year and grade */
  tell__keymap *highest;  /* (measure, grade, school year) to the highest level in the file */
  int32_t *categories;    /* of the levels of each measure; 0: not asked for yet */
} results;

static const char *text_of(const results *r, int32_t number, size_t *length) {
  return tell__strings_get(r->work->texts, number, length);
}

/* What follows is about this line of the file. */
static void stand_at(results *r, int64_t line) { r->reading->record.line = line; }

static int compare_schools(const void *left, const void *right) {
  return strcmp(((const school *)left)->code, ((const school *)right)->code);
}

static int compare_ranked(const void *left, const void *right) {
  const ranked *a = left, *b = right;
  return (a->rank > b->rank) - (a->rank < b->rank);
}

static int compare_places(const void *left, const void *right) {
  const tell__pupil_place *a = left, *b = right;
  return (a->line > b->line) - (a->line < b->line);
}

static void add_unit(results *r, const tell__pupil_place *place) {
  tell__reading *reading = r->reading;
  const int32_t *columns = r->frame->columns;
  tell__unit_facts facts = r->frame->given;
  if (columns[TELL__PUPIL_SCHOOL] >= 0) {
    facts.level = TELL__LEVEL_SCHOOL;
    facts.code = text_of(r, place->school, &facts.code_length);
    facts.name = text_of(r, place->name, &facts.name_length);
  }
  if (place->municipality > 0) {
    facts.parent_level = TELL__LEVEL_MUNICIPALITY;
    facts.parent = text_of(r, place->municipality, &facts.parent_length);
    facts.places[TELL__FACT_PARENT] =
        tell__reading_fact_place(reading, columns[TELL__PUPIL_MUNICIPALITY]);
  }
  facts.period = place->period;
  stand_at(r, place->line);
  tell__reading_check_code(reading, &facts, columns[TELL__PUPIL_SCHOOL]);
  r->units[place->school] = tell__reading_unit(reading, &facts);
}

/* In the order of the lines, so that findings are. */
static void add_units(results *r) {
  tell__pupil_work *work = r->work;
  if (work->place_count > 1)
    qsort(work->places, work->place_count, sizeof *work->places, compare_places);
  for (size_t i = 0; i < work->place_count && r->reading->status == TELL_OK; i++)
    add_unit(r, &work->places[i]);
}

/* Ranks by the text of the code: its number depends on which worker met it first. */
static int rank_schools(const results *r, int32_t *ranks) {
  int32_t count = tell__strings_count(r->work->texts);
  school *schools = tell__alloc_array((size_t)count, sizeof *schools);
  if (schools == NULL)
    return 0;
  for (int32_t i = 0; i < count; i++)
    schools[i] = (school){text_of(r, i, NULL), i, 0};
  qsort(schools, (size_t)count, sizeof *schools, compare_schools);
  for (int32_t i = 0; i < count; i++)
    ranks[schools[i].text] = i;
  tell__free(schools);
  return 1;
}

static int order_groups(results *r) {
  const tell__pupil_groups *groups = &r->work->groups;
  int32_t *ranks = tell__alloc_array((size_t)tell__strings_count(r->work->texts), sizeof *ranks);
  int good = ranks != NULL && rank_schools(r, ranks);
  for (size_t i = 0; good && i < groups->count; i++) {
    tell__pupil_group *group = tell__pupil_groups_get(groups, i);
    r->order[i].group = group;
    r->order[i].rank = (uint64_t)(uint32_t)ranks[group->school] << 32 |
                       (uint64_t)(uint16_t)group->period << 16 |
                       (uint64_t)(uint8_t)group->grade << 8 | (uint8_t)group->gender;
  }
  if (good && groups->count > 1)
    qsort(r->order, groups->count, sizeof *r->order, compare_ranked);
  tell__free(ranks);
  return good;
}

static tell__observation observation_of(const results *r, const tell__pupil_group *group,
                                        const tell__pupil_measure *measure) {
  return (tell__observation){.unit = r->units[group->school],
                             .indicator = (int16_t)measure->indicator,
                             .source = (int16_t)r->frame->source,
                             .line = (int32_t)(group->line < INT32_MAX ? group->line : INT32_MAX),
                             .period = group->period,
                             .grade = group->grade,
                             .gender = group->gender,
                             .state = TELL_STATE_PRESENT,
                             .has = TELL__HAS_N,
                             .flags = TELL__FLAG_PUPILS};
}

/* Nothing was rounded; shown is what is shown of other means that are worked out: one decimal where
 * the publisher gives whole numbers. */
static int8_t decimals_of(const results *r, const tell__pupil_measure *measure) {
  int32_t decimals = r->reading->definitions->indicators[measure->indicator].decimals;
  return (int8_t)(decimals > 0 ? decimals : 1);
}

static void add_mean(results *r, tell__pupil_group *group, const tell__pupil_measure *measure) {
  const tell__pupil_sum *sum = tell__pupil_part(group, measure);
  tell__observation made = observation_of(r, group, measure);
  made.value = tell__pupil_sum_mean(sum, measure->scale);
  made.n = (int32_t)sum->count;
  made.decimals = decimals_of(r, measure);
  if (sum->count > 1) {
    made.sd = tell__pupil_sum_sd(sum, measure->scale);
    made.has |= TELL__HAS_SD;
  }
  tell__reading_add(r->reading, &made, measure->column, 0);
}

static void add_part(results *r, const tell__pupil_group *group, const tell__pupil_measure *measure,
                     int32_t category, uint32_t numerator, uint32_t n) {
  tell__observation made = observation_of(r, group, measure);
  made.category = category;
  made.value = 100 * (double)numerator / n;
  made.n = (int32_t)n;
  made.numerator = (int32_t)numerator;
  made.has |= TELL__HAS_NUMERATOR;
  tell__reading_add(r->reading, &made, measure->column, 0);
}

static int32_t highest_in(const tell__pupil_levels *levels, uint32_t *total) {
  int32_t highest = 0;
  *total = 0;
  for (int32_t i = 0; i < TELL__PUPIL_LEVELS_MAX; i++) {
    *total += levels->counts[i];
    highest = levels->counts[i] > 0 ? i + 1 : highest;
  }
  return highest;
}

/* How many levels there are: by the cut points, else as many as the file has for this grade and
 * school year. A level that nobody reached is 0 per cent. */
static int32_t level_count(const results *r, const tell__pupil_group *group, size_t measure) {
  int64_t key[3] = {(int64_t)measure, group->grade, group->period};
  const tell__cutpoint *cutpoints =
      tell__catalogue_cutpoints(r->reading->catalogue, r->frame->measures.list[measure].indicator,
                                group->grade, group->period);
  return cutpoints != NULL ? cutpoints->limit_count + 1
                           : (int32_t)tell__keymap_find(r->highest, key);
}

/* The category of a level from 1, -1 when memory ran out. */
static int32_t category_of(results *r, size_t measure, int32_t level) {
  int32_t indicator = r->frame->measures.list[measure].indicator;
  const char *dimension = r->reading->definitions->indicators[indicator].distribution;
  int32_t *held = &r->categories[measure * TELL__PUPIL_LEVELS_MAX + (size_t)level - 1];
  char category = (char)('0' + level);
  if (*held == 0)
    *held = tell__reading_category(r->reading, dimension, strlen(dimension), &category, 1);
  return *held;
}

static void add_levels(results *r, tell__pupil_group *group, size_t number) {
  const tell__pupil_measure *measure = &r->frame->measures.list[number];
  const tell__pupil_levels *levels = tell__pupil_part(group, measure);
  uint32_t total = 0;
  highest_in(levels, &total);
  int32_t count = level_count(r, group, number);
  for (int32_t level = 1; level <= count; level++) {
    int32_t category = category_of(r, number, level);
    if (category < 0)
      return;
    add_part(r, group, measure, category, levels->counts[level - 1], total);
  }
}

static void add_share(results *r, tell__pupil_group *group, const tell__pupil_measure *measure) {
  const tell__pupil_share *share = tell__pupil_part(group, measure);
  add_part(r, group, measure, 0, share->numerator, share->count);
}

static int is_empty(tell__pupil_group *group, const tell__pupil_measure *measure) {
  const tell__pupil_levels *levels = tell__pupil_part(group, measure);
  uint32_t total = 0;
  if (measure->kind == TELL__PUPIL_LEVELS)
    return highest_in(levels, &total) == 0;
  return measure->kind == TELL__PUPIL_MEAN
             ? ((tell__pupil_sum *)tell__pupil_part(group, measure))->count == 0
             : ((tell__pupil_share *)tell__pupil_part(group, measure))->count == 0;
}

static void check_exists(results *r, const tell__pupil_group *group,
                         const tell__pupil_measure *measure) {
  tell__reading *reading = r->reading;
  if (tell__catalogue_exists(reading->catalogue, measure->indicator, group->grade, group->period) ==
          0 &&
      tell__reading_is_news(reading, "not_in_catalogue", measure->indicator, group->grade,
                            group->period))
    tell__reading_find(reading, TELL_SEVERITY_WARNING, "not_in_catalogue", measure->column,
                       "the catalogue says that the indicator does not exist for this grade and "
                       "school year");
}

static void add_group(results *r, tell__pupil_group *group) {
  const tell__pupil_measures *measures = &r->frame->measures;
  stand_at(r, group->line);
  for (size_t i = 0; i < measures->count && r->reading->status == TELL_OK; i++) {
    const tell__pupil_measure *measure = &measures->list[i];
    if (is_empty(group, measure))
      continue;
    check_exists(r, group, measure);
    if (measure->kind == TELL__PUPIL_MEAN)
      add_mean(r, group, measure);
    else if (measure->kind == TELL__PUPIL_SHARE)
      add_share(r, group, measure);
    else
      add_levels(r, group, i);
  }
}

static int is_same_but_gender(const ranked *a, const ranked *b) {
  return a->rank >> 8 == b->rank >> 8;
}

/* The groups from `first` on that differ in gender only, and all of them together. */
static size_t add_family(results *r, size_t first) {
  size_t count = r->work->groups.count, next = first;
  memset(r->all, 0, r->work->groups.block_bytes);
  *r->all = *r->order[first].group;
  r->all->gender = ALL;
  for (; next < count && is_same_but_gender(&r->order[first], &r->order[next]); next++) {
    tell__pupil_group *group = r->order[next].group;
    tell__pupil_group_merge(&r->frame->measures, r->all, group);
    if (group->gender != ALL)
      add_group(r, group);
  }
  add_group(r, r->all);
  return next;
}

static int find_highest(results *r) {
  const tell__pupil_measures *measures = &r->frame->measures;
  for (size_t i = 0; i < r->work->groups.count; i++) {
    tell__pupil_group *group = tell__pupil_groups_get(&r->work->groups, i);
    for (size_t m = 0; m < measures->count; m++) {
      uint32_t total = 0;
      if (measures->list[m].kind != TELL__PUPIL_LEVELS)
        continue;
      int64_t key[3] = {(int64_t)m, group->grade, group->period};
      int32_t highest = highest_in(tell__pupil_part(group, &measures->list[m]), &total);
      if (highest > 0 && highest > tell__keymap_find(r->highest, key) &&
          !tell__keymap_set(r->highest, key, highest))
        return 0;
    }
  }
  return 1;
}

static void tell_doubts(results *r) {
  tell__pupil_work *work = r->work;
  for (size_t i = 0; i < work->doubt_count; i++) {
    const tell__pupil_doubt *doubt = &work->doubts[i];
    tell__text message = {NULL, 0, 0, 0};
    tell__text_add(&message, "the level is not that of the score by the cut points, for ");
    tell__text_add_i64(&message, doubt->pupils);
    tell__text_add(&message, " pupils of this test, grade and school year; the file's is used");
    stand_at(r, doubt->line);
    if (message.failed)
      r->reading->status = TELL_E_MEMORY;
    else
      tell__reading_find(r->reading, TELL_SEVERITY_WARNING, "level_against_score",
                         r->frame->tests[doubt->test].level_column, tell__text_get(&message));
    tell__text_free(&message);
  }
}

static int compare_doubts(const void *left, const void *right) {
  const tell__pupil_doubt *a = left, *b = right;
  return a->line != b->line ? (a->line > b->line) - (a->line < b->line)
                            : (a->test > b->test) - (a->test < b->test);
}

static void finish(results *r) {
  tell__pupil_work *work = r->work;
  add_units(r);
  if (work->doubt_count > 1)
    qsort(work->doubts, work->doubt_count, sizeof *work->doubts, compare_doubts);
  tell_doubts(r);
  for (size_t i = 0; i < work->groups.count && r->reading->status == TELL_OK;)
    i = add_family(r, i);
}

void tell__pupil_results_finish(tell__reading *reading, const void *plan, void *work) {
  tell__pupil_work *held = work;
  results r = {.reading = reading, .frame = plan, .work = held};
  r.units = tell__alloc_array((size_t)tell__strings_count(held->texts), sizeof *r.units);
  r.order = tell__alloc_array(held->groups.count, sizeof *r.order);
  r.all = tell__alloc(held->groups.block_bytes);
  r.categories =
      tell__alloc_array(r.frame->measures.count * TELL__PUPIL_LEVELS_MAX, sizeof *r.categories);
  r.highest = tell__keymap_create(3);
  if (r.units != NULL && r.order != NULL && r.all != NULL && r.categories != NULL &&
      r.highest != NULL && order_groups(&r) && find_highest(&r))
    finish(&r);
  else
    reading->status = TELL_E_MEMORY;
  tell__keymap_free(r.highest);
  tell__free(r.categories);
  tell__free(r.all);
  tell__free(r.order);
  tell__free(r.units);
}
