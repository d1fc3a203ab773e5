/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is found about the units once all files were read: names of other units
 * that lead nowhere. Nothing is taken away for it but a successor that is the
 * unit itself.
 */
#include "base/alloc.h"
#include "base/error.h"
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
      is_news(work, tell__registry_find(&builder->registry, TELL__LEVEL_AREA, unit->area.text)))
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
  int32_t found = tell__registry_find(&work->builder->registry, (int32_t)unit->level, claim.text);
  if (found >= 0 && (size_t)found < work->described)
    return TELL_OK;
  return warn(work, "unknown_successor", &claim,
              "no file has a unit of this level with the successor's code");
}

tell_status tell__units_check(tell__builder *builder, size_t described, tell_error *err) {
  tell_status status = TELL_OK;
  checking work = {builder, described, NULL};
  work.told = tell__alloc_array(builder->registry.unit_count, sizeof *work.told);
  if (work.told == NULL)
    return tell__fail_memory(err);
  for (size_t i = 0; status == TELL_OK && i < builder->registry.unit_count; i++) {
    status = check_links(&work, &builder->registry.units[i]);
    if (status == TELL_OK)
      status = check_successor(&work, &builder->registry.units[i]);
  }
  tell__free(work.told);
  return status == TELL_OK ? TELL_OK : tell__fail_memory(err);
}
