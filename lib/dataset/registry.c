/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Life and death of a registry, its categories, and how two become one. */
#include "registry.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

int tell__registry_init(tell__registry *registry) {
  *registry = (tell__registry){.texts = tell__strings_create(),
                               .name_keys = tell__strings_create(),
                               .unit_map = tell__keymap_create(2),
                               .name_map = tell__keymap_create(2),
                               .pair_map = tell__keymap_create(2)};
  return registry->texts != NULL && registry->name_keys != NULL && registry->unit_map != NULL &&
         registry->name_map != NULL && registry->pair_map != NULL &&
         tell__registry_category(registry, "", 0, "", 0) == 0;
}

void tell__registry_clear(tell__registry *registry) {
  tell__strings_free(registry->texts);
  tell__strings_free(registry->name_keys);
  tell__keymap_free(registry->unit_map);
  tell__keymap_free(registry->name_map);
  tell__keymap_free(registry->pair_map);
  tell__free(registry->units);
  tell__free(registry->names);
  tell__free(registry->pairs);
  *registry = (tell__registry){0};
}

static int32_t add_pair(tell__registry *registry, tell__pair pair) {
  int64_t key[2] = {pair.dimension, pair.category};
  if (pair.dimension < 0 || pair.category < 0)
    return -1;
  int64_t found = tell__keymap_find(registry->pair_map, key);
  if (found >= 0)
    return (int32_t)found;
  if (registry->pair_count > TELL__CATEGORY_MOST ||
      !tell__grow((void **)&registry->pairs, &registry->pair_capacity, registry->pair_count,
                  sizeof *registry->pairs) ||
      tell__keymap_add(registry->pair_map, key, (int64_t)registry->pair_count) < 0)
    return -1;
  registry->pairs[registry->pair_count] = pair;
  return (int32_t)registry->pair_count++;
}

int32_t tell__registry_category(tell__registry *registry, const char *dimension,
                                size_t dimension_length, const char *category,
                                size_t category_length) {
  return add_pair(registry,
                  (tell__pair){tell__strings_add(registry->texts, dimension, dimension_length),
                               tell__strings_add(registry->texts, category, category_length)});
}

/* `numbers` receives the number here of every text of `other`. */
static int absorb_texts(tell__strings *texts, const tell__strings *other, int32_t *numbers) {
  for (int32_t i = 0; i < tell__strings_count(other); i++) {
    size_t length = 0;
    const char *bytes = tell__strings_get(other, i, &length);
    numbers[i] = tell__strings_add(texts, bytes, length);
    if (numbers[i] < 0)
      return 0;
  }
  return 1;
}

static void absorb_claim(const tell__registry *registry, tell__claim *held, tell__claim claim,
                         const int32_t *texts) {
  claim.text = texts[claim.text];
  claim.field = texts[claim.field];
  if (tell__claim_wins(registry->texts, &claim, held))
    *held = claim;
}

static int32_t absorb_unit(tell__registry *registry, const tell__built_unit *unit,
                           const int32_t *texts) {
  int32_t number = tell__registry_get(registry, unit->level, texts[unit->code]);
  if (number < 0)
    return -1;
  tell__built_unit *held = &registry->units[number];
  absorb_claim(registry, &held->name, unit->name, texts);
  absorb_claim(registry, &held->parent, unit->parent, texts);
  absorb_claim(registry, &held->area, unit->area, texts);
  absorb_claim(registry, &held->successor, unit->successor, texts);
  absorb_claim(registry, &held->valid_from, unit->valid_from, texts);
  absorb_claim(registry, &held->valid_to, unit->valid_to, texts);
  absorb_claim(registry, &held->continues, unit->continues, texts);
  if (unit->first_file < held->first_file ||
      (unit->first_file == held->first_file && unit->first_line < held->first_line)) {
    held->first_file = unit->first_file;
    held->first_line = unit->first_line;
  }
  return number;
}

static int absorb_names(tell__registry *registry, const tell__registry *other,
                        const int32_t *units) {
  for (size_t i = 0; i < other->name_count; i++) {
    size_t length = 0;
    const char *key = tell__strings_get(other->name_keys, other->names[i].key, &length);
    if (!tell__registry_add_name(registry, units[other->names[i].unit], key, length))
      return 0;
  }
  return 1;
}

int tell__registry_absorb(tell__registry *registry, const tell__registry *other, int32_t *units,
                          int32_t *pairs) {
  size_t text_count = (size_t)tell__strings_count(other->texts);
  int32_t *texts = tell__alloc_array(text_count, sizeof *texts);
  int good = texts != NULL && absorb_texts(registry->texts, other->texts, texts);
  for (size_t i = 0; good && i < other->unit_count; i++) {
    units[i] = absorb_unit(registry, &other->units[i], texts);
    good = units[i] >= 0;
  }
  for (size_t i = 0; good && i < other->pair_count; i++) {
    tell__pair pair = {texts[other->pairs[i].dimension], texts[other->pairs[i].category]};
    pairs[i] = add_pair(registry, pair);
    good = pairs[i] >= 0;
  }
  good = good && absorb_names(registry, other, units);
  tell__free(texts);
  return good;
}

/* What a unit is sorted by, and the number it had. */
typedef struct order {
  const tell__built_unit *unit;
  const char *code;
  int32_t number;
} order;

static int compare_orders(const void *left, const void *right) {
  const order *a = left, *b = right;
  if (a->unit->first_file != b->unit->first_file)
    return a->unit->first_file < b->unit->first_file ? -1 : 1;
  if (a->unit->first_line != b->unit->first_line)
    return a->unit->first_line < b->unit->first_line ? -1 : 1;
  if (a->unit->level != b->unit->level)
    return a->unit->level < b->unit->level ? -1 : 1;
  return strcmp(a->code, b->code);
}

/* Names are not looked for any more when this is called, so their map stays as it was. */
int tell__registry_sort(tell__registry *registry, int32_t *numbers) {
  size_t count = registry->unit_count;
  order *orders = tell__alloc_array(count, sizeof *orders);
  tell__built_unit *units = tell__alloc_array(count, sizeof *units);
  int good = orders != NULL && units != NULL;
  for (size_t i = 0; good && i < count; i++)
    orders[i] =
        (order){&registry->units[i],
                tell__strings_get(registry->texts, registry->units[i].code, NULL), (int32_t)i};
  if (good && count > 1)
    qsort(orders, count, sizeof *orders, compare_orders);
  for (size_t i = 0; good && i < count; i++) {
    int64_t key[2] = {(int64_t)orders[i].unit->level, orders[i].unit->code};
    numbers[orders[i].number] = (int32_t)i;
    units[i] = *orders[i].unit;
    good = tell__keymap_set(registry->unit_map, key, (int64_t)i);
  }
  tell__free(orders);
  if (!good) {
    tell__free(units);
    return 0;
  }
  tell__free(registry->units);
  registry->units = units;
  registry->unit_capacity = count;
  return 1;
}
