/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Understanding the cells of a sheet by the column table of its file. */
#include "catalogue/records.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "table/table.h"

/* One row on its way from texts to a record. */
typedef struct making {
  tell__loading *loading;
  const tell__sheet *sheet;
  size_t row;
  char *record;
  int dropped; /* a built-in row that refers to what is gone */
} making;

static tell_status fail(const making *m, const tell__rule *rule, const char *message) {
  return tell__sheet_fail(m->sheet, m->row, rule->name, message, m->loading->err);
}

static void store(const making *m, size_t offset, const void *value, size_t size) {
  if (offset != TELL__NO_OFFSET)
    memcpy(m->record + offset, value, size);
}

static void store_text(const making *m, const tell__rule *rule, const char *text) {
  store(m, rule->offset, &text, sizeof text);
}

static void store_whole(const making *m, const tell__rule *rule, int64_t value) {
  int32_t narrow = (int32_t)value;
  if (rule->type == TELL__RULE_WHOLE64)
    store(m, rule->offset, &value, sizeof value);
  else
    store(m, rule->offset, &narrow, sizeof narrow);
}

static void store_blank(const making *m, const tell__rule *rule) {
  double nothing = NAN;
  switch (rule->type) {
  case TELL__RULE_WHOLE:
  case TELL__RULE_WHOLE64:
    store_whole(m, rule, rule->blank);
    break;
  case TELL__RULE_REAL:
    store(m, rule->offset, &nothing, sizeof nothing);
    break;
  case TELL__RULE_INDICATOR:
    store_whole(m, rule, -1);
    break;
  default:
    store_text(m, rule, "");
  }
}

static tell_status make_word(const making *m, const tell__rule *rule,
                             const tell__sheet_cell *cell) {
  for (const tell__word *word = rule->words; word->text != NULL; word++) {
    if (strcmp(word->text, cell->text) != 0)
      continue;
    store_text(m, rule, cell->text);
    store(m, rule->code_offset, &word->code, sizeof word->code);
    return TELL_OK;
  }
  return fail(m, rule, "not one of the words that this column takes");
}

static tell_status make_whole(const making *m, const tell__rule *rule,
                              const tell__sheet_cell *cell) {
  int64_t value = 0;
  if (tell__whole_read(cell->text, cell->length, &value) != TELL__NUMBER_OK)
    return fail(m, rule, "not a whole number");
  if (value < rule->min || value > rule->max)
    return fail(m, rule, "the number is out of range");
  store_whole(m, rule, value);
  return TELL_OK;
}

static tell_status make_real(const making *m, const tell__rule *rule,
                             const tell__sheet_cell *cell) {
  double value = 0;
  tell__number_result result = tell__number_read(cell->text, cell->length, 0, &value, NULL);
  if (result == TELL__NUMBER_AMBIGUOUS)
    return fail(m, rule, "the mark may group thousands or begin the decimals");
  if (result != TELL__NUMBER_OK)
    return fail(m, rule, "not a number");
  store(m, rule->offset, &value, sizeof value);
  return TELL_OK;
}

/* Whether texts.csv has a text with this prefix for a unit of measure. */
static int has_unit_text(const making *m, const char *prefix, const tell__sheet_cell *cell) {
  char key[64];
  size_t start = strlen(prefix);
  if (cell->length > sizeof key - start)
    return 0;
  memcpy(key, prefix, start);
  memcpy(key + start, cell->text, cell->length);
  return tell__sheet_find(&m->loading->sheets[TELL__FILE_TEXTS], key, start + cell->length) >= 0;
}

/* The number of what a reference points to, -1 when it is not there. */
static int64_t find_reference(const making *m, const tell__rule *rule,
                              const tell__sheet_cell *cell) {
  const tell__sheet *sheets = m->loading->sheets;
  switch (rule->type) {
  case TELL__RULE_FAMILY:
    return tell__strings_find(m->loading->families, cell->text, cell->length);
  case TELL__RULE_UNIT:
    return has_unit_text(m, "unit.", cell) && has_unit_text(m, "unitdiff.", cell) ? 0 : -1;
  case TELL__RULE_INDICATOR:
    return tell__sheet_find(&sheets[TELL__FILE_INDICATORS], cell->text, cell->length);
  case TELL__RULE_SOURCE:
    return tell__sheet_find(&sheets[TELL__FILE_SOURCES], cell->text, cell->length);
  default:
    return tell__sheet_find(&sheets[TELL__FILE_PLAN], cell->text, cell->length);
  }
}

static const char *missing_reference(tell__rule_type type) {
  switch (type) {
  case TELL__RULE_FAMILY:
    return "no row of policies.csv names this family";
  case TELL__RULE_UNIT:
    return "texts.csv lacks unit. or unitdiff. with this unit of measure";
  case TELL__RULE_INDICATOR:
    return "no indicator has this id";
  case TELL__RULE_SOURCE:
    return "no source has this id";
  default:
    return "no part of the plan has this id";
  }
}

