/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the facts of facts.h from the columns of an indicator set. */
#include "disclosure/facts.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "catalogue/catalogue.h"
#include "disclosure/participation.h"
#include "disclosure/sums.h"

enum { UNIT_WIDTH = 2, GROUP_WIDTH = 8, PLACE_WIDTH = 3, CHILD_WIDTH = 2 };

/* Beyond this a double no longer holds every whole number. */
static const double WHOLE_MOST = 9007199254740992.0;

const char *tell__reason_id(tell__reason reason) {
  static const char *const IDS[] = {"", "count", "complement", "inherited", "derived"};
  return IDS[reason];
}

tell__fact_origin tell__facts_origin(const char *id) {
  if (strcmp(id, "published") == 0)
    return TELL__FACT_PUBLISHED;
  return strcmp(id, "computed") == 0 ? TELL__FACT_COMPUTED : TELL__FACT_LOCAL;
}

int tell__fact_is_bound(const tell__fact *fact) { return fact->origin != TELL__FACT_PUBLISHED; }

int tell__fact_has_figure(const tell__fact *fact) {
  return fact->state == TELL_STATE_PRESENT || fact->n > 0;
}

int tell__fact_is_hidden(const tell__fact *fact) {
  return fact->reasons[TELL__PART_VALUE] != TELL__REASON_NONE;
}

int tell__fact_hide_part(tell__fact *fact, tell__row_part part, tell__reason reason) {
  if (fact->reasons[part] != TELL__REASON_NONE)
    return 0;
  fact->reasons[part] = (uint8_t)reason;
  return 1;
}

int tell__fact_hide(tell__fact *fact, tell__reason reason) {
  if (tell__fact_is_bound(fact))
    return tell__fact_hide_part(fact, TELL__PART_VALUE, reason);
  int changed = tell__fact_hide_part(fact, TELL__PART_INTERVAL, reason);
  changed |= tell__fact_hide_part(fact, TELL__PART_COVERAGE, reason);
  changed |= tell__fact_hide_part(fact, TELL__PART_PARTICIPATION, reason);
  changed |= tell__fact_hide_part(fact, TELL__PART_DIFFERENCE, reason);
  return changed;
}

/* The number that a map gives a key, a new one when it is new; TELL__UNKNOWN without memory. */
static int64_t number_of(tell__keymap *map, const int64_t *key, int64_t *count) {
  int64_t number = tell__keymap_add(map, key, *count);
  if (number == *count)
    (*count)++;
  return number;
}

static void group_words(const tell__group_key *key, int64_t words[GROUP_WIDTH]) {
  const int64_t all[GROUP_WIDTH] = {key->indicator, key->source, key->period,    key->grade,
                                    key->gender,    key->owner,  key->dimension, key->category};
  memcpy(words, all, sizeof all);
}

int64_t tell__facts_unit(const tell__facts *facts, int32_t level, int32_t code) {
  const int64_t key[UNIT_WIDTH] = {level, code};
  return tell__keymap_find(facts->units, key);
}

int64_t tell__facts_group(const tell__facts *facts, const tell__group_key *key) {
  int64_t words[GROUP_WIDTH];
  group_words(key, words);
  return tell__keymap_find(facts->groups, words);
}

int64_t tell__facts_find(const tell__facts *facts, int64_t unit, int64_t group, int64_t origin) {
  const int64_t key[PLACE_WIDTH] = {unit, group, origin};
  return tell__keymap_find(facts->places, key);
}

int64_t tell__facts_used(const tell__facts *facts, int64_t unit, int64_t group) {
  int64_t row = tell__facts_find(facts, unit, group, TELL__FACT_PUBLISHED);
  if (row < 0)
    row = tell__facts_find(facts, unit, group, TELL__FACT_LOCAL);
  return row >= 0 ? row : tell__facts_find(facts, unit, group, TELL__FACT_COMPUTED);
}

/* Empty codes mean that there is no such unit. */
static int number_unit(tell__facts *facts, int32_t level, int32_t code, int32_t *number) {
  const int64_t key[UNIT_WIDTH] = {level, code};
  *number = TELL__UNKNOWN;
  if (code == 0)
    return 1;
  *number = (int32_t)number_of(facts->units, key, &facts->unit_count);
  return *number >= 0;
}

tell__group_key tell__facts_key(const tell__facts *facts, int64_t row) {
  const tell_table *table = facts->table;
  const int32_t *columns = facts->columns;
  return (tell__group_key){
      .indicator = tell__columns_code(table, columns[TELL__SET_INDICATOR], row),
      .source = tell__columns_code(table, columns[TELL__SET_SOURCE], row),
      .period = tell__columns_whole(table, columns[TELL__SET_PERIOD], row, TELL__UNKNOWN),
      .grade = tell__columns_whole(table, columns[TELL__SET_GRADE], row, TELL__UNKNOWN),
      .gender = tell__columns_code(table, columns[TELL__SET_GENDER], row),
      .owner = tell__columns_code(table, columns[TELL__SET_OWNER], row),
      .dimension = tell__columns_code(table, columns[TELL__SET_DIMENSION], row),
      .category = tell__columns_code(table, columns[TELL__SET_CATEGORY], row),
  };
}

