/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold between the fields of a row, and between rows. */
#include <math.h>
#include <string.h>

#include "catalogue/records.h"

int tell__settle_wrong(tell__defect *defect, const char *field, const char *message) {
  *defect = (tell__defect){field, message};
  return 0;
}

/* Both ends or none, and in order; what is not given becomes 0 with *has 0. */
static int settle_range(double *low, double *high, int *has) {
  if (isnan(*low) != isnan(*high))
    return 0;
  *has = !isnan(*low);
  if (!*has)
    *low = *high = 0;
  return *low <= *high;
}

/* What Udir calls Usikkerhet is half the width of a 95 % interval, and so is a margin by default.
 */
int tell__settle_source(void *record, tell__defect *defect) {
  tell__source *made = record;
  if (isnan(made->margin_level))
    made->margin_level = 0.95;
  if (!(made->margin_level > 0 && made->margin_level < 1))
    return tell__settle_wrong(defect, "margin_level", "must be between 0 and 1");
  return 1;
}

int tell__settle_indicator(void *record, tell__defect *defect) {
  tell__indicator *made = record;
  if (!settle_range(&made->scale_min, &made->scale_max, &made->has_scale))
    return tell__settle_wrong(defect, "scale_max", "a scale needs both ends, the lower one first");
  if (!settle_range(&made->plausible_min, &made->plausible_max, &made->has_plausible))
    return tell__settle_wrong(defect, "plausible_max",
                              "a range needs both ends, the lower one first");
  if (made->has_scale && made->has_plausible &&
      (made->plausible_min < made->scale_min || made->plausible_max > made->scale_max))
    return tell__settle_wrong(defect, "plausible_min", "the plausible range goes beyond the scale");
  if ((made->kind == TELL__KIND_DISTRIBUTION) != (made->distribution[0] != '\0'))
    return tell__settle_wrong(defect, "distribution", "given for a distribution, and only for one");
  return 1;
}

int tell__settle_grade(void *record, tell__defect *defect) {
  const tell__grade *made = record;
  if (made->last_period != 0 && made->first_period > made->last_period)
    return tell__settle_wrong(defect, "last_period", "the last school year comes before the first");
  return 1;
}

int tell__settle_label(void *record, tell__defect *defect) {
  const tell__label *made = record;
  if (made->role != TELL__ROLE_VALUE && made->role != TELL__ROLE_N_OR_VALUE)
    return 1;
  if (made->indicator < 0)
    return tell__settle_wrong(defect, "indicator", "a value needs an indicator");
  if (made->source[0] == '\0')
    return tell__settle_wrong(defect, "source", "a value needs a source");
  return 1;
}

int tell__settle_group(void *record, tell__defect *defect) {
  const tell__group *made = record;
  int is_named = strcmp(made->dimension, "gender") == 0 || strcmp(made->dimension, "owner") == 0;
  /* Gender and owner have three codes each (catalogue.h); only the others go further. */
  if (is_named && made->code > 2)
    return tell__settle_wrong(defect, "code", "the number is out of range");
  if (strcmp(made->dimension, "parents_education") == 0 && (made->code < 1 || made->code > 9))
    return tell__settle_wrong(defect, "code", "the number is out of range");
  return 1;
}

/* Which slots a text may have, by the beginning of its key: those that the wording of a row fills.
 */
static const struct {
  const char *prefix;
  const char *slots[20];
} SLOTS[] = {
    {"sentence.trend.",
     {"unit", "indicator", "grade", "unitname", "unitdiff", "reason", "first_year", "last_year",
      "slope", "smallest", "year", "continued_from", "tests", "family"}},
    {"sentence.",
     {"unit", "indicator", "grade", "unitname", "unitdiff", "reason", "value", "lo", "hi", "n",
      "year", "state", "parent", "parent_value", "difference"}},
    {"grade", {"grade"}},
    {"", {NULL}},
};

static const char *const *slots_for(const char *key) {
  size_t i = 0;
  while (strncmp(key, SLOTS[i].prefix, strlen(SLOTS[i].prefix)) != 0)
    i++;
  return SLOTS[i].slots;
}

/* The set of slots in a text as bits; UINT32_MAX for one that is not known or not closed. */
static uint32_t slots_of(const char *text, const char *const *slots) {
  uint32_t set = 0;
  for (const char *open = strchr(text, '{'); open != NULL; open = strchr(open + 1, '{')) {
    const char *close = strchr(open, '}');
    uint32_t bit = 0;
    for (size_t i = 0; close != NULL && slots[i] != NULL; i++)
      if (strlen(slots[i]) == (size_t)(close - open - 1) &&
          memcmp(slots[i], open + 1, (size_t)(close - open - 1)) == 0)
        bit = UINT32_C(1) << i;
    if (bit == 0)
      return UINT32_MAX;
    set |= bit;
  }
  return set;
}

