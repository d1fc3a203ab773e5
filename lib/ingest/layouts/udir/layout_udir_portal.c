/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layout "udir-portal": the CSV download of Udir's statistikkbank, one row
 * per unit, one column per measure (data-formats.md, 1.1). Also its variant
 * for upper secondary schools, which has no columns for municipalities.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/cells/units.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/udir/portal.h"
#include "ingest/layouts/udir/portal_value.h"

/* The columns that say which unit a row is about. */
enum {
  LEVEL,
  NATION_CODE,
  COUNTY_CODE,
  MUNICIPALITY_CODE,
  SCHOOL_CODE,
  NATION,
  COUNTY,
  MUNICIPALITY,
  UNIT_NAME,
  ID_COUNT
};

static const char *const id_keys[ID_COUNT] = {
    "enhetnivaa", "nasjonaltkode", "fylkekode", "kommunekode", "organisasjonsnummer",
    "nasjonalt",  "fylke",         "kommune",   "enhetnavn"};

/* What a row of subject grades is about besides its unit; its measures are none of ours. */
static const char *const subject_keys[] = {"vurderingsfagkode", "vurderingsfagnavn",
                                           "vurderingsfagnamn"};

typedef struct portal_plan {
  int32_t ids[ID_COUNT]; /* the header's index of each, -1 */
  tell__portal_plan measures;
} portal_plan;

/* A record under way. */
typedef struct portal {
  tell__reading *reading;
  const portal_plan *plan;
} portal;

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)catalogue;
  if (tell__header_find(header, id_keys[LEVEL]) < 0)
    return 0;
  return tell__header_find(header, id_keys[COUNTY_CODE]) >= 0 ||
                 tell__header_find(header, id_keys[SCHOOL_CODE]) >= 0
             ? TELL__SCORE_FITS
             : TELL__SCORE_RESEMBLES;
}

/* EnhetNivaa 1 to 4; 0 for anything else. */
static tell__level read_level(const portal *work) {
  static const tell__level levels[] = {TELL__LEVEL_NATION, TELL__LEVEL_COUNTY,
                                       TELL__LEVEL_MUNICIPALITY, TELL__LEVEL_SCHOOL};
  size_t length = 0;
  const char *text = tell__reading_cell(work->reading, work->plan->ids[LEVEL], &length);
  return length == 1 && text[0] >= '1' && text[0] <= '4' ? levels[text[0] - '1'] : 0;
}

static void take_code(const portal *work, int id, const char **code, size_t *length) {
  *code = tell__reading_cell(work->reading, work->plan->ids[id], length);
}

/* A code of zeroes stands where a row is above that level. */
static int is_code(const char *code, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (code[i] != '0')
      return 1;
  return 0;
}

static void take_parent(const portal *work, tell__unit_facts *facts) {
  switch (facts->level) {
  case TELL__LEVEL_COUNTY:
    facts->parent_level = TELL__LEVEL_NATION;
    take_code(work, NATION_CODE, &facts->parent, &facts->parent_length);
    break;
  case TELL__LEVEL_MUNICIPALITY:
    facts->parent_level = TELL__LEVEL_COUNTY;
    take_code(work, COUNTY_CODE, &facts->parent, &facts->parent_length);
    break;
  case TELL__LEVEL_SCHOOL:
    facts->parent_level = TELL__LEVEL_MUNICIPALITY;
    take_code(work, MUNICIPALITY_CODE, &facts->parent, &facts->parent_length);
    if (is_code(facts->parent, facts->parent_length))
      break;
    /* Upper secondary schools belong to their county; their tables have no municipality. */
    facts->parent_level = TELL__LEVEL_COUNTY;
    take_code(work, COUNTY_CODE, &facts->parent, &facts->parent_length);
    break;
  default:
    break;
  }
  if (!is_code(facts->parent, facts->parent_length))
    facts->parent = NULL;
}

/*
 * Above the school the column of the level itself holds the name: EnhetNavn
 * says "Alle skoler" in some tables and repeats the name in others.
 */
static void take_name(const portal *work, int own_column, tell__unit_facts *facts) {
  take_code(work, own_column, &facts->name, &facts->name_length);
  if (facts->name_length == 0)
    take_code(work, UNIT_NAME, &facts->name, &facts->name_length);
}

/* Which columns hold a level's codes and names. */
static const struct {
  int code, name;
} level_columns[] = {[TELL__LEVEL_NATION] = {NATION_CODE, NATION},
                     [TELL__LEVEL_COUNTY] = {COUNTY_CODE, COUNTY},
                     [TELL__LEVEL_MUNICIPALITY] = {MUNICIPALITY_CODE, MUNICIPALITY},
                     [TELL__LEVEL_SCHOOL] = {SCHOOL_CODE, UNIT_NAME}};

