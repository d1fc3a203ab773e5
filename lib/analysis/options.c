/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The options of analyses: defaults, setters and declared groups; groups_file.c reads these from a
 * file. */
#include "analysis/options.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/setting.h"
#include "base/text.h"
#include "stats/multiplicity.h"

tell_analysis_options tell__analysis_defaults(void) {
  return (tell_analysis_options){
      .level = 0.95,
      .adjust = TELL_ADJUST_HOLM,
      .reference = TELL_ANALYSIS_REFERENCE_PARENT,
      .persistent_years = 3,
      .persistent_of = 5,
      .baseline = 2022,
      .mid = 2024,
      .end = 2026,
      .overdispersion = 1,
  };
}

tell_status tell_analysis_options_create(tell_analysis_options **out, tell_error *err) {
  const tell_analysis_options defaults = tell__analysis_defaults();
  return tell__setting_create((void **)out, &defaults, sizeof defaults, err);
}

static void free_group(tell__declared_group *group) {
  for (size_t i = 0; i < group->count; i++) {
    tell__free(group->members[i].level);
    tell__free(group->members[i].code);
  }
  tell__free(group->members);
  tell__free(group->id);
  tell__free(group->name);
}

void tell__analysis_drop_groups(tell_analysis_options *options) {
  for (size_t i = 0; i < options->group_count; i++)
    free_group(&options->groups[i]);
  tell__free(options->groups);
  options->groups = NULL;
  options->group_count = options->group_capacity = 0;
}

void tell_analysis_options_free(tell_analysis_options *options) {
  if (options == NULL)
    return;
  tell__analysis_drop_groups(options);
  tell__free(options);
}

tell_status tell_analysis_options_set_level(tell_analysis_options *options, double level,
                                            tell_error *err) {
  tell_status status = tell__setting_check_level(options, level, err);
  if (status == TELL_OK)
    options->level = level;
  return status;
}

tell_status tell_analysis_options_set_adjust(tell_analysis_options *options, int32_t adjust,
                                             tell_error *err) {
  tell_status status =
      tell__setting_check(options, tell__stats_adjusts_by(adjust), "no such way of adjusting", err);
  if (status == TELL_OK)
    options->adjust = adjust;
  return status;
}

tell_status tell_analysis_options_set_reference(tell_analysis_options *options, int32_t reference,
                                                tell_error *err) {
  tell_status status = tell__setting_check(options,
                                           reference == TELL_ANALYSIS_REFERENCE_PARENT ||
                                               reference == TELL_ANALYSIS_REFERENCE_NATION,
                                           "no such reference", err);
  if (status == TELL_OK)
    options->reference = reference;
  return status;
}

tell_status tell_analysis_options_set_persistence(tell_analysis_options *options, int32_t years,
                                                  int32_t of, tell_error *err) {
  tell_status status = tell__setting_check(options, years >= 1 && years <= of && of <= 50,
                                           "persistence is 1 or more of at most 50 years", err);
  if (status != TELL_OK)
    return status;
  options->persistent_years = years;
  options->persistent_of = of;
  return TELL_OK;
}

tell_status tell_analysis_options_set_readouts(tell_analysis_options *options, int32_t baseline,
                                               int32_t mid, int32_t end, tell_error *err) {
  tell_status status =
      tell__setting_check(options, baseline >= 1900 && baseline < mid && mid < end && end <= 2200,
                          "read-outs are three rising years from 1900 to 2200", err);
  if (status != TELL_OK)
    return status;
  options->baseline = baseline;
  options->mid = mid;
  options->end = end;
  return TELL_OK;
}

tell_status tell_analysis_options_set_overdispersion(tell_analysis_options *options, int32_t on,
                                                     tell_error *err) {
  tell_status status = tell__setting_check(options, tell__setting_is_switch(on),
                                           "overdispersion is on (1) or off (0)", err);
  if (status == TELL_OK)
    options->overdispersion = on;
  return status;
}

static tell__declared_group *find_group(const tell_analysis_options *options, const char *id) {
  for (size_t i = 0; i < options->group_count; i++)
    if (strcmp(options->groups[i].id, id) == 0)
      return &options->groups[i];
  return NULL;
}

const tell__declared_group *tell__analysis_group(const tell_analysis_options *options,
                                                 const char *id) {
  return find_group(options, id);
}

tell_status tell_analysis_options_add_group(tell_analysis_options *options, const char *id,
                                            const char *name, tell_error *err) {
  tell_status status =
      tell__setting_check(options, id != NULL && id[0] != '\0', "a group must have an id", err);
  if (status != TELL_OK)
    return status;
  if (find_group(options, id) != NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "a group of that id is declared already");
  if (!tell__grow((void **)&options->groups, &options->group_capacity, options->group_count,
                  sizeof *options->groups))
    return tell__fail_memory(err);
  tell__declared_group made = {.id = tell__copy(id)};
  made.name = tell__copy(name != NULL && name[0] != '\0' ? name : id);
  if (made.id == NULL || made.name == NULL) {
    free_group(&made);
    return tell__fail_memory(err);
  }
  options->groups[options->group_count++] = made;
  return TELL_OK;
}

int tell__analysis_is_level(const char *level) {
  static const char *const levels[] = {"nation", "county", "municipality", "area", "school"};
  for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
    if (strcmp(levels[i], level) == 0)
      return 1;
  return 0;
}

int tell__analysis_has_member(const tell__declared_group *group, const char *level,
                              const char *code) {
  for (size_t i = 0; i < group->count; i++)
    if (strcmp(group->members[i].level, level) == 0 && strcmp(group->members[i].code, code) == 0)
      return 1;
  return 0;
}

static tell_status add_member(tell__declared_group *group, const char *level, const char *code,
                              tell_error *err) {
  if (!tell__grow((void **)&group->members, &group->capacity, group->count, sizeof *group->members))
    return tell__fail_memory(err);
  tell__declared_member made = {tell__copy(level), tell__copy(code)};
  if (made.level == NULL || made.code == NULL) {
    tell__free(made.level);
    tell__free(made.code);
    return tell__fail_memory(err);
  }
  group->members[group->count++] = made;
  return TELL_OK;
}

tell_status tell_analysis_options_add_member(tell_analysis_options *options, const char *id,
                                             const char *level, const char *code, tell_error *err) {
  int valid = id != NULL && level != NULL && code != NULL && code[0] != '\0' &&
              tell__analysis_is_level(level);
  tell_status status =
      tell__setting_check(options, valid, "a member is a unit of a known level with a code", err);
  if (status != TELL_OK)
    return status;
  tell__declared_group *group = find_group(options, id);
  if (group == NULL)
    return tell__fail(err, TELL_E_NOT_FOUND, "no group of that id is declared");
  return tell__analysis_has_member(group, level, code) ? TELL_OK
                                                       : add_member(group, level, code, err);
}