static tell_status make_reference(making *m, const tell__rule *rule, tell__sheet_cell *cell) {
  int64_t found = find_reference(m, rule, cell);
  if (found < 0 && !m->sheet->rows[m->row].builtin)
    return fail(m, rule, missing_reference(rule->type));
  if (found < 0 && (rule->flags & TELL__RULE_LOOSE) != 0) {
    cell->text = "";
    cell->length = 0;
    store_blank(m, rule);
    return TELL_OK;
  }
  /* Family and unit stay as they are: the first falls under "*", the second has no words. */
  if (found < 0 && rule->type != TELL__RULE_FAMILY && rule->type != TELL__RULE_UNIT)
    m->dropped = 1;
  if (rule->type == TELL__RULE_INDICATOR)
    store_whole(m, rule, found);
  else
    store_text(m, rule, cell->text);
  return TELL_OK;
}

static tell_status make_cell(making *m, const tell__rule *rule, tell__sheet_cell *cell) {
  if (cell->length == 0) {
    store_blank(m, rule);
    return TELL_OK;
  }
  switch (rule->type) {
  case TELL__RULE_TEXT:
    store_text(m, rule, cell->text);
    return TELL_OK;
  case TELL__RULE_WORD:
    return make_word(m, rule, cell);
  case TELL__RULE_WHOLE:
  case TELL__RULE_WHOLE64:
    return make_whole(m, rule, cell);
  case TELL__RULE_REAL:
    return make_real(m, rule, cell);
  default:
    return make_reference(m, rule, cell);
  }
}

static tell_status make_record(making *m) {
  const tell__file_spec *spec = m->sheet->spec;
  tell__defect defect = {0};
  for (int32_t i = 0; i < spec->rule_count; i++) {
    tell_status status = make_cell(m, &spec->rules[i], tell__sheet_cell_at(m->sheet, m->row, i));
    if (status != TELL_OK)
      return status;
  }
  if (!m->dropped && spec->settle != NULL && !spec->settle(m->record, &defect))
    return tell__sheet_fail(m->sheet, m->row, defect.field, defect.message, m->loading->err);
  return TELL_OK;
}

static tell_column_type column_type(tell__rule_type type) {
  switch (type) {
  case TELL__RULE_WHOLE:
  case TELL__RULE_WHOLE64:
    return TELL_COLUMN_I64;
  case TELL__RULE_REAL:
    return TELL_COLUMN_F64;
  default:
    return TELL_COLUMN_TEXT;
  }
}

static tell_status create_table(const tell__file_spec *spec, tell_table **table, tell_error *err) {
  tell__column_spec columns[TELL__RULE_MAX];
  for (int32_t i = 0; i < spec->rule_count; i++)
    columns[i] = (tell__column_spec){spec->rules[i].name, column_type(spec->rules[i].type)};
  tell_status status = tell__table_create(columns, spec->rule_count, table, err);
  if (status == TELL_OK)
    tell__table_unseal(*table);
  return status;
}

static tell_status fill_table_cell(const making *m, tell_table *table, int32_t column,
                                   int64_t row) {
  const tell__rule *rule = &m->sheet->spec->rules[column];
  const tell__sheet_cell *cell = tell__sheet_cell_at(m->sheet, m->row, column);
  const char *place = rule->offset != TELL__NO_OFFSET ? m->record + rule->offset : NULL;
  int32_t narrow = 0;
  int64_t wide = 0;
  double real = 0;
  if (cell->length == 0)
    return TELL_OK;
  switch (rule->type) {
  case TELL__RULE_WHOLE:
    memcpy(&narrow, place, sizeof narrow);
    return tell__table_set_i64(table, column, row, narrow, m->loading->err);
  case TELL__RULE_WHOLE64:
    memcpy(&wide, place, sizeof wide);
    return tell__table_set_i64(table, column, row, wide, m->loading->err);
  case TELL__RULE_REAL:
    memcpy(&real, place, sizeof real);
    return tell__table_set_f64(table, column, row, real, m->loading->err);
  default:
    return tell__table_set_text(table, column, row, cell->text, cell->length, m->loading->err);
  }
}

static tell_status fill_table_row(const making *m, tell_table *table) {
  int64_t row = 0;
  tell_status status = tell__table_add_row(table, &row, m->loading->err);
  for (int32_t i = 0; status == TELL_OK && i < m->sheet->spec->rule_count; i++)
    status = fill_table_cell(m, table, i, row);
  return status;
}

tell_status tell__records_make(tell__loading *loading, tell__file file) {
  tell_catalogue *catalogue = loading->catalogue;
  tell__sheet *sheet = &loading->sheets[file];
  const tell__file_spec *spec = sheet->spec;
  tell_status status = TELL_OK;
  catalogue->records[file] = tell__alloc_array(sheet->row_count + 1, spec->record_size);
  if (catalogue->records[file] == NULL)
    return tell__fail_memory(loading->err);
  if (spec->table != 0)
    status = create_table(spec, &catalogue->tables[file], loading->err);
  for (size_t row = 0; status == TELL_OK && row < sheet->row_count; row++) {
    size_t count = (size_t)catalogue->record_count[file];
    char *record = (char *)catalogue->records[file] + count * spec->record_size;
    making m = {.loading = loading, .sheet = sheet, .row = row, .record = record};
    status = make_record(&m);
    if (status == TELL_OK && !m.dropped && catalogue->tables[file] != NULL)
      status = fill_table_row(&m, catalogue->tables[file]);
    if (!m.dropped)
      catalogue->record_count[file]++;
  }
  return status;
}
