/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What hangs under what: from the codes that the files name as parents and
 * areas to links between units, once all files were read. A unit that is only
 * named is made, with its code as name, so that no link is lost.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "private.h"

/* The level that a unit is normally compared with. */
static int32_t level_above(tell__level level) {
  if (level == TELL__LEVEL_SCHOOL)
    return TELL__LEVEL_MUNICIPALITY;
  return (int32_t)level - 1;
}

/*
 * The unit that a parent's code means. Where no level is said it is the level
 * above, else any unit with the code that the files describe (the first
 * `described`; units made here do not count, so that their order does not
 * matter).
 */
int32_t tell__hierarchy_parent(const tell__builder *builder, size_t described,
                               const tell__built_unit *unit) {
  const tell__claim *claim = &unit->parent;
  if (claim->number != 0)
    return tell__registry_find(&builder->registry, claim->number, claim->text);
  int32_t found = tell__registry_find(&builder->registry, level_above(unit->level), claim->text);
  for (int32_t level = TELL__LEVEL_NATION; found < 0 && level <= TELL__LEVEL_SCHOOL; level++) {
    int32_t other = tell__registry_find(&builder->registry, level, claim->text);
    found = other >= 0 && (size_t)other < described ? other : -1;
  }
  return found;
}

tell__position tell__claim_position(const tell__builder *builder, const tell__claim *claim) {
  tell__position position = {.line = claim->line,
                             .column = claim->column,
                             .field =
                                 tell__strings_get(builder->registry.texts, claim->field, NULL)};
  if (claim->file >= 0 && (size_t)claim->file < builder->file_count)
    position.source =
        tell__strings_get(builder->registry.texts, builder->files[claim->file].path, NULL);
  return position;
}

/* Whether the parent that a unit names stands above it. Every link goes upwards then, so that no
 * unit can stand above itself. */
static int is_above(const tell__builder *builder, size_t described, const tell__built_unit *unit) {
  int32_t parent = tell__hierarchy_parent(builder, described, unit);
  int32_t level = unit->parent.number != 0 ? unit->parent.number : level_above(unit->level);
  if (parent >= 0)
    level = (int32_t)builder->registry.units[parent].level;
  return level >= TELL__LEVEL_NATION && level < (int32_t)unit->level;
}

/* Takes away what cannot be a link, before any unit is made for it. */
static tell_status drop_wrong_parents(tell__builder *builder, tell_error *err) {
  for (size_t i = 0; i < builder->registry.unit_count; i++) {
    tell__built_unit *unit = &builder->registry.units[i];
    if (unit->parent.rank == RANK_NONE || is_above(builder, builder->registry.unit_count, unit))
      continue;
    tell__position position = tell__claim_position(builder, &unit->parent);
    if (tell__issues_add(builder->issues, TELL_SEVERITY_ERROR, "parent_not_above", &position,
                         "the parent named for the unit is not above it; not used") != TELL_OK)
      return tell__fail_memory(err);
    unit->parent = (tell__claim){0};
  }
  return TELL_OK;
}

static tell_status make_areas(tell__builder *builder, size_t described, tell_error *err) {
  for (size_t i = 0; i < described; i++)
    if (builder->registry.units[i].area.rank != RANK_NONE &&
        tell__registry_get(&builder->registry, TELL__LEVEL_AREA,
                           builder->registry.units[i].area.text) < 0)
      return tell__fail_memory(err);
  return TELL_OK;
}

/* An area that only schools name lies where they lie. */
static void place_areas(tell__builder *builder, size_t described) {
  for (size_t i = 0; i < described; i++) {
    const tell__built_unit *school = &builder->registry.units[i];
    if (school->area.rank == RANK_NONE || school->parent.rank == RANK_NONE)
      continue;
    int32_t area = tell__registry_find(&builder->registry, TELL__LEVEL_AREA, school->area.text);
    tell__claim claim = school->parent;
    claim.rank = RANK_DERIVED;
    /* An area lies in no area. */
    if ((size_t)area >= described && claim.number < TELL__LEVEL_AREA &&
        tell__registry_find(&builder->registry, TELL__LEVEL_AREA, claim.text) < 0 &&
        tell__claim_wins(builder->registry.texts, &claim, &builder->registry.units[area].parent))
      builder->registry.units[area].parent = claim;
  }
}

