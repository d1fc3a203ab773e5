/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public face: applies a policy to tables and holds what came out. */
#include "telling/release.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "catalogue/catalogue.h"
#include "disclosure/derive.h"
#include "disclosure/families.h"
#include "disclosure/masking.h"
#include "disclosure/rules.h"

enum { TABLE_COUNT = TELL_RELEASE_FILES + 1 };

struct tell_release {
  char *policy;
  tell_table *tables[TABLE_COUNT]; /* by TELL_RELEASE_… number */
};

/* The reasons of an indicator set, looked up by the part that a column belongs to. */
typedef struct set_reasons {
  const tell__facts *facts;
  tell__row_part *parts; /* per column */
} set_reasons;

static tell__reason reason_in_set(const void *context, int64_t row, int32_t column) {
  const set_reasons *reasons = context;
  tell__row_part part = reasons->parts[column];
  if (part == TELL__PART_NONE)
    return TELL__REASON_NONE;
  return (tell__reason)reasons->facts->rows[row].reasons[part];
}

static int absence_in_set(const void *context, int64_t row, int32_t column) {
  const set_reasons *reasons = context;
  const tell__fact *fact = &reasons->facts->rows[row];
  if (fact->of_nobody && reasons->parts[column] == TELL__PART_PARTICIPATION)
    return 0;
  if (fact->of_nobody)
    return tell__fact_is_hidden(fact);
  if (!tell__fact_is_hidden(fact) || fact->state != TELL_STATE_PRESENT)
    return 0;
  return reasons->parts[column] == TELL__PART_INTERVAL ||
         (reasons->parts[column] == TELL__PART_DIFFERENCE && fact->difference);
}

typedef struct trend_reasons {
  const tell__hidden_trend *hidden; /* per row */
  tell__trend_part *parts;          /* per column */
} trend_reasons;

static tell__reason reason_in_trends(const void *context, int64_t row, int32_t column) {
  const trend_reasons *reasons = context;
  const tell__hidden_trend *hidden = &reasons->hidden[row];
  tell__trend_part part = reasons->parts[column];
  int is_hidden = (part == TELL__TREND_PART_RESULT && hidden->results) ||
                  (part == TELL__TREND_PART_OTHERS && hidden->others);
  return is_hidden ? TELL__REASON_DERIVED : TELL__REASON_NONE;
}

static int absence_in_trends(const void *context, int64_t row, int32_t column) {
  const trend_reasons *reasons = context;
  return reasons->parts[column] == TELL__TREND_PART_RESULT && reasons->hidden[row].results;
}

static tell_status fail_unlisted(const char *id, tell_error *err) {
  tell__position position = {.field = id};
  return tell__fail_at(err, TELL_E_INTERNAL, &position,
                       "nothing says whether a column may be released");
}

/* The part of every column; fails when one has none. */
static tell_status find_parts(const tell_table *indicators, tell__row_part *parts,
                              tell_error *err) {
  for (int32_t column = 0; column < tell_table_column_count(indicators); column++) {
    const char *id = tell_table_column_id(indicators, column);
    parts[column] = tell__columns_part(id);
    if (parts[column] == TELL__PART_UNLISTED)
      return fail_unlisted(id, err);
  }
  return TELL_OK;
}

static tell_status find_trend_parts(const tell_table *trends, tell__trend_part *parts,
                                    tell_error *err) {
  for (int32_t column = 0; column < tell_table_column_count(trends); column++) {
    const char *id = tell_table_column_id(trends, column);
    parts[column] = tell__columns_trend_part(id);
    if (parts[column] == TELL__TREND_PART_UNLISTED)
      return fail_unlisted(id, err);
  }
  return TELL_OK;
}

static int has_policy(const tell_catalogue *catalogue, const char *policy) {
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  for (int32_t i = 0; i < view->policies_count; i++)
    if (strcmp(view->policies[i].policy, policy) == 0)
      return 1;
  return 0;
}

static tell_status decide(const tell_catalogue *catalogue, const char *policy,
                          const tell_table *indicators, tell__facts *facts, tell_error *err) {
  tell__partitions partitions = {0};
  tell_status status = tell__facts_read(catalogue, policy, indicators, facts, err);
  if (status == TELL_OK)
    status = tell__partitions_find(catalogue, facts, &partitions, err);
  if (status == TELL_OK) {
    tell__rules_apply(facts, &partitions);
    status = tell__derive_cells(facts, err);
  }
  tell__partitions_free(&partitions);
  return status;
}

