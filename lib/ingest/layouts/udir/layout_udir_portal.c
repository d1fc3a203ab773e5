/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layout "udir-portal": the CSV download of Udir's statistikkbank, one row
 * per unit, one column per measure (data-formats.md, 1.1). Also its variant
 * for upper secondary schools, which has no columns for municipalities.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/udir/portal.h"
#include "ingest/layouts/udir/portal_value.h"
#include "ingest/layouts/udir/udir_unit.h"

/* What a row of subject grades is about besides its unit; its measures are none of ours. */
static const char *const subject_keys[] = {"vurderingsfagkode", "vurderingsfagnavn",
                                           "vurderingsfagnamn"};

typedef struct portal_plan {
  int32_t ids[TELL__UDIR_COLUMNS]; /* of tell__udir_columns_find() */
  tell__portal_plan measures;
} portal_plan;

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)catalogue;
  if (tell__header_find(header, tell__udir_keys[TELL__UDIR_LEVEL]) < 0)
    return 0;
  return tell__header_find(header, tell__udir_keys[TELL__UDIR_COUNTY_CODE]) >= 0 ||
                 tell__header_find(header, tell__udir_keys[TELL__UDIR_UNIT_CODE]) >= 0
             ? TELL__SCORE_FITS
             : TELL__SCORE_RESEMBLES;
}

/* The unit of the record; -1 when it was rejected or the reading has failed. */
static int32_t find_unit(tell__reading *reading, const void *context) {
  const portal_plan *plan = context;
  const tell__udir_row row = {reading, plan->ids, plan->measures.period};
  tell__level level = tell__udir_level(&row);
  if (level == 0) {
    tell__reading_reject(reading, "unknown_level", plan->ids[TELL__UDIR_LEVEL],
                         "EnhetNivaa is not 1, 2, 3 or 4");
    return -1;
  }
  tell__unit_facts facts = tell__udir_facts(&row, level);
  int32_t column = tell__udir_code_column(&row, level);
  if (facts.code_length > 0)
    return tell__udir_unit(&row, &facts, column);
  tell__reading_reject(reading, "missing_code", column,
                       "the row has no code in the column of its level");
  return -1;
}

static void read_record(tell__reading *reading, void *made) {
  const portal_plan *plan = made;
  if (tell__portal_has_nothing(reading, &plan->measures))
    return;
  int32_t unit = tell__reading_unit_of(reading, plan->ids, TELL__UDIR_COLUMNS, find_unit, plan);
  if (unit >= 0)
    tell__portal_values_add(reading, &plan->measures, unit);
}

static tell_status find_ids(const tell__reading *reading, portal_plan *plan, uint8_t *is_used,
                            tell_error *err) {
  const tell__header *header = &reading->header;
  tell__udir_columns_find(header, plan->ids);
  for (int i = 0; i < TELL__UDIR_COLUMNS; i++)
    if (plan->ids[i] >= 0)
      is_used[plan->ids[i]] = 1;
  for (size_t i = 0; i < sizeof subject_keys / sizeof *subject_keys; i++)
    if (tell__header_find(header, subject_keys[i]) >= 0)
      is_used[tell__header_find(header, subject_keys[i])] = 1;
  if (plan->ids[TELL__UDIR_LEVEL] >= 0 &&
      (plan->ids[TELL__UDIR_COUNTY_CODE] >= 0 || plan->ids[TELL__UDIR_UNIT_CODE] >= 0))
    return TELL_OK;
  tell__position position = {.source = reading->name,
                             .line = header->columns[0].line,
                             .column = header->columns[0].column};
  return tell__fail_at(err, TELL_E_LAYOUT, &position,
                       "the layout needs the columns EnhetNivaa and Fylkekode or "
                       "Organisasjonsnummer");
}

/* Whose labels name the measures; see TELL__PORTAL_NAME. */
static const char *choose_labels(tell__reading *reading, const portal_plan *plan) {
  if (plan->ids[TELL__UDIR_MUNICIPALITY_CODE] >= 0 || plan->ids[TELL__UDIR_MUNICIPALITY] >= 0)
    return TELL__PORTAL_NAME;
  tell__reading_find_column(reading, TELL_SEVERITY_NOTE, "no_municipalities",
                            plan->ids[TELL__UDIR_LEVEL],
                            "the file has no columns for municipalities; what udir-portal-vgs "
                            "names in labels.csv, such as teachers, is taken as that of upper "
                            "secondary schools, and everything else as usual");
  return TELL__PORTAL_UPPER_SECONDARY_NAME;
}

static void free_plan(void *plan) {
  portal_plan *held = plan;
  if (held != NULL)
    tell__portal_plan_free(&held->measures);
  tell__free(held);
}

static tell_status fill_plan(tell__reading *reading, void *made, uint8_t *is_used,
                             tell_error *err) {
  portal_plan *plan = made;
  tell_status status = find_ids(reading, plan, is_used, err);
  if (status != TELL_OK)
    return status;
  return tell__portal_plan_make(reading, choose_labels(reading, plan), is_used, &plan->measures,
                                err);
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  return tell__layout_plan(reading, sizeof(portal_plan), fill_plan, plan, err);
}

const tell__layout tell__layout_udir_portal = {.name = TELL__PORTAL_NAME,
                                               .recognise = recognise,
                                               .prepare = prepare,
                                               .record = read_record,
                                               .free_plan = free_plan};