static int number_group(tell__facts *facts, int64_t row, int32_t *number) {
  const tell__group_key key = tell__facts_key(facts, row);
  int64_t words[GROUP_WIDTH];
  group_words(&key, words);
  *number = (int32_t)number_of(facts->groups, words, &facts->group_count);
  return *number >= 0;
}

static int is_kind(const char *kind, const char *id) { return strcmp(kind, id) == 0; }

/*
 * x where only a share of n is given: anybody who has both can do this sum. Not
 * for an authority's share, which is rounded, and the authority's to hide.
 * A share between the ends means at least one pupil on either side.
 */
static int64_t count_behind(double share, int64_t n) {
  if (n <= 0 || !(share >= 0 && share <= 100))
    return TELL__UNKNOWN;
  int64_t x = (int64_t)floor(share / 100 * (double)n + 0.5);
  if (share > 0 && x < 1)
    x = 1;
  if (share < 100 && x > n - 1)
    x = n - 1;
  return x;
}

static void read_counts(const tell__facts *facts, int64_t row, tell__fact *fact) {
  const tell_table *table = facts->table;
  const int32_t *columns = facts->columns;
  const char *kind = tell__columns_text(table, columns[TELL__SET_KIND], row);
  double value = tell__table_f64(table, columns[TELL__SET_VALUE])[row];
  fact->is_distribution = is_kind(kind, "distribution");
  fact->n = tell__columns_whole(table, columns[TELL__SET_N], row, TELL__UNKNOWN);
  fact->x = TELL__UNKNOWN;
  if (tell__kind_id_is_share(kind)) {
    fact->x = tell__columns_whole(table, columns[TELL__SET_NUMERATOR], row, TELL__UNKNOWN);
    if (fact->x < 0 && fact->state == TELL_STATE_PRESENT && tell__fact_is_bound(fact))
      fact->x = count_behind(value, fact->n);
  } else if (is_kind(kind, "total") && fact->state == TELL_STATE_PRESENT && value >= 0 &&
             value < WHOLE_MOST) {
    fact->x = (int64_t)ceil(value);
    if (fact->n < 0)
      fact->n = fact->x;
  }
}

/* A source that the catalogue does not know is nobody's official one. */
static int is_official(const tell_catalogue *catalogue, const char *source) {
  int32_t index = tell__catalogue_source(catalogue, source, strlen(source));
  return index >= 0 && tell__catalogue_get(catalogue)->sources[index].official;
}

static void read_row(const tell_catalogue *catalogue, const tell__facts *facts, int64_t row,
                     tell__fact *fact) {
  const tell_table *table = facts->table;
  const int32_t *columns = facts->columns;
  const char *origin = tell__columns_text(table, columns[TELL__SET_ORIGIN], row);
  const char *comparator = tell__columns_text(table, columns[TELL__SET_COMPARATOR_ORIGIN], row);
  const char *source = tell__columns_text(table, columns[TELL__SET_SOURCE], row);
  const char *level = tell__columns_text(table, columns[TELL__SET_LEVEL], row);
  fact->origin = (uint8_t)tell__facts_origin(origin);
  fact->comparator = (uint8_t)tell__facts_origin(comparator);
  fact->own = fact->origin == TELL__FACT_LOCAL ||
              (fact->origin == TELL__FACT_COMPUTED && !is_official(catalogue, source));
  fact->is_area = strcmp(level, "area") == 0;
  fact->state = tell__table_states(table, columns[TELL__SET_VALUE])[row];
  fact->of_nobody = fact->own && fact->state == TELL_STATE_NOT_TAKEN_PART &&
                    is_kind(tell__columns_text(table, columns[TELL__SET_FAMILY], row), "test");
  fact->difference =
      tell__table_states(table, columns[TELL__SET_DIFFERENCE])[row] == TELL_STATE_PRESENT;
  fact->suppressed = tell__columns_whole(table, columns[TELL__SET_CHILDREN_SUPPRESSED], row, 0);
  for (int axis = 0; axis < TELL__AXIS_COUNT; axis++)
    fact->partition[axis] = TELL__UNKNOWN;
  read_counts(facts, row, fact);
}