static tell_status mask_set(const tell_table *indicators, const tell__facts *facts,
                            tell_release *release, tell_error *err) {
  set_reasons reasons = {.facts = facts};
  const tell__masking masking = {.table = "indicators",
                                 .year_column = "school_year",
                                 .reason = reason_in_set,
                                 .absence = absence_in_set,
                                 .context = &reasons,
                                 .certificate = release->tables[TELL_RELEASE_HIDDEN]};
  reasons.parts =
      tell__alloc_array((size_t)tell_table_column_count(indicators), sizeof *reasons.parts);
  if (reasons.parts == NULL)
    return tell__fail_memory(err);
  tell_status status = find_parts(indicators, reasons.parts, err);
  if (status == TELL_OK)
    status =
        tell__masking_copy(indicators, &masking, &release->tables[TELL_RELEASE_INDICATORS], err);
  tell__free(reasons.parts);
  return status;
}

static tell_status mask_trends(const tell_catalogue *catalogue, const tell_table *trends,
                               const tell__facts *facts, tell_release *release, tell_error *err) {
  tell__hidden_trend *hidden = NULL;
  tell_status status = tell__derive_trends(catalogue, release->policy, facts, trends, &hidden, err);
  if (status != TELL_OK)
    return status;
  trend_reasons reasons = {.hidden = hidden};
  const tell__masking masking = {.table = "trends",
                                 .year_column = "years",
                                 .reason = reason_in_trends,
                                 .absence = absence_in_trends,
                                 .context = &reasons,
                                 .certificate = release->tables[TELL_RELEASE_HIDDEN]};
  reasons.parts = tell__alloc_array((size_t)tell_table_column_count(trends), sizeof *reasons.parts);
  status =
      reasons.parts == NULL ? tell__fail_memory(err) : find_trend_parts(trends, reasons.parts, err);
  if (status == TELL_OK)
    status = tell__masking_copy(trends, &masking, &release->tables[TELL_RELEASE_TRENDS], err);
  if (status == TELL_OK)
    status = tell__families_adjust(release->tables[TELL_RELEASE_TRENDS], err);
  tell__free(reasons.parts);
  tell__free(hidden);
  return status;
}

static tell_status fill(const tell_catalogue *catalogue, const tell_dataset *dataset,
                        const tell_table *indicators, const tell_table *trends,
                        tell_release *release, tell_error *err) {
  tell__facts facts = {0};
  tell_table **tables = release->tables;
  tell_status status = tell__certificate_create(&tables[TELL_RELEASE_HIDDEN], err);
  if (status == TELL_OK)
    status = decide(catalogue, release->policy, indicators, &facts, err);
  if (status == TELL_OK)
    status = mask_set(indicators, &facts, release, err);
  if (status == TELL_OK && trends != NULL)
    status = mask_trends(catalogue, trends, &facts, release, err);
  if (status == TELL_OK)
    status =
        tell__masking_copy(tell_dataset_units(dataset), NULL, &tables[TELL_RELEASE_UNITS], err);
  if (status == TELL_OK)
    status =
        tell__masking_copy(tell_dataset_files(dataset), NULL, &tables[TELL_RELEASE_FILES], err);
  if (status == TELL_OK)
    tell__table_unseal(tables[TELL_RELEASE_HIDDEN]);
  tell__facts_free(&facts);
  return status;
}

/* Computed tables are sealed; an open one has been through here already. */
static int is_input(const tell_table *table) {
  return table != NULL && tell_table_is_sealed(table);
}

tell_status tell_release_create(const tell_catalogue *catalogue, const char *policy,
                                const tell_dataset *dataset, const tell_table *indicators,
                                const tell_table *trends, tell_release **out, tell_error *err) {
  tell__error_clear(err);
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the release");
  *out = NULL;
  if (catalogue == NULL || dataset == NULL || !is_input(indicators) ||
      (trends != NULL && !is_input(trends)))
    return tell__fail(err, TELL_E_ARGUMENT,
                      "a release needs a catalogue, a dataset and computed tables");
  if (policy == NULL)
    policy = "public";
  if (!has_policy(catalogue, policy))
    return tell__fail(err, TELL_E_POLICY, "the catalogue has no policy of that name");
  tell_release *release = tell__alloc(sizeof *release);
  if (release == NULL)
    return tell__fail_memory(err);
  release->policy = tell__copy(policy);
  tell_status status = release->policy != NULL ? TELL_OK : tell__fail_memory(err);
  if (status == TELL_OK)
    status = fill(catalogue, dataset, indicators, trends, release, err);
  if (status != TELL_OK) {
    tell_release_free(release);
    return status;
  }
  *out = release;
  return TELL_OK;
}

void tell_release_free(tell_release *release) {
  if (release == NULL)
    return;
  for (int i = 0; i < TABLE_COUNT; i++)
    tell_table_free(release->tables[i]);
  tell__free(release->policy);
  tell__free(release);
}

const char *tell_release_policy(const tell_release *release) {
  return release != NULL ? release->policy : "";
}

const tell_table *tell_release_table(const tell_release *release, int32_t which) {
  if (release == NULL || which < TELL_RELEASE_INDICATORS || which > TELL_RELEASE_FILES)
    return NULL;
  return release->tables[which];
}
