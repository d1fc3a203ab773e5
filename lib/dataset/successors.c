/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which unit goes on as which other one: a municipality that only got another
 * number (the catalogue's codes.csv), and what the register says goes on
 * (`continues`). Mergers and splits never go on by themselves.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "private.h"

/* More steps than any history has; only a circle is longer. */
enum { STEPS_MOST = 64 };

/* The first later code that some file speaks of, through all changes of the number alone. */
static tell__next renumbered(const tell__builder *builder, const tell__built_unit *unit) {
  const tell__catalogue_view *view = tell__catalogue_get(builder->catalogue);
  const tell__registry *registry = &builder->registry;
  const char *level = tell__level_id(unit->level);
  tell__next next = {-1, 0};
  size_t length = 0;
  const char *code = tell__strings_get(registry->texts, unit->code, &length);
  int32_t row = tell__catalogue_code(builder->catalogue, level, code, length);
  int32_t until = row >= 0 ? view->codes[row].period : 0;
  while (row >= 0 && view->codes[row].kind == TELL__CODE_RENUMBERED) {
    code = view->codes[row].successor;
    length = strlen(code);
    int32_t text = tell__strings_find(registry->texts, code, length);
    int32_t found = text >= 0 ? tell__registry_find(registry, (int32_t)unit->level, text) : -1;
    if (found >= 0)
      return (tell__next){found, until};
    row = tell__catalogue_code(builder->catalogue, level, code, length);
  }
  return next;
}

const char *tell__successor_in_history(const tell__builder *builder, const tell__built_unit *unit) {
  const tell__catalogue_view *view = tell__catalogue_get(builder->catalogue);
  size_t length = 0;
  const char *code = tell__strings_get(builder->registry.texts, unit->code, &length);
  int32_t first =
      tell__catalogue_code(builder->catalogue, tell__level_id(unit->level), code, length);
  for (int32_t row = first; row >= 0; row = tell__catalogue_code_next(builder->catalogue, row))
    if (view->codes[row].kind == TELL__CODE_SPLIT)
      return "";
  return first >= 0 ? view->codes[first].successor : "";
}

/* What the register says; the years of the units say when. */
static tell__next registered(const tell__builder *builder, const tell__built_unit *unit) {
  const tell__registry *registry = &builder->registry;
  int32_t found = unit->successor.rank != RANK_NONE
                      ? tell__registry_find(registry, (int32_t)unit->level, unit->successor.text)
                      : -1;
  if (found < 0)
    return (tell__next){-1, 0};
  const tell__claim *from = &registry->units[found].valid_from;
  if (unit->valid_to.rank != RANK_NONE)
    return (tell__next){found, unit->valid_to.number + 1};
  return (tell__next){found, from->rank != RANK_NONE ? from->number : INT32_MAX};
}

static int is_in_circle(const tell__next *next, int32_t unit) {
  int32_t at = next[unit].unit;
  for (int steps = 0; at >= 0 && steps < STEPS_MOST; steps++) {
    if (at == unit)
      return 1;
    at = next[at].unit;
  }
  return at >= 0;
}

static tell_status warn(tell__builder *builder, const char *code, const tell__claim *claim,
                        const char *message) {
  tell__position position = tell__claim_position(builder, claim);
  return tell__issues_add(builder->issues, TELL_SEVERITY_WARNING, code, &position, message);
}

/* All of a circle are found before any of them is let go. */
static tell_status drop_circles(tell__builder *builder, tell__next *next) {
  size_t count = builder->registry.unit_count;
  uint8_t *circles = tell__alloc_array(count, sizeof *circles);
  tell_status status = circles != NULL ? TELL_OK : TELL_E_MEMORY;
  for (size_t i = 0; status == TELL_OK && i < count; i++)
    circles[i] = next[i].unit >= 0 && is_in_circle(next, (int32_t)i);
  for (size_t i = 0; status == TELL_OK && i < count; i++) {
    if (!circles[i])
      continue;
    next[i].unit = -1;
    status = warn(builder, "successor_circle", &builder->registry.units[i].successor,
                  "the successors lead in a circle; the series does not go on");
  }
  tell__free(circles);
  return status;
}

static tell_status find_next(tell__builder *builder, const tell__built_unit *unit,
                             tell__next *next) {
  if (unit->continues.rank == RANK_NONE) {
    *next = renumbered(builder, unit);
    return TELL_OK;
  }
  *next = registered(builder, unit);
  if (unit->successor.rank != RANK_NONE)
    return TELL_OK; /* one that no file knows was told of */
  return warn(builder, "no_successor", &unit->continues,
              "the series is to go on, but the unit has no successor");
}

tell_status tell__successors_find(tell__builder *builder, tell__next **out, tell_error *err) {
  size_t count = builder->registry.unit_count;
  tell__next *next = tell__alloc_array(count, sizeof *next);
  tell_status status = next != NULL ? TELL_OK : TELL_E_MEMORY;
  for (size_t i = 0; status == TELL_OK && i < count; i++)
    status = find_next(builder, &builder->registry.units[i], &next[i]);
  if (status == TELL_OK)
    status = drop_circles(builder, next);
  if (status != TELL_OK) {
    tell__free(next);
    return tell__fail_memory(err);
  }
  *out = next;
  return TELL_OK;
}

int32_t tell__successors_last(const tell__next *next, int32_t unit, int32_t period) {
  while (next[unit].unit >= 0 && period < next[unit].until)
    unit = next[unit].unit;
  return unit;
}