/* The unit of the row, or of one that it lies in. */
static tell__unit_facts facts_of(const portal *work, tell__level level) {
  tell__unit_facts facts = {.level = level, .period = work->plan->measures.period};
  take_code(work, level_columns[level].code, &facts.code, &facts.code_length);
  take_name(work, level_columns[level].name, &facts);
  take_parent(work, &facts);
  return facts;
}

/* A code that lost its zero would make a unit of its own. 0 after the record was rejected. */
static int accept_codes(const portal *work, tell__level level) {
  for (int at = (int)level; at >= TELL__LEVEL_NATION; at--) {
    tell__unit_facts facts = facts_of(work, (tell__level)at);
    if (at != TELL__LEVEL_AREA && is_code(facts.code, facts.code_length) &&
        !tell__reading_accept_unit(work->reading, &facts, work->plan->ids[level_columns[at].code]))
      return 0;
  }
  return 1;
}

/* A file of schools alone still names the units above them. */
static void add_units_above(const portal *work, tell__level level) {
  for (int above = TELL__LEVEL_NATION; above <= TELL__LEVEL_MUNICIPALITY && above < (int)level;
       above++) {
    tell__unit_facts facts = facts_of(work, (tell__level)above);
    if (is_code(facts.code, facts.code_length))
      tell__reading_unit(work->reading, &facts);
  }
}

/* The unit of the record; -1 when it was rejected or the reading has failed. */
static int32_t find_unit(tell__reading *reading, const void *plan) {
  const portal made = {reading, plan};
  const portal *work = &made;
  tell__level level = read_level(work);
  if (level == 0) {
    tell__reading_reject(reading, "unknown_level", work->plan->ids[LEVEL],
                         "EnhetNivaa is not 1, 2, 3 or 4");
    return -1;
  }
  tell__unit_facts facts = facts_of(work, level);
  int32_t key_column = work->plan->ids[level_columns[level].code];
  if (!is_code(facts.code, facts.code_length)) {
    tell__reading_reject(reading, "missing_code", key_column,
                         "the row has no code in the column of its level");
    return -1;
  }
  if (!accept_codes(work, level))
    return -1;
  add_units_above(work, level);
  return tell__reading_unit(reading, &facts);
}

static void read_record(tell__reading *reading, void *plan) {
  const portal work = {reading, plan};
  if (tell__portal_has_nothing(reading, &work.plan->measures))
    return;
  int32_t unit = tell__reading_unit_of(reading, work.plan->ids, ID_COUNT, find_unit, work.plan);
  if (unit >= 0)
    tell__portal_values_add(reading, &work.plan->measures, unit);
}

static tell_status find_ids(const tell__reading *reading, portal_plan *plan, uint8_t *is_used,
                            tell_error *err) {
  const tell__header *header = &reading->header;
  for (int i = 0; i < ID_COUNT; i++) {
    plan->ids[i] = tell__header_find(header, id_keys[i]);
    if (plan->ids[i] >= 0)
      is_used[plan->ids[i]] = 1;
  }
  for (size_t i = 0; i < sizeof subject_keys / sizeof *subject_keys; i++)
    if (tell__header_find(header, subject_keys[i]) >= 0)
      is_used[tell__header_find(header, subject_keys[i])] = 1;
  if (plan->ids[LEVEL] >= 0 && (plan->ids[COUNTY_CODE] >= 0 || plan->ids[SCHOOL_CODE] >= 0))
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
  if (plan->ids[MUNICIPALITY_CODE] >= 0 || plan->ids[MUNICIPALITY] >= 0)
    return TELL__PORTAL_NAME;
  tell__reading_find_column(reading, TELL_SEVERITY_NOTE, "no_municipalities", plan->ids[LEVEL],
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

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  portal_plan *made = tell__alloc(sizeof *made);
  uint8_t *is_used = tell__alloc_array((size_t)reading->header.count, sizeof *is_used);
  tell_status status = TELL_OK;
  *plan = made;
  if (made == NULL || is_used == NULL)
    status = tell__fail_memory(err);
  if (status == TELL_OK)
    status = find_ids(reading, made, is_used, err);
  if (status == TELL_OK)
    status = tell__portal_plan_make(reading, choose_labels(reading, made), is_used, &made->measures,
                                    err);
  tell__free(is_used);
  return status;
}

const tell__layout tell__layout_udir_portal = {.name = TELL__PORTAL_NAME,
                                               .recognise = recognise,
                                               .prepare = prepare,
                                               .record = read_record,
                                               .free_plan = free_plan};
