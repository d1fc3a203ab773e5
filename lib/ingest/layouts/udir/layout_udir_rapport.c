/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layout "udir-rapport": the reports of Udir's rapport API, with a unit in
 * each row. json_pivot.c makes a table of the answer, whose columns have the
 * paths of the portal's CSV: so the portal's plan and labels say what they are.
 * Reports with an indicator in each row are layout_udir_rapport_indicator.c's.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/cells/units.h"
#include "ingest/given_unit.h"
#include "ingest/json/json_pivot.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/udir/portal.h"
#include "ingest/layouts/udir/portal_value.h"
#include "ingest/layouts/udir/rapport_columns.h"

typedef struct rapport_plan {
  int32_t ids[TELL__RAPPORT_COLUMNS]; /* the header's index of each */
  tell__portal_plan measures;
} rapport_plan;

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)catalogue;
  return tell__rapport_recognise(header, TELL__PIVOT_UNIT_LEVEL);
}

/* The level that metadata.rowHierarchy names, 0 for none. */
static tell__level read_level(tell__reading *reading, const rapport_plan *plan) {
  static const struct {
    const char *name;
    tell__level level;
  } known[] = {{"Nasjonalt", TELL__LEVEL_NATION},     {"Fylke", TELL__LEVEL_COUNTY},
               {"Kommune", TELL__LEVEL_MUNICIPALITY}, {"Enhet", TELL__LEVEL_SCHOOL},
               {"Eining", TELL__LEVEL_SCHOOL},        {"Skole", TELL__LEVEL_SCHOOL},
               {"Skule", TELL__LEVEL_SCHOOL}};
  size_t length = 0;
  const char *text = tell__reading_cell(reading, plan->ids[TELL__RAPPORT_LEVEL], &length);
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strlen(known[i].name) == length && memcmp(known[i].name, text, length) == 0)
      return known[i].level;
  tell__reading_reject(reading, "unknown_level", plan->ids[TELL__RAPPORT_LEVEL],
                       "the depth of the row is none of Nasjonalt, Fylke, Kommune, Enhet");
  return 0;
}

/*
 * Svalbard (2100, 2111) and units abroad (2599) stand at the depth of
 * municipalities and are units of that level. Where the row above is not in
 * the answer its code is that of the unit's own form, which finish() knows.
 */
static int32_t find_unit(tell__reading *reading, const void *context) {
  const rapport_plan *plan = context;
  tell__unit_facts facts = {.period = plan->measures.period};
  facts.level = read_level(reading, plan);
  if (facts.level == 0)
    return -1;
  facts.code = tell__reading_cell(reading, plan->ids[TELL__RAPPORT_CODE], &facts.code_length);
  facts.name = tell__reading_cell(reading, plan->ids[TELL__RAPPORT_NAME], &facts.name_length);
  if (facts.code_length == 0)
    return tell__reading_unit_by_name(reading, facts.level, facts.name, facts.name_length,
                                      plan->ids[TELL__RAPPORT_NAME], facts.period);
  facts.parent =
      tell__reading_cell(reading, plan->ids[TELL__RAPPORT_PARENT_CODE], &facts.parent_length);
  if (facts.parent_length > 0)
    facts.parent_level = tell__level_of_code(facts.parent, facts.parent_length);
  else
    facts.parent = NULL;
  facts.places[TELL__FACT_PARENT] =
      tell__reading_fact_place(reading, plan->ids[TELL__RAPPORT_PARENT_CODE]);
  if (!tell__reading_accept_unit(reading, &facts, plan->ids[TELL__RAPPORT_CODE]))
    return -1;
  return tell__reading_unit(reading, &facts);
}

static void read_record(tell__reading *reading, void *made) {
  const rapport_plan *plan = made;
  if (tell__portal_has_nothing(reading, &plan->measures))
    return;
  int32_t unit = tell__reading_unit_of(reading, plan->ids, TELL__RAPPORT_COLUMNS, find_unit, plan);
  if (unit >= 0)
    tell__portal_values_add(reading, &plan->measures, unit);
}

static void free_plan(void *made) {
  rapport_plan *plan = made;
  if (plan != NULL)
    tell__portal_plan_free(&plan->measures);
  tell__free(plan);
}

static tell_status fill_plan(tell__reading *reading, void *made, uint8_t *is_used,
                             tell_error *err) {
  rapport_plan *plan = made;
  tell_status status = tell__rapport_columns_find(reading, TELL__PIVOT_UNIT_LEVEL, plan->ids, err);
  for (int i = 0; status == TELL_OK && i < TELL__RAPPORT_COLUMNS; i++)
    is_used[plan->ids[i]] = 1;
  /* An answer without columns has no data, which is no failure. */
  if (status == TELL_OK && reading->header.count > TELL__RAPPORT_COLUMNS)
    status = tell__portal_plan_make(reading, TELL__PORTAL_NAME, is_used, &plan->measures, err);
  return status;
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  return tell__layout_plan(reading, sizeof(rapport_plan), fill_plan, plan, err);
}

const tell__layout tell__layout_udir_rapport = {.name = "udir-rapport",
                                                .recognise = recognise,
                                                .prepare = prepare,
                                                .record = read_record,
                                                .free_plan = free_plan};
