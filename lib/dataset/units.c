/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The units of a registry. Files say things about a unit (its name, its parent,
 * ...) in any order and not always the same; which statement stands is settled
 * by what was said, never by which file came first.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "registry.h"

int tell__claim_wins(const tell__strings *texts, const tell__claim *a, const tell__claim *b) {
  if (a->rank != b->rank)
    return a->rank > b->rank;
  if (a->period != b->period)
    return a->period > b->period;
  if (a->text != b->text)
    return strcmp(tell__strings_get(texts, a->text, NULL),
                  tell__strings_get(texts, b->text, NULL)) < 0;
  if (a->number != b->number)
    return a->number < b->number;
  /* The same is said: only where it stands differs, and the first place is told. */
  if (a->file != b->file)
    return a->file < b->file;
  return a->line != b->line ? a->line < b->line : a->column < b->column;
}

int32_t tell__registry_find(const tell__registry *registry, int32_t level, int32_t code) {
  int64_t key[2] = {level, code};
  return (int32_t)tell__keymap_find(registry->unit_map, key);
}

int32_t tell__registry_get(tell__registry *registry, tell__level level, int32_t code) {
  int32_t found = tell__registry_find(registry, (int32_t)level, code);
  if (found >= 0)
    return found;
  int64_t key[2] = {(int64_t)level, code};
  if (registry->unit_count >= INT32_MAX ||
      !tell__grow((void **)&registry->units, &registry->unit_capacity, registry->unit_count,
                  sizeof *registry->units) ||
      tell__keymap_add(registry->unit_map, key, (int64_t)registry->unit_count) < 0)
    return -1;
  registry->units[registry->unit_count] =
      (tell__built_unit){.level = level, .code = code, .first_file = INT32_MAX};
  return (int32_t)registry->unit_count++;
}

/* Takes a statement in; returns 0 when there is no memory. */
static int claim_text(tell__registry *registry, tell__claim *held, const char *text, size_t length,
                      tell__claim claim) {
  if (text == NULL || length == 0)
    return 1;
  claim.text = tell__strings_add(registry->texts, text, length);
  if (claim.text < 0)
    return 0;
  if (tell__claim_wins(registry->texts, &claim, held))
    *held = claim;
  return 1;
}

static void claim_number(tell__registry *registry, tell__claim *held, int32_t number,
                         tell__claim claim) {
  claim.number = number;
  if (number != 0 && tell__claim_wins(registry->texts, &claim, held))
    *held = claim;
}

int tell__registry_add_name(tell__registry *registry, int32_t unit, const char *key,
                            size_t length) {
  int32_t text = tell__strings_add(registry->name_keys, key, length);
  int64_t parts[2] = {(int64_t)registry->units[unit].level, text};
  if (text < 0 || !tell__grow((void **)&registry->names, &registry->name_capacity,
                              registry->name_count, sizeof *registry->names))
    return 0;
  int64_t held = tell__keymap_add(registry->name_map, parts, (int64_t)unit + 1);
  if (held < 0 || (held != (int64_t)unit + 1 && !tell__keymap_set(registry->name_map, parts, 0)))
    return 0;
  registry->names[registry->name_count++] = (tell__register_name){unit, text};
  return 1;
}

/* Only the register's names may stand for a unit: a name in a data file is not asked for its owner.
 */
static int index_name(tell__registry *registry, int32_t unit, const char *name, size_t length) {
  char *key = tell__utf8_name_key(name, length);
  int good = key != NULL && tell__registry_add_name(registry, unit, key, strlen(key));
  tell__free(key);
  return good;
}

/* A statement of these facts, and where it stands (text 0 is ""); 0 when there is no memory. */
static int begin_claim(tell__registry *registry, const tell__unit_facts *facts,
                       const tell__fact_place *place, tell__claim *claim) {
  const char *field = place->field;
  *claim = (tell__claim){
      .period = facts->period,
      .rank = facts->from_register ? RANK_REGISTER : RANK_DATA,
      .file = facts->file,
      .field = field == NULL ? 0 : tell__strings_add(registry->texts, field, strlen(field)),
      .line = facts->line,
      .column = place->column};
  return claim->field >= 0;
}

static int take_claims(tell__registry *registry, tell__built_unit *held,
                       const tell__unit_facts *facts) {
  static const tell__fact_place nowhere = {0, NULL};
  tell__claim name, claims[TELL__FACT_COUNT];
  for (int i = 0; i < TELL__FACT_COUNT; i++)
    if (!begin_claim(registry, facts, &facts->places[i], &claims[i]))
      return 0;
  claims[TELL__FACT_PARENT].number = (int32_t)facts->parent_level;
  claim_number(registry, &held->valid_from, facts->valid_from, claims[TELL__FACT_VALID_FROM]);
  claim_number(registry, &held->valid_to, facts->valid_to, claims[TELL__FACT_VALID_TO]);
  claim_number(registry, &held->continues, facts->continues, claims[TELL__FACT_CONTINUES]);
  return begin_claim(registry, facts, &nowhere, &name) &&
         claim_text(registry, &held->name, facts->name, facts->name_length, name) &&
         claim_text(registry, &held->area, facts->area, facts->area_length,
                    claims[TELL__FACT_AREA]) &&
         claim_text(registry, &held->successor, facts->successor, facts->successor_length,
                    claims[TELL__FACT_SUCCESSOR]) &&
         claim_text(registry, &held->parent, facts->parent, facts->parent_length,
                    claims[TELL__FACT_PARENT]);
}

static void note_place(tell__built_unit *unit, const tell__unit_facts *facts) {
  if (facts->file > unit->first_file ||
      (facts->file == unit->first_file && facts->line >= unit->first_line))
    return;
  unit->first_file = facts->file;
  unit->first_line = facts->line;
}

int32_t tell__registry_unit(tell__registry *registry, const tell__unit_facts *facts) {
  int32_t code = tell__strings_add(registry->texts, facts->code, facts->code_length);
  int32_t number = code < 0 ? -1 : tell__registry_get(registry, facts->level, code);
  if (number < 0 || !take_claims(registry, &registry->units[number], facts))
    return -1;
  note_place(&registry->units[number], facts);
  if (facts->from_register && facts->name != NULL && facts->name_length > 0 &&
      !index_name(registry, number, facts->name, facts->name_length))
    return -1;
  return number;
}