static tell_status make_parents(tell__builder *builder, size_t described, tell_error *err) {
  /* The list grows under way: a unit that is made here may name no parent, so one pass is enough.
   */
  for (size_t i = 0; i < builder->registry.unit_count; i++) {
    const tell__built_unit *unit = &builder->registry.units[i];
    if (unit->parent.rank == RANK_NONE || tell__hierarchy_parent(builder, described, unit) >= 0)
      continue;
    int32_t level = unit->parent.number != 0 ? unit->parent.number : level_above(unit->level);
    if (tell__registry_get(&builder->registry, (tell__level)level, unit->parent.text) < 0)
      return tell__fail_memory(err);
  }
  return TELL_OK;
}

static int32_t only_nation(const tell__builder *builder) {
  int32_t found = -1;
  for (size_t i = 0; i < builder->registry.unit_count; i++) {
    if (builder->registry.units[i].level != TELL__LEVEL_NATION)
      continue;
    if (found >= 0)
      return -1;
    found = (int32_t)i;
  }
  return found;
}

/* Where no file names the parent: a municipality's number begins with its county's, counties lie in
 * the nation. */
static int32_t implied_parent(const tell__builder *builder, const tell__built_unit *unit,
                              int32_t nation) {
  if (unit->level == TELL__LEVEL_COUNTY)
    return nation;
  if (unit->level != TELL__LEVEL_MUNICIPALITY)
    return -1;
  size_t length = 0;
  const char *code = tell__strings_get(builder->registry.texts, unit->code, &length);
  int32_t county = length == 4 ? tell__strings_find(builder->registry.texts, code, 2) : -1;
  return county >= 0 ? tell__registry_find(&builder->registry, TELL__LEVEL_COUNTY, county) : -1;
}

static void link_parents(const tell__builder *builder, size_t described, int32_t *parents,
                         int32_t *areas) {
  int32_t nation = only_nation(builder);
  for (size_t i = 0; i < builder->registry.unit_count; i++) {
    const tell__built_unit *unit = &builder->registry.units[i];
    areas[i] = unit->area.rank != RANK_NONE
                   ? tell__registry_find(&builder->registry, TELL__LEVEL_AREA, unit->area.text)
                   : -1;
    parents[i] = unit->parent.rank != RANK_NONE ? tell__hierarchy_parent(builder, described, unit)
                                                : implied_parent(builder, unit, nation);
  }
}

/* A school is compared with its municipality, also where a file names its area as the parent, or
 * only an area. */
static void lift_schools(const tell__builder *builder, int32_t *parents, int32_t *areas) {
  for (size_t i = 0; i < builder->registry.unit_count; i++) {
    if (builder->registry.units[i].level != TELL__LEVEL_SCHOOL)
      continue;
    if (parents[i] >= 0 && builder->registry.units[parents[i]].level == TELL__LEVEL_AREA) {
      areas[i] = areas[i] >= 0 ? areas[i] : parents[i];
      parents[i] = parents[parents[i]];
    } else if (parents[i] < 0 && areas[i] >= 0) {
      parents[i] = parents[areas[i]];
    }
  }
}

tell_status tell__hierarchy_link(tell__builder *builder, int32_t **parents, int32_t **areas,
                                 tell_error *err) {
  size_t described = builder->registry.unit_count;
  *parents = *areas = NULL;
  tell_status status = drop_wrong_parents(builder, err);
  if (status == TELL_OK)
    status = make_areas(builder, described, err);
  if (status != TELL_OK)
    return status;
  place_areas(builder, described);
  status = make_parents(builder, described, err);
  if (status != TELL_OK)
    return status;
  *parents = tell__alloc_array(builder->registry.unit_count, sizeof **parents);
  *areas = tell__alloc_array(builder->registry.unit_count, sizeof **areas);
  if (*parents == NULL || *areas == NULL) {
    status = tell__fail_memory(err);
  } else {
    link_parents(builder, described, *parents, *areas);
    status = tell__units_check(builder, described, err);
  }
  if (status == TELL_OK) {
    lift_schools(builder, *parents, *areas);
    return TELL_OK;
  }
  tell__free(*parents);
  tell__free(*areas);
  *parents = *areas = NULL;
  return status;
}
