/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which items of the catalogue a file has, and which indicators can be made of them. */
#include <string.h>

#include "base/alloc.h"
#include "ingest/layouts/pupil/pupil_answers.h"

/* The planning of a file. */
typedef struct planning {
  tell__reading *reading;
  tell__pupil_frame *frame;
  tell__pupil_survey *survey;
  int32_t *rows; /* for each column the first row of the catalogue about its item, -1 */
} planning;

static int32_t row_of(const tell__column *column, const tell_catalogue *catalogue) {
  return tell__catalogue_item(catalogue, column->name, column->length);
}

int32_t tell__pupil_items_count(const tell__header *header, const tell_catalogue *catalogue) {
  int32_t count = 0;
  for (int32_t i = 0; i < header->count; i++)
    count += row_of(&header->columns[i], catalogue) >= 0;
  return count;
}

/* The first column of an item, -1 when the file has none. */
static int32_t find_column(const planning *p, const char *id) {
  const tell__item *items = p->reading->definitions->items;
  for (int32_t i = 0; i < p->reading->header.count; i++)
    if (p->rows[i] >= 0 && strcmp(items[p->rows[i]].id, id) == 0)
      return i;
  return -1;
}

/* Columns of two spellings of one item (its id and its question): only the first is known. */
static void find_items(planning *p, uint8_t *is_used) {
  const tell__header *header = &p->reading->header;
  const tell__item *items = p->reading->definitions->items;
  for (int32_t i = 0; i < header->count; i++)
    p->rows[i] = -1;
  for (int32_t i = 0; i < header->count; i++) {
    int32_t row = is_used[i] ? -1 : row_of(&header->columns[i], p->reading->catalogue);
    if (row < 0 || find_column(p, items[row].id) >= 0)
      continue;
    p->rows[i] = row;
    is_used[i] = 1;
  }
}

/* The scale of these answers, made when new; NULL when there is no memory. */
static const tell__pupil_scale *find_scale(tell__pupil_survey *survey, const tell__item *item) {
  for (size_t i = 0; i < survey->scale_count; i++) {
    const tell__pupil_scale *scale = survey->scales[i];
    if (scale->lowest == item->lowest && scale->highest == item->highest &&
        scale->counts_from == item->counts_from)
      return scale;
  }
  if (!tell__grow((void **)&survey->scales, &survey->scale_capacity, survey->scale_count,
                  sizeof *survey->scales))
    return NULL;
  tell__pupil_scale *made = tell__alloc(sizeof *made);
  if (made == NULL)
    return NULL;
  made->lowest = item->lowest;
  made->highest = item->highest;
  made->counts_from = item->counts_from;
  tell__pupil_scale_fill(made);
  survey->scales[survey->scale_count++] = made;
  return made;
}

static int add_item(tell__pupil_survey *survey, const tell__item *item, int32_t column) {
  if (!tell__grow((void **)&survey->items, &survey->item_capacity, survey->item_count,
                  sizeof *survey->items))
    return 0;
  const tell__pupil_scale *scale = find_scale(survey, item);
  survey->items[survey->item_count] = (tell__pupil_item){scale, column};
  survey->item_count += scale != NULL;
  return scale != NULL;
}

/* The items of an indicator that the file has; 0 when there is no memory. */
static int add_items(planning *p, int32_t indicator, tell__pupil_index *index, int32_t *known) {
  const int32_t *rows = NULL;
  *known = tell__catalogue_items(p->reading->catalogue, indicator, &rows);
  index->first = (int32_t)p->survey->item_count;
  for (int32_t i = 0; i < *known; i++) {
    const tell__item *item = &p->reading->definitions->items[rows[i]];
    int32_t column = find_column(p, item->id);
    if (column < 0)
      continue;
    if (!add_item(p->survey, item, column))
      return 0;
    index->is_share = item->counts_from > 0;
    index->count++;
  }
  return 1;
}