int tell__settle_message(void *record, tell__defect *defect) {
  const tell__message *made = record;
  static const char *const fields[] = {"nb", "nn", "en"};
  const char *const texts[] = {made->text.nb, made->text.nn, made->text.en};
  const char *const *slots = slots_for(made->key);
  uint32_t expected = slots_of(texts[0], slots);
  for (size_t i = 0; i < 3; i++) {
    uint32_t set = slots_of(texts[i], slots);
    if (set == UINT32_MAX)
      return tell__settle_wrong(defect, fields[i],
                                "a slot in braces is not one of this text, or not closed");
    if (set != expected)
      return tell__settle_wrong(defect, fields[i], "the languages do not have the same slots");
  }
  return 1;
}

static tell_status check_plan(const tell__loading *loading) {
  const tell__sheet *sheet = &loading->sheets[TELL__FILE_PLAN];
  const tell__plan_part *parts = loading->catalogue->records[TELL__FILE_PLAN];
  for (size_t row = 0; row < sheet->row_count; row++) {
    int64_t above = (int64_t)row;
    size_t steps = 0;
    while (above >= 0 && parts[above].parent[0] != '\0') {
      above = tell__sheet_find(sheet, parts[above].parent, strlen(parts[above].parent));
      if (++steps > sheet->row_count)
        return tell__sheet_fail(sheet, row, "parent", "the plan goes in a circle", loading->err);
    }
  }
  return TELL_OK;
}

/* A policy without "*" would leave families without any limit. */
static tell_status check_policies(const tell__loading *loading) {
  const tell__sheet *sheet = &loading->sheets[TELL__FILE_POLICIES];
  const tell__policy *policies = loading->catalogue->records[TELL__FILE_POLICIES];
  for (size_t row = 0; row < sheet->row_count; row++) {
    int found = 0;
    for (size_t i = 0; i < sheet->row_count && !found; i++)
      found = strcmp(policies[i].policy, policies[row].policy) == 0 &&
              strcmp(policies[i].family, "*") == 0;
    if (!found)
      return tell__sheet_fail(sheet, row, "family", "the policy has no row for the family *",
                              loading->err);
  }
  return TELL_OK;
}

static tell_status check_groups(const tell__loading *loading) {
  const tell__sheet *sheet = &loading->sheets[TELL__FILE_GROUPS];
  const tell__group *groups = loading->catalogue->records[TELL__FILE_GROUPS];
  for (size_t row = 0; row < sheet->row_count; row++)
    for (size_t i = 0; i < row; i++)
      if (strcmp(groups[i].dimension, groups[row].dimension) == 0 &&
          (strcmp(groups[i].id, groups[row].id) == 0) != (groups[i].code == groups[row].code))
        return tell__sheet_fail(sheet, row, "code", "an id has two codes, or a code two ids",
                                loading->err);
  return TELL_OK;
}

/* Observations keep the numbers of indicators in 16 bits and those of sources in 9, with a sign. */
static tell_status check_room(const tell__loading *loading) {
  static const struct {
    tell__file file;
    size_t most;
    const char *message;
  } rooms[] = {
      {TELL__FILE_INDICATORS, (size_t)INT16_MAX + 1, "more rows than can be numbered (32 768)"},
      {TELL__FILE_SOURCES, TELL__SOURCES_MOST, "more rows than can be numbered (256)"}};
  for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
    const tell__sheet *sheet = &loading->sheets[rooms[i].file];
    if (sheet->row_count > rooms[i].most)
      return tell__sheet_fail(sheet, rooms[i].most, "id", rooms[i].message, loading->err);
  }
  return TELL_OK;
}

/* The cell of a row in a column of this name. */
static const tell__sheet_cell *find_cell(const tell__sheet *sheet, size_t row, const char *name) {
  int32_t i = 0;
  while (strcmp(sheet->spec->rules[i].name, name) != 0)
    i++;
  return tell__sheet_cell_at(sheet, row, i);
}

/* The dimension of a category is that of its indicator. */
static tell_status check_labels(const tell__loading *loading) {
  const tell__sheet *sheet = &loading->sheets[TELL__FILE_LABELS];
  const tell__sheet *indicators = &loading->sheets[TELL__FILE_INDICATORS];
  const tell__indicator *known = loading->catalogue->records[TELL__FILE_INDICATORS];
  for (size_t row = 0; row < sheet->row_count; row++) {
    if (find_cell(sheet, row, "category")->length == 0)
      continue;
    const tell__sheet_cell *cell = find_cell(sheet, row, "indicator");
    int64_t found = tell__sheet_find(indicators, cell->text, cell->length);
    if (found < 0 || known[found].kind != TELL__KIND_DISTRIBUTION)
      return tell__sheet_fail(sheet, row, "category", "only a distribution has categories",
                              loading->err);
  }
  return TELL_OK;
}

tell_status tell__records_check(const tell__loading *loading) {
  tell_status status = check_room(loading);
  if (status == TELL_OK)
    status = check_plan(loading);
  if (status == TELL_OK)
    status = check_policies(loading);
  if (status == TELL_OK)
    status = check_labels(loading);
  if (status == TELL_OK)
    status = tell__derived_check(loading);
  return status == TELL_OK ? check_groups(loading) : status;
}
