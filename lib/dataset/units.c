/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The units of a builder. Files say things about a unit (its name, its parent,
 * ...) in any order and not always the same; which statement stands is settled
 * by what was said, never by which file came first.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "private.h"

int tell__claim_wins(const tell__strings *texts, const tell__claim *a, const tell__claim *b) {
  if (a->rank != b->rank)
    return a->rank > b->rank;
  if (a->period != b->period)
    return a->period > b->period;
  if (a->text != b->text)
    return strcmp(tell__strings_get(texts, a->text, NULL),
                  tell__strings_get(texts, b->text, NULL)) < 0;
  return a->number < b->number;
}

int32_t tell__units_find(const tell__builder *builder, int32_t level, int32_t code) {
  int64_t key[2] = {level, code};
  return (int32_t)tell__keymap_find(builder->unit_map, key);
}

int32_t tell__units_get(tell__builder *builder, tell__level level, int32_t code) {
  int32_t found = tell__units_find(builder, (int32_t)level, code);
  if (found >= 0)
    return found;
  int64_t key[2] = {(int64_t)level, code};
  if (builder->unit_count >= INT32_MAX ||
      !tell__grow((void **)&builder->units, &builder->unit_capacity, builder->unit_count,
                  sizeof *builder->units) ||
      tell__keymap_add(builder->unit_map, key, (int64_t)builder->unit_count) < 0)
    return -1;
  builder->units[builder->unit_count] = (tell__built_unit){.level = level, .code = code};
  return (int32_t)builder->unit_count++;
}

/* Takes a statement in; returns 0 when there is no memory. */
static int claim_text(tell__builder *builder, tell__claim *held, const char *text, size_t length,
                      tell__claim claim) {
  if (text == NULL || length == 0)
    return 1;
  claim.text = tell__strings_add(builder->texts, text, length);
  if (claim.text < 0)
    return 0;
  if (tell__claim_wins(builder->texts, &claim, held))
    *held = claim;
  return 1;
}

static void claim_year(tell__builder *builder, tell__claim *held, int32_t year, tell__claim claim) {
  claim.number = year;
  if (year != 0 && tell__claim_wins(builder->texts, &claim, held))
    *held = claim;
}

/* Only the register's names may stand for a unit: a name in a data file is not asked for its owner.
 */
static int index_name(tell__builder *builder, tell__level level, int32_t unit, const char *name,
                      size_t length) {
  char *key = tell__utf8_name_key(name, length);
  if (key == NULL)
    return 0;
  int32_t text = tell__strings_add(builder->name_keys, key, strlen(key));
  tell__free(key);
  if (text < 0)
    return 0;
  int64_t parts[2] = {(int64_t)level, text};
  int64_t held = tell__keymap_add(builder->name_map, parts, (int64_t)unit + 1);
  if (held >= 0 && held != (int64_t)unit + 1)
    return tell__keymap_set(builder->name_map, parts, 0);
  return held >= 0;
}

/* A statement of these facts, and where it stands (text 0 is ""); 0 when there is no memory. */
static int begin_claim(tell__builder *builder, const tell__unit_facts *facts,
                       const tell__fact_place *place, tell__claim *claim) {
  const char *field = place->field;
  *claim = (tell__claim){
      .period = facts->period,
      .rank = facts->from_register ? RANK_REGISTER : RANK_DATA,
      .file = facts->file,
      .field = field == NULL ? 0 : tell__strings_add(builder->texts, field, strlen(field)),
      .line = facts->line,
      .column = place->column};
  return claim->field >= 0;
}

static int take_claims(tell__builder *builder, tell__built_unit *held,
                       const tell__unit_facts *facts) {
  static const tell__fact_place nowhere = {0, NULL};
  tell__claim name, claims[TELL__FACT_COUNT];
  for (int i = 0; i < TELL__FACT_COUNT; i++)
    if (!begin_claim(builder, facts, &facts->places[i], &claims[i]))
      return 0;
  claims[TELL__FACT_PARENT].number = (int32_t)facts->parent_level;
  claim_year(builder, &held->valid_from, facts->valid_from, claims[TELL__FACT_VALID_FROM]);
  claim_year(builder, &held->valid_to, facts->valid_to, claims[TELL__FACT_VALID_TO]);
  return begin_claim(builder, facts, &nowhere, &name) &&
         claim_text(builder, &held->name, facts->name, facts->name_length, name) &&
         claim_text(builder, &held->area, facts->area, facts->area_length,
                    claims[TELL__FACT_AREA]) &&
         claim_text(builder, &held->successor, facts->successor, facts->successor_length,
                    claims[TELL__FACT_SUCCESSOR]) &&
         claim_text(builder, &held->parent, facts->parent, facts->parent_length,
                    claims[TELL__FACT_PARENT]);
}

tell_status tell__builder_unit(tell__builder *builder, const tell__unit_facts *facts, int32_t *unit,
                               tell_error *err) {
  int32_t code = tell__strings_add(builder->texts, facts->code, facts->code_length);
  int32_t number = code < 0 ? -1 : tell__units_get(builder, facts->level, code);
  if (number < 0)
    return tell__fail_memory(err);
  if (!take_claims(builder, &builder->units[number], facts))
    return tell__fail_memory(err);
  if (facts->from_register && facts->name != NULL && facts->name_length > 0 &&
      !index_name(builder, facts->level, number, facts->name, facts->name_length))
    return tell__fail_memory(err);
  *unit = number;
  return TELL_OK;
}

/* Goes through the levels that may be meant; -1 when none or several have it. */
typedef int32_t (*find_fn)(const tell__builder *builder, int32_t level, int32_t text);

static int32_t find_single(const tell__builder *builder, int32_t level, int32_t text,
                           find_fn find) {
  int32_t found = -1;
  if (text < 0)
    return -1;
  if (level != 0)
    return find(builder, level, text);
  for (level = TELL__LEVEL_NATION; level <= TELL__LEVEL_SCHOOL; level++) {
    int32_t unit = find(builder, level, text);
    if (unit >= 0 && found >= 0)
      return -1;
    found = unit >= 0 ? unit : found;
  }
  return found;
}

int32_t tell__builder_find_unit(const tell__builder *builder, int32_t level, const char *code,
                                size_t length) {
  return find_single(builder, level, tell__strings_find(builder->texts, code, length),
                     tell__units_find);
}

static int32_t find_name(const tell__builder *builder, int32_t level, int32_t text) {
  int64_t key[2] = {level, text};
  int64_t found = tell__keymap_find(builder->name_map, key);
  return found > 0 ? (int32_t)(found - 1) : -1;
}

int32_t tell__builder_find_name(const tell__builder *builder, int32_t level, const char *name,
                                size_t length) {
  char *key = tell__utf8_name_key(name, length);
  if (key == NULL)
    return -1;
  int32_t text = tell__strings_find(builder->name_keys, key, strlen(key));
  tell__free(key);
  return find_single(builder, level, text, find_name);
}
