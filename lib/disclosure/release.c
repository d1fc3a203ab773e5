/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public face: applies a policy to tables and holds what came out. */
#include "telling/release.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "catalogue/catalogue.h"
#include "disclosure/derive.h"
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
  tell__part *parts; /* per column */
} set_reasons;

static tell__reason reason_in_set(const void *context, int64_t row, int32_t column) {
  const set_reasons *reasons = context;
  tell__part part = reasons->parts[column];
  if (part == TELL__PART_NONE)
    return TELL__REASON_NONE;
  return (tell__reason)reasons->facts->rows[row].reasons[part];
}

typedef struct trend_reasons {
  const tell_table *trends;
  const uint8_t *hidden; /* per row */
} trend_reasons;

static tell__reason reason_in_trends(const void *context, int64_t row, int32_t column) {
  const trend_reasons *reasons = context;
  if (!reasons->hidden[row] ||
      !tell__columns_is_result(tell_table_column_id(reasons->trends, column)))
    return TELL__REASON_NONE;
  return TELL__REASON_DERIVED;
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
  int32_t count = tell_table_column_count(indicators);
  set_reasons reasons = {.facts = facts};
  const tell__masking masking = {.table = "indicators",
                                 .year_column = "school_year",
                                 .reason = reason_in_set,
                                 .context = &reasons,
                                 .certificate = release->tables[TELL_RELEASE_HIDDEN]};
  reasons.parts = tell__alloc_array((size_t)count, sizeof *reasons.parts);
  if (reasons.parts == NULL)
    return tell__fail_memory(err);
  for (int32_t column = 0; column < count; column++)
    reasons.parts[column] = tell__columns_part(tell_table_column_id(indicators, column));
  tell_status status =
      tell__masking_copy(indicators, &masking, &release->tables[TELL_RELEASE_INDICATORS], err);
  tell__free(reasons.parts);
  return status;
}

static tell_status mask_trends(const tell_catalogue *catalogue, const tell_table *trends,
                               const tell__facts *facts, tell_release *release, tell_error *err) {
  uint8_t *hidden = NULL;
  tell_status status = tell__derive_trends(catalogue, release->policy, facts, trends, &hidden, err);
  if (status != TELL_OK)
    return status;
  const trend_reasons reasons = {.trends = trends, .hidden = hidden};
  const tell__masking masking = {.table = "trends",
                                 .year_column = "years",
                                 .reason = reason_in_trends,
                                 .context = &reasons,
                                 .certificate = release->tables[TELL_RELEASE_HIDDEN]};
  status = tell__masking_copy(trends, &masking, &release->tables[TELL_RELEASE_TRENDS], err);
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
