/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which units make which: areas and municipalities are made from schools,
 * counties from municipalities, the nation from counties. Areas make nothing,
 * because not every school need be in one. combine.c makes the single row.
 */
#include "indicators/aggregate.h"

#include "base/alloc.h"

/*
 * One level of making: children of a level, and which unit each belongs to. A
 * file often holds one municipality of its county: what it holds is the county
 * only where the county's own row says how much that is.
 */
typedef struct step {
  tell__level child, parent;
  int beside_own; /* made only beside a row of the parent's own, and with known coverage */
} step;

static const step steps[] = {
    {TELL__LEVEL_SCHOOL, TELL__LEVEL_AREA, 0},
    {TELL__LEVEL_SCHOOL, TELL__LEVEL_MUNICIPALITY, 0},
    {TELL__LEVEL_MUNICIPALITY, TELL__LEVEL_COUNTY, 1},
    {TELL__LEVEL_COUNTY, TELL__LEVEL_NATION, 1},
};

enum { STEP_COUNT = sizeof steps / sizeof steps[0] };

/* A child's row and the slot of the parent that it belongs to. */
typedef struct link {
  int64_t parent_slot, child_row;
} link;

typedef struct links {
  link *items;
  size_t count, capacity;
  size_t *ends;              /* per slot: where its children end in `grouped` */
  const tell__row **grouped; /* the children, those of one parent together */
  tell__stats_part *parts;   /* room for the largest group */
} links;

/* The unit of the step's parent level that a unit belongs to, -1 when there is none. */
static int32_t parent_of(const tell__dataset_view *dataset, int32_t unit, const step *at) {
  const tell__unit *child = &dataset->units[unit];
  if (child->level != at->child)
    return -1;
  int32_t parent = at->parent == TELL__LEVEL_AREA ? child->area : child->parent;
  return parent >= 0 && dataset->units[parent].level == at->parent ? parent : -1;
}

static int can_be_computed(tell__kind kind) {
  return kind != TELL__KIND_RATIO && kind != TELL__KIND_MEDIAN;
}

/* A unit's own observation comes first; a computed row only where it has none. */
static int64_t row_used(const tell__slot *slot) {
  return slot->observed >= 0 ? slot->observed : slot->computed;
}

static int has_own_row(const tell__rows *rows, const tell__row_key *key, int32_t unit) {
  const tell__slot *slot = tell__rows_at(rows, key, unit);
  return slot != NULL && slot->observed >= 0;
}

static int link_children(const tell__dataset_view *dataset, const step *at, tell__rows *rows,
                         links *found) {
  const tell__indicator *indicators = tell__catalogue_get(dataset->catalogue)->indicators;
  size_t slots_before = rows->slot_count;
  for (size_t i = 0; i < slots_before; i++) {
    tell__row_key key = rows->slots[i].key;
    int64_t child = row_used(&rows->slots[i]);
    int32_t parent = parent_of(dataset, key.unit, at);
    if (parent < 0 || child < 0 || !can_be_computed(indicators[key.indicator].kind))
      continue;
    if (at->beside_own && !has_own_row(rows, &key, parent))
      continue;
    key.unit = parent;
    int64_t slot = tell__rows_slot(rows, &key);
    if (slot < 0 ||
        !tell__grow((void **)&found->items, &found->capacity, found->count, sizeof *found->items))
      return 0;
    found->items[found->count++] = (link){slot, child};
  }
  return 1;
}

/* A counting sort by parent. The pointers stand until a row is added. */
static int group_children(const tell__rows *rows, links *found) {
  size_t largest = 0;
  found->ends = tell__alloc_array(rows->slot_count + 1, sizeof *found->ends);
  found->grouped = tell__alloc_array(found->count, sizeof *found->grouped);
  if (found->ends == NULL || found->grouped == NULL)
    return 0;
  for (size_t i = 0; i < found->count; i++)
    found->ends[found->items[i].parent_slot + 1]++;
  for (size_t i = 0; i < rows->slot_count; i++) {
    largest = found->ends[i + 1] > largest ? found->ends[i + 1] : largest;
    found->ends[i + 1] += found->ends[i];
  }
  for (size_t i = 0; i < found->count; i++) {
    size_t *end = &found->ends[found->items[i].parent_slot];
    found->grouped[(*end)++] = &rows->rows[found->items[i].child_row];
  }
  found->parts = tell__alloc_array(largest, sizeof *found->parts);
  return found->parts != NULL;
}

static int make_row(const tell__dataset_view *dataset, const step *making, const tell__rows *rows,
                    size_t slot, const links *found, tell__rows *made) {
  const tell__indicator *indicators = tell__catalogue_get(dataset->catalogue)->indicators;
  const tell__slot *at = &rows->slots[slot];
  size_t first = slot == 0 ? 0 : found->ends[slot - 1];
  size_t count = found->ends[slot] - first;
  tell__row row = {.key = at->key};
  const tell__row *observed = at->observed < 0 ? NULL : &rows->rows[at->observed];
  if (count == 0 || !tell__aggregate_row(&indicators[at->key.indicator], found->grouped + first,
                                         count, found->parts, observed, &row))
    return 1;
  tell__aggregate_gate(making->beside_own, &row);
  return tell__rows_add(made, &row);
}

/* The new rows wait in a set of their own, because the groups point into `rows`. */
static int make_level(const tell__dataset_view *dataset, const step *at, tell__rows *rows) {
  links found = {0};
  tell__rows made = {0};
  int ok = tell__rows_begin(&made) && link_children(dataset, at, rows, &found) &&
           group_children(rows, &found);
  for (size_t slot = 0; ok && slot < rows->slot_count; slot++)
    ok = make_row(dataset, at, rows, slot, &found, &made);
  for (size_t i = 0; ok && i < made.count; i++)
    ok = tell__rows_add(rows, &made.rows[i]);
  tell__free(found.parts);
  tell__free((void *)found.grouped);
  tell__free(found.ends);
  tell__free(found.items);
  tell__rows_end(&made);
  return ok;
}

tell_status tell__aggregate(const tell__dataset_view *dataset, tell__rows *rows, tell_error *err) {
  for (size_t i = 0; i < STEP_COUNT; i++)
    if (!make_level(dataset, &steps[i], rows))
      return tell__fail_memory(err);
  return TELL_OK;
}