static int number_row(tell__facts *facts, int32_t area_level, int64_t row, tell__fact *fact) {
  const tell_table *table = facts->table;
  const int32_t *columns = facts->columns;
  int32_t level = tell__columns_code(table, columns[TELL__SET_LEVEL], row);
  int32_t unit = tell__columns_code(table, columns[TELL__SET_UNIT], row);
  int32_t parent_level = tell__columns_code(table, columns[TELL__SET_PARENT_LEVEL], row);
  int32_t parent = tell__columns_code(table, columns[TELL__SET_PARENT], row);
  int32_t area = tell__columns_code(table, columns[TELL__SET_AREA], row);
  if (!number_unit(facts, level, unit, &fact->unit) ||
      !number_unit(facts, parent_level, parent, &fact->parent) ||
      !number_unit(facts, area_level, fact->is_area ? 0 : area, &fact->area) ||
      !number_group(facts, row, &fact->group))
    return 0;
  const int64_t place[PLACE_WIDTH] = {fact->unit, fact->group, fact->origin};
  return tell__keymap_add(facts->places, place, row) >= 0;
}

/* Puts a row in front of the list of the units below `unit`. */
static int link_row(tell__facts *facts, int32_t unit, int64_t row, int32_t *next) {
  const int64_t key[CHILD_WIDTH] = {unit, facts->rows[row].group};
  *next = TELL__UNKNOWN;
  if (unit < 0)
    return 1;
  *next = (int32_t)tell__keymap_find(facts->first_child, key);
  return tell__keymap_set(facts->first_child, key, row);
}

/* Areas lie beside the schools of their municipality, not between: they are nobody's children. */
static int link_children(tell__facts *facts) {
  for (int64_t row = facts->count; row-- > 0;) {
    tell__fact *fact = &facts->rows[row];
    fact->next_child = fact->next_in_area = TELL__UNKNOWN;
    if (fact->is_area || tell__facts_used(facts, fact->unit, fact->group) != row)
      continue;
    if (!link_row(facts, fact->parent, row, &fact->next_child) ||
        !link_row(facts, fact->area, row, &fact->next_in_area))
      return 0;
  }
  return 1;
}

/* Stands in a policy where a family does, and limits x whatever the family. */
static const char *const NUMERATOR = "numerator";

static tell_status set_minimum(const tell_catalogue *catalogue, const char *policy,
                               const tell__facts *facts, int64_t row, tell_error *err) {
  const char *family = tell__columns_text(facts->table, facts->columns[TELL__SET_FAMILY], row);
  facts->rows[row].minimum = tell__catalogue_minimum(catalogue, policy, family);
  facts->rows[row].minimum_x = tell__catalogue_minimum(catalogue, policy, NUMERATOR);
  if (facts->rows[row].minimum < 0)
    return tell__fail(err, TELL_E_POLICY, "the policy has no limit for a family of indicators");
  return TELL_OK;
}

static int make_maps(tell__facts *facts) {
  facts->rows = tell__alloc_array((size_t)facts->count, sizeof *facts->rows);
  facts->units = tell__keymap_create(UNIT_WIDTH);
  facts->groups = tell__keymap_create(GROUP_WIDTH);
  facts->places = tell__keymap_create(PLACE_WIDTH);
  facts->first_child = tell__keymap_create(CHILD_WIDTH);
  return facts->rows != NULL && facts->units != NULL && facts->groups != NULL &&
         facts->places != NULL && facts->first_child != NULL;
}

tell_status tell__facts_read(const tell_catalogue *catalogue, const char *policy,
                             const tell_table *table, tell__facts *facts, tell_error *err) {
  memset(facts, 0, sizeof *facts);
  facts->table = table;
  tell_status status = tell__columns_find_set(table, facts->columns, err);
  if (status != TELL_OK)
    return status;
  facts->count = tell_table_row_count(table);
  if (facts->count > INT32_MAX)
    return tell__fail(err, TELL_E_LIMIT, "the indicator set has too many rows");
  if (!make_maps(facts))
    return tell__fail_memory(err);
  /* No text is "area" when no row is one; then no school is in an area either. */
  int32_t area_level = tell__strings_find(tell__table_strings(table), "area", strlen("area"));
  for (int64_t row = 0; row < facts->count; row++) {
    read_row(catalogue, facts, row, &facts->rows[row]);
    if (!number_row(facts, area_level, row, &facts->rows[row]))
      return tell__fail_memory(err);
    status = set_minimum(catalogue, policy, facts, row, err);
    if (status != TELL_OK)
      return status;
  }
  int made = link_children(facts) && tell__sums_find(catalogue, facts) &&
             tell__participation_find(catalogue, facts);
  return made ? TELL_OK : tell__fail_memory(err);
}

void tell__facts_free(tell__facts *facts) {
  tell__free(facts->rows);
  tell__free(facts->sums);
  tell__free(facts->tests);
  tell__keymap_free(facts->units);
  tell__keymap_free(facts->groups);
  tell__keymap_free(facts->places);
  tell__keymap_free(facts->first_child);
  memset(facts, 0, sizeof *facts);
}