/* Whether a pupil's mean is a number that the exact sums hold. */
static int can_be_summed(const tell__pupil_survey *survey, const tell__pupil_index *index) {
  for (int32_t i = 0; i < index->count; i++) {
    int64_t highest = survey->items[index->first + i].scale->highest;
    if (highest * TELL__PUPIL_ANSWER_SCALE >= tell__pupil_value_limit)
      return 0;
  }
  return index->count <= TELL__PUPIL_ANSWERS_MAX;
}

/* How many valid answers make a pupil's value: what the catalogue states, else all. Of a share one
 * is enough. */
static int32_t minimum_of(const tell__indicator *indicator, const tell__pupil_index *index,
                          int32_t known) {
  if (index->is_share)
    return 1;
  return indicator->minimum_answers > 0 ? indicator->minimum_answers : known;
}

/* Whether the indicator can be made of what the file has; tells why when it cannot. */
static int is_possible(const planning *p, const tell__pupil_index *index, int32_t known) {
  int32_t column = p->survey->items[index->first].column;
  if (!index->is_share && !can_be_summed(p->survey, index)) {
    tell__reading_find_column(p->reading, TELL_SEVERITY_WARNING, "too_many_items", column,
                              "the index has more than 22 items or answers above 18; not made");
    return 0;
  }
  if (index->count < known)
    tell__reading_find_column(
        p->reading, TELL_SEVERITY_WARNING, "missing_items", column,
        index->count < index->minimum
            ? "the file lacks so many items of this column's indicator that it cannot be made"
            : "the file lacks items of this column's indicator; it is made of the others");
  return index->count >= index->minimum;
}

/* The scale of items that stand side by side and have the same answers; else NULL. */
static const tell__pupil_scale *common_scale(const tell__pupil_item *items, int32_t count) {
  for (int32_t i = 1; i < count; i++)
    if (items[i].scale != items->scale || items[i].column != items->column + i)
      return NULL;
  return items->scale;
}

static int add_index(planning *p, int32_t indicator) {
  tell__pupil_survey *survey = p->survey;
  tell__pupil_index index = {0};
  int32_t known = 0;
  if (tell__pupil_measures_has(&p->frame->measures, indicator))
    return 1;
  if (!add_items(p, indicator, &index, &known))
    return 0;
  index.minimum = minimum_of(&p->reading->definitions->indicators[indicator], &index, known);
  if (index.count == 0 || !is_possible(p, &index, known)) {
    survey->item_count = (size_t)index.first;
    return 1;
  }
  index.measure = tell__pupil_measures_add(
      &p->frame->measures, index.is_share ? TELL__PUPIL_SHARE : TELL__PUPIL_MEAN, indicator,
      survey->items[index.first].column, TELL__PUPIL_ANSWER_SCALE);
  index.scale = common_scale(survey->items + index.first, index.count);
  if (index.measure < 0 || !tell__grow((void **)&survey->indices, &survey->index_capacity,
                                       survey->index_count, sizeof *survey->indices))
    return 0;
  survey->indices[survey->index_count++] = index;
  return 1;
}

int tell__pupil_survey_plan(tell__reading *reading, tell__pupil_frame *frame, uint8_t *is_used,
                            tell__pupil_survey *survey) {
  planning p = {reading, frame, survey, NULL};
  p.rows = tell__alloc_array((size_t)reading->header.count, sizeof *p.rows);
  int good = p.rows != NULL;
  if (good)
    find_items(&p, is_used);
  for (int32_t i = 0; good && i < reading->definitions->indicators_count; i++)
    good = add_index(&p, i);
  frame->index_count = survey->index_count;
  tell__free(p.rows);
  return good;
}

void tell__pupil_survey_free(tell__pupil_survey *survey) {
  for (size_t i = 0; i < survey->scale_count; i++)
    tell__free(survey->scales[i]);
  tell__free(survey->scales);
  tell__free(survey->items);
  tell__free(survey->indices);
}
