/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout "mapped": a table that the user's own mapping explains (telling/ingest.h). */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/cells/measures.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/mapped/mapped.h"

/* A record under way. */
typedef struct mapped {
  tell__reading *reading;
  const tell__mapped_plan *plan;
  tell__mapped_work *work;
} mapped;

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)header;
  (void)catalogue;
  return 0; /* only a mapping chooses it */
}

static int32_t code_of(const mapped *m, const tell__mapped_value *value, tell__target target) {
  int32_t key = value->keys[target];
  return key >= 0 ? m->work->codes[key] : value->codes[target];
}

/* The latest school year of the record. */
static int32_t period_of(const mapped *m) {
  int32_t latest = m->plan->period;
  for (size_t i = m->plan->period_first; i < m->plan->period_end; i++)
    if (m->plan->keys[i].target == TELL__TARGET_PERIOD && m->work->codes[i] > latest)
      latest = m->work->codes[i];
  return latest;
}

/* Where findings about the category of a value stand. */
static int32_t category_column(const mapped *m, const tell__mapped_value *value) {
  int32_t key = value->keys[TELL__TARGET_CATEGORY];
  return key >= 0 && m->plan->keys[key].text.count > 0 ? m->plan->keys[key].text.columns[0]
                                                       : tell__mapped_column(value);
}

/* The pair of two texts of the work; -1 after the record was rejected. */
static int32_t make_pair(const mapped *m, const tell__mapped_value *value,
                         const tell__indicator *indicator, const int64_t *texts) {
  size_t lengths[2] = {0, 0};
  const char *dimension = tell__strings_get(m->work->texts, (int32_t)texts[0], &lengths[0]);
  const char *category = tell__strings_get(m->work->texts, (int32_t)texts[1], &lengths[1]);
  int32_t column = category_column(m, value);
  int is_member = indicator->kind == TELL__KIND_DISTRIBUTION;
  /* The members of a distribution have one dimension, which need not be said. */
  if (is_member && lengths[0] == 0) {
    dimension = indicator->distribution;
    lengths[0] = strlen(dimension);
  }
  if (lengths[0] == 0 || lengths[1] == 0) {
    tell__reading_reject(m->reading, "missing_category", column,
                         "a dimension needs a category and a category a dimension; members of a "
                         "distribution need both");
    return -1;
  }
  if (is_member && strcmp(dimension, indicator->distribution) != 0) {
    tell__reading_reject(m->reading, "unknown_dimension", column,
                         "the catalogue ties the members of this distribution by another "
                         "dimension");
    return -1;
  }
  return tell__reading_category(m->reading, dimension, lengths[0], category, lengths[1]);
}

/* The (dimension, category) pair of a value; 0 for none, -1 after the record was rejected. */
static int32_t find_pair(const mapped *m, const tell__mapped_value *value, int32_t indicator) {
  const tell__indicator *definition = &m->reading->definitions->indicators[indicator];
  int is_member = definition->kind == TELL__KIND_DISTRIBUTION;
  /* Whose dimension is implied. */
  int64_t key[3] = {code_of(m, value, TELL__TARGET_DIMENSION),
                    code_of(m, value, TELL__TARGET_CATEGORY), is_member ? indicator : -1};
  if (key[0] == 0 && key[1] == 0 && !is_member)
    return 0;
  int64_t known = tell__keymap_find(m->work->pairs, key);
  if (known >= 0)
    return (int32_t)known;
  int32_t pair = make_pair(m, value, definition, key);
  if (pair >= 0 && tell__keymap_add(m->work->pairs, key, pair) < 0)
    m->reading->status = TELL_E_MEMORY;
  return pair;
}

static int is_skipped(const mapped *m, const tell__mapped_value *value) {
  if (!m->work->has_none) /* what is the same in every record was looked at in the plan */
    return 0;
  for (tell__target target = 0; target < TELL__TARGET_KEYS; target++)
    if (code_of(m, value, target) < 0)
      return 1;
  return 0;
}

/* Adds a value by all that its cells say. Rare: in a call of its own, it takes no registers from
 * those that go the short way. */
