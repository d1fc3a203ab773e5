/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is found about the units once all files were read: names of other units
 * that lead nowhere, and figures from years in which a unit did not exist.
 * Nothing is taken away for it but a successor that is the unit itself.
 */
#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"
#include "private.h"

/* A check of all units; `told` holds what was said of each. */
typedef struct checking {
  tell__builder *builder;
  size_t described;
  uint8_t *told;
} checking;

static tell_status warn(const checking *work, const char *code, const tell__claim *claim,
                        const char *message) {
  tell__position position = tell__claim_position(work->builder, claim);
  return tell__issues_add(work->builder->issues, TELL_SEVERITY_WARNING, code, &position, message);
}

/* Tells whether the unit is only named, and that for the first time: a whole municipality of
 * schools would say the same. */
static int is_news(const checking *work, int32_t unit) {
  if (unit < 0 || (size_t)unit < work->described || work->told[unit])
    return 0;
  work->told[unit] = 1;
  return 1;
}

static tell_status check_links(const checking *work, const tell__built_unit *unit) {
  const tell__builder *builder = work->builder;
  tell_status status = TELL_OK;
  if (unit->area.rank != RANK_NONE &&
      is_news(work, tell__units_find(builder, TELL__LEVEL_AREA, unit->area.text)))
    status = warn(work, "unknown_area", &unit->area,
                  "no row defines the area; it is made with its code as name (told once)");
  if (status == TELL_OK && unit->parent.rank != RANK_NONE &&
      is_news(work, tell__hierarchy_parent(builder, work->described, unit)))
    status = warn(work, "unknown_parent", &unit->parent,
                  "no file defines the parent; it is made with its code as name (told once)");
  return status;
}

/* The code alone does not say the level, so a successor is of the unit's own. */
static tell_status check_successor(const checking *work, tell__built_unit *unit) {
  const tell__claim claim = unit->successor;
  if (claim.rank == RANK_NONE)
    return TELL_OK;
  if (claim.text == unit->code) {
    unit->successor = (tell__claim){0};
    return warn(work, "successor_is_itself", &claim,
                "the unit is named as its own successor; not used");
  }
  int32_t found = tell__units_find(work->builder, (int32_t)unit->level, claim.text);
  if (found >= 0 && (size_t)found < work->described)
    return TELL_OK;
  return warn(work, "unknown_successor", &claim,
              "no file has a unit of this level with the successor's code");
}

/* Blank cells are no figures: tables of several years have them for units that came or went. */
static int is_figure(const tell__observation *observation) {
  return observation->state == TELL_STATE_PRESENT || observation->state == TELL_STATE_SUPPRESSED ||
         (observation->has & TELL__HAS_N && observation->n > 0);
}

static tell_status warn_of_years(const checking *work, const tell__claim *claim,
                                 const tell__observation *observation) {
  tell__text message = {NULL, 0, 0, 0};
  tell__text_add(&message, "the unit has figures outside its school years, the first in line ");
  tell__text_add_i64(&message, observation->line);
  tell__text_add(&message, " of ");
  tell__text_add(&message, tell__builder_file_name(work->builder, observation->file));
  tell__text_add(&message, "; they are used (told once)");
  tell_status status = message.failed
                           ? TELL_E_MEMORY
                           : warn(work, "outside_valid_years", claim, tell__text_get(&message));
  tell__text_free(&message);
  return status;
}

static tell_status check_years(const checking *work, const tell__observation *observation) {
  const tell__built_unit *unit = &work->builder->units[observation->unit];
  const tell__claim *from = &unit->valid_from, *to = &unit->valid_to;
  const tell__claim *passed = NULL;
  if (from->rank != RANK_NONE && observation->period < from->number)
    passed = from;
  else if (to->rank != RANK_NONE && observation->period > to->number)
    passed = to;
  if (passed == NULL || work->told[observation->unit] || !is_figure(observation))
    return TELL_OK;
  work->told[observation->unit] = 1;
  return warn_of_years(work, passed, observation);
}

tell_status tell__units_check(tell__builder *builder, size_t described, tell_error *err) {
  tell_status status = TELL_OK;
  checking work = {builder, described, NULL};
  work.told = tell__alloc_array(builder->unit_count, sizeof *work.told);
  if (work.told == NULL)
    return tell__fail_memory(err);
  for (size_t i = 0; status == TELL_OK && i < builder->unit_count; i++) {
    status = check_links(&work, &builder->units[i]);
    if (status == TELL_OK)
      status = check_successor(&work, &builder->units[i]);
  }
  /* Observations belong to units that files describe, the others were told of above. */
  for (size_t i = 0; status == TELL_OK && i < builder->observation_count; i++)
    status = check_years(&work, &builder->observations[i]);
  tell__free(work.told);
  return status == TELL_OK ? TELL_OK : tell__fail_memory(err);
}
