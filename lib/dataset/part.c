/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling a part: nothing is looked up for an observation, it only is put behind the others. */
#include "part.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/hash.h"
#include "private.h"

struct tell__part {
  const tell__builder *builder;
  int32_t file;
  tell__registry registry;
  tell__chunk *last;
  int32_t run;   /* the unit of the run that goes on in it, -1: none */
  uint8_t flags; /* of any of its observations */
};

tell__part *tell__part_create(const tell__builder *builder, int32_t file) {
  tell__part *part = tell__alloc(sizeof *part);
  if (part == NULL)
    return NULL;
  part->builder = builder;
  part->file = file;
  if (!tell__registry_init(&part->registry)) {
    tell__part_free(part);
    return NULL;
  }
  return part;
}

void tell__part_free(tell__part *part) {
  if (part == NULL)
    return;
  tell__registry_clear(&part->registry);
  tell__chunks_free(part->last);
  tell__free(part);
}

tell_status tell__part_unit(tell__part *part, const tell__unit_facts *facts, int32_t *unit,
                            tell_error *err) {
  tell__unit_facts placed = *facts;
  placed.file = part->file;
  int32_t number = tell__registry_unit(&part->registry, &placed);
  if (number < 0)
    return tell__fail_memory(err);
  *unit = number;
  return TELL_OK;
}

/* The number here of a unit that the builder knows. */
static int32_t adopt(tell__part *part, int32_t found) {
  if (found < 0)
    return -1;
  const tell__registry *known = &part->builder->registry;
  const tell__built_unit *unit = &known->units[found];
  size_t length = 0;
  const char *code = tell__strings_get(known->texts, unit->code, &length);
  int32_t text = tell__strings_add(part->registry.texts, code, length);
  int32_t number = text < 0 ? -1 : tell__registry_get(&part->registry, unit->level, text);
  return number < 0 ? -2 : number;
}

int tell__part_knows_unit(const tell__part *part, int32_t level, const char *code, size_t length) {
  return tell__builder_find_unit(part->builder, level, code, length) >= 0;
}

int32_t tell__part_find_unit(tell__part *part, int32_t level, const char *code, size_t length) {
  return adopt(part, tell__builder_find_unit(part->builder, level, code, length));
}

int32_t tell__part_find_name(tell__part *part, int32_t level, const char *name, size_t length) {
  return adopt(part, tell__builder_find_name(part->builder, level, name, length));
}

int64_t tell__part_unit_key(const tell__part *part, int32_t unit) {
  const tell__built_unit *held = &part->registry.units[unit];
  size_t length = 0;
  const char *code = tell__strings_get(part->registry.texts, held->code, &length);
  return (int64_t)tell__hash_mix(tell__hash_bytes(code, length) + (uint64_t)held->level);
}

const char *tell__part_unit_code(const tell__part *part, int32_t unit, tell__level *level,
                                 size_t *length) {
  const tell__built_unit *held = &part->registry.units[unit];
  if (level != NULL)
    *level = held->level;
  return tell__strings_get(part->registry.texts, held->code, length);
}

int32_t tell__part_category(tell__part *part, const char *dimension, size_t dimension_length,
                            const char *category, size_t category_length) {
  return tell__registry_category(&part->registry, dimension, dimension_length, category,
                                 category_length);
}

/* Rare: in a call of its own, it costs those that have room nothing. */
static __attribute__((noinline)) int add_chunk(tell__part *part) {
  tell__chunk *chunk = tell__chunk_create(part->last);
  if (chunk == NULL)
    return 0;
  part->last = chunk;
  part->run = -1;
  return 1;
}

/* The unit's run is the one that observations are added to. */
static int go_to_run(tell__part *part, int32_t unit) {
  if (unit != part->run && !tell__chunk_begin_run(part->last, unit))
    return 0;
  part->run = unit;
  return 1;
}

tell__observation *tell__part_room(tell__part *part) {
  if ((part->last == NULL || part->last->count == part->last->capacity) && !add_chunk(part))
    return NULL;
  return &part->last->observations[part->last->count];
}

int tell__part_add(tell__part *part, const tell__observation *observation) {
  tell__observation *held = tell__part_room(part);
  if (held == NULL || !go_to_run(part, observation->unit))
    return 0;
  part->last->count++;
  if (held != observation)
    *held = *observation;
  held->file = (int16_t)part->file;
  part->flags |= observation->flags;
  return 1;
}

void tell__part_set_aside(tell__part *part, int64_t count) {
  part->flags |= TELL__FLAG_SET_ASIDE;
  for (tell__chunk *chunk = part->last; chunk != NULL && count > 0; chunk = chunk->previous)
    for (size_t i = chunk->count; i > 0 && count > 0; i--, count--)
      chunk->observations[i - 1].flags |= TELL__FLAG_SET_ASIDE;
}

tell_status tell__builder_absorb(tell__builder *builder, tell__part *part, tell_error *err) {
  const tell__registry *from = &part->registry;
  tell__held_part held = {.unit_count = from->unit_count, .pair_count = from->pair_count};
  held.units = tell__alloc_array(from->unit_count, sizeof *held.units);
  held.pairs = tell__alloc_array(from->pair_count, sizeof *held.pairs);
  if (held.units == NULL || held.pairs == NULL ||
      !tell__grow((void **)&builder->parts, &builder->part_capacity, builder->part_count,
                  sizeof *builder->parts) ||
      !tell__registry_absorb(&builder->registry, from, held.units, held.pairs)) {
    tell__free(held.units);
    tell__free(held.pairs);
    return tell__fail_memory(err);
  }
  builder->flags |= part->flags;
  held.last = part->last;
  part->last = NULL;
  tell__registry_clear(&part->registry);
  builder->parts[builder->part_count++] = held;
  return TELL_OK;
}