static __attribute__((noinline)) void add_judged(const mapped *m, const tell__mapped_value *value,
                                                 tell__mapped_ready *ready, int32_t unit) {
  if (is_skipped(m, value))
    return;
  tell__observation observation = {.unit = unit,
                                   .source = (int16_t)code_of(m, value, TELL__TARGET_SOURCE),
                                   .indicator = (int16_t)code_of(m, value, TELL__TARGET_INDICATOR),
                                   .period = (int16_t)code_of(m, value, TELL__TARGET_PERIOD),
                                   .grade = (int8_t)code_of(m, value, TELL__TARGET_GRADE),
                                   .gender = (int8_t)code_of(m, value, TELL__TARGET_GENDER),
                                   .owner = (int8_t)code_of(m, value, TELL__TARGET_OWNER)};
  int32_t pair = find_pair(m, value, observation.indicator);
  tell__measures measures;
  if (pair < 0 || !tell__mapped_measures(m->reading, m->plan, m->work, value, &measures))
    return;
  observation.category = pair;
  if (ready != NULL && !ready->is_made)
    tell__mapped_make_ready(m->reading, &observation, ready);
  int32_t column = measures.value.cell.kind == TELL__CELL_BLANK && measures.numerator.column >= 0
                       ? measures.numerator.column
                       : tell__mapped_column(value);
  tell__measures_judge(m->reading, &m->reading->definitions->indicators[observation.indicator],
                       &measures, &observation);
  tell__reading_add(m->reading, &observation, column, tell__measures_cells(&measures));
}

static inline void add_value(const mapped *m, size_t index, int32_t unit) {
  const tell__mapped_value *value = &m->plan->values[index];
  tell__mapped_ready *ready =
      value->is_simple ? tell__mapped_ready_of(m->plan, m->work, index) : NULL;
  if (ready == NULL || !ready->is_made || m->work->has_none ||
      !tell__mapped_add_usual(m->reading, m->work, value, ready, unit,
                              code_of(m, value, TELL__TARGET_PERIOD)))
    add_judged(m, value, ready, unit);
}

static void read_record(tell__reading *reading, void *plan) {
  const mapped made = {reading, plan, reading->work}, *m = &made;
  tell__mapped_read_keys(reading, m->plan, m->work);
  if (reading->rejected || reading->status != TELL_OK) {
    m->work->unit_key_length = 0;
    return;
  }
  int32_t unit = tell__mapped_find_unit(reading, m->plan, m->work, period_of(m));
  for (size_t i = 0; unit >= 0 && !reading->rejected && i < m->plan->value_count; i++)
    add_value(m, i, unit);
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  tell__position position = {.source = reading->name};
  if (reading->mapping == NULL)
    return tell__fail_at(err, TELL_E_LAYOUT, &position,
                         "the layout needs a mapping, and the caller gave none");
  tell__mapped_plan *made = tell__alloc(sizeof *made);
  *plan = made;
  return made != NULL ? tell__mapped_plan_make(reading, made, err) : tell__fail_memory(err);
}

static void free_plan(void *plan) {
  if (plan != NULL)
    tell__mapped_plan_free(plan);
  tell__free(plan);
}

static void free_work(void *work) {
  tell__mapped_work *held = work;
  if (held == NULL)
    return;
  for (size_t i = 0; held->keys != NULL && i < held->key_count; i++)
    tell__memo_free(&held->keys[i]);
  tell__memo_free(&held->units);
  tell__free(held->keys);
  tell__free(held->codes);
  tell__memo_free(&held->row.memo);
  tell__free(held->row.codes);
  tell__free(held->ready);
  tell__free(held->cells);
  tell__strings_free(held->texts);
  tell__keymap_free(held->pairs);
  tell__text_free(&held->text);
  tell__text_free(&held->key);
  for (int i = 0; i < TELL__UNIT_TARGETS; i++)
    tell__text_free(&held->facts[i]);
  tell__free(held);
}

static void *create_work(const void *plan) {
  const tell__mapped_plan *of = plan;
  tell__mapped_work *made = tell__alloc(sizeof *made);
  if (made == NULL)
    return NULL;
  made->key_count = of->key_count;
  made->keys = tell__alloc_array(of->key_count, sizeof *made->keys);
  made->codes = tell__alloc_array(of->key_count, sizeof *made->codes);
  made->cells = tell__alloc(sizeof *made->cells);
  made->texts = tell__strings_create();
  made->pairs = tell__keymap_create(3);
  if (made->keys == NULL || made->codes == NULL || made->cells == NULL || made->texts == NULL ||
      made->pairs == NULL) {
    free_work(made);
    return NULL;
  }
  made->row.key_count = of->row_key_count;
  /* Where there are no keys of a row, they are the same in every record. */
  made->row.now = of->row_key_count > 0 ? TELL__MEMO_UNKNOWN : 0;
  tell__mapped_grow_ready(made, of->value_count);
  return made;
}

/* What a worker remembered is of no use to another: their numbers differ. */
static int merge_work(void *work, void *other) {
  (void)work;
  (void)other;
  return 1;
}

static void finish_work(tell__reading *reading, const void *plan, void *work) {
  (void)reading;
  (void)plan;
  (void)work;
}

const tell__layout tell__layout_mapped = {.name = "mapped",
                                          .recognise = recognise,
                                          .prepare = prepare,
                                          .record = read_record,
                                          .free_plan = free_plan,
                                          .create_work = create_work,
                                          .merge_work = merge_work,
                                          .finish_work = finish_work,
                                          .free_work = free_work};
