/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and merging the rows of one catalogue file. */
#include "catalogue/sheet.h"

#include <string.h>

#include "base/alloc.h"
#include "base/number.h"
#include "base/utf8.h"

/* One pass over one file. */
typedef struct reading {
  tell__sheet *sheet;
  tell__strings *texts;
  tell__input *input;
  const char *source;
  tell_error *err;
  int builtin;
  size_t width;                    /* fields of a record */
  tell__text key;                  /* of the row in hand */
  size_t place_of[TELL__RULE_MAX]; /* where the file has each column of the spec, plus 1 */
} reading;

/* Parts of a key are kept apart by a character that no sane file holds. */
static const char KEY_SEPARATOR = '\x1f';

void tell__sheet_free(tell__sheet *sheet) {
  tell__strings_free(sheet->keys);
  tell__free(sheet->rows);
  tell__free(sheet->cells);
  *sheet = (tell__sheet){.spec = sheet->spec};
}

tell__sheet_cell *tell__sheet_cell_at(const tell__sheet *sheet, size_t row, int32_t rule) {
  return &sheet->cells[row * (size_t)sheet->spec->rule_count + (size_t)rule];
}

int64_t tell__sheet_find(const tell__sheet *sheet, const char *key, size_t length) {
  return sheet->keys != NULL ? (int64_t)tell__strings_find(sheet->keys, key, length) - 1 : -1;
}

static int32_t find_rule(const tell__file_spec *spec, const char *name) {
  for (int32_t i = 0; i < spec->rule_count; i++)
    if (strcmp(spec->rules[i].name, name) == 0)
      return i;
  return -1;
}

tell_status tell__sheet_fail(const tell__sheet *sheet, size_t row, const char *field,
                             const char *message, tell_error *err) {
  tell__position position = {sheet->rows[row].source, sheet->rows[row].line, 0, field};
  int32_t rule = find_rule(sheet->spec, field);
  if (rule >= 0) {
    const tell__sheet_cell *cell = tell__sheet_cell_at(sheet, row, rule);
    position.line = cell->line;
    position.column = cell->column;
  }
  return tell__fail_at(err, TELL_E_CATALOGUE, &position, message);
}

static tell_status fail_at(const reading *r, tell__place place, const char *field,
                           const char *message) {
  tell__position position = {r->source, place.line, place.column, field};
  return tell__fail_at(r->err, TELL_E_CATALOGUE, &position, message);
}

static tell_status next_record(const reading *r, tell__record *record) {
  tell_status status = tell__input_next(r->input, record, r->err);
  if (status == TELL_OK && record->error != TELL__RECORD_OK)
    return fail_at(r, record->error_place, NULL, tell__record_error_message(record->error));
  return status;
}

static tell_status place_column(reading *r, const tell__record *header, size_t index) {
  const char *start = NULL;
  const tell__field field = tell__record_field(header, index);
  size_t length = tell__utf8_trim(field.bytes, field.length, &start);
  tell__place place = tell__input_place(r->input, index);
  const tell__file_spec *spec = r->sheet->spec;
  for (int32_t i = 0; i < spec->rule_count; i++) {
    const char *name = spec->rules[i].name;
    if (strlen(name) != length || memcmp(name, start, length) != 0)
      continue;
    if (r->place_of[i] != 0)
      return fail_at(r, place, name, "a column is there twice");
    r->place_of[i] = index + 1;
    return TELL_OK;
  }
  char *copy = tell__copy_n(field.bytes, field.length);
  tell_status status = fail_at(r, place, copy, "a column that this file does not have");
  tell__free(copy);
  return status;
}

static tell_status read_header(reading *r) {
  tell__record header;
  tell_status status = next_record(r, &header);
  if (status == TELL_END)
    return fail_at(r, (tell__place){1, 1}, NULL, "the file has no header line");
  for (size_t i = 0; status == TELL_OK && i < header.count; i++)
    status = place_column(r, &header, i);
  if (status != TELL_OK)
    return status;
  r->width = header.count;
  for (int32_t i = 0; i < r->sheet->spec->rule_count; i++)
    if (r->place_of[i] == 0 && (r->sheet->spec->rules[i].flags & TELL__RULE_OPTIONAL) == 0)
      return fail_at(r, (tell__place){header.line, 0}, r->sheet->spec->rules[i].name,
                     "a column is missing");
  return TELL_OK;
}

/* Keeps a record's texts, in the order of the spec. */
static tell_status take_cells(const reading *r, const tell__record *record,
                              tell__sheet_cell *cells) {
  for (int32_t i = 0; i < r->sheet->spec->rule_count; i++) {
    if (r->place_of[i] == 0) {
      cells[i] = (tell__sheet_cell){.text = "", .line = record->line};
      continue;
    }
    size_t index = r->place_of[i] - 1;
    const tell__rule *rule = &r->sheet->spec->rules[i];
    tell__place place = tell__input_place(r->input, index);
    const char *start = NULL;
    const tell__field field = tell__record_field(record, index);
    size_t length = tell__utf8_trim(field.bytes, field.length, &start);
    if (length == 0 && (rule->flags & TELL__RULE_REQUIRED) != 0)
      return fail_at(r, place, rule->name, "a value must be given");
    int32_t number = tell__strings_add(r->texts, start, length);
    if (number < 0)
      return tell__fail_memory(r->err);
    cells[i] = (tell__sheet_cell){.line = place.line, .column = place.column};
    cells[i].text = tell__strings_get(r->texts, number, &cells[i].length);
  }
  return TELL_OK;
}

/* Adds a part of a key: names and numbers in one form, so that "05" and "5" are one key. */
static int add_key_part(tell__text *key, const tell__rule *rule, const tell__sheet_cell *cell) {
  int64_t whole = 0;
  if (key->length > 0)
    tell__text_add_n(key, &KEY_SEPARATOR, 1);
  if (rule->type == TELL__RULE_WHOLE &&
      tell__whole_read(cell->text, cell->length, &whole) == TELL__NUMBER_OK) {
    tell__text_add_i64(key, whole);
  } else if ((rule->flags & TELL__RULE_NAME) != 0) {
    char *name = tell__utf8_name_key(cell->text, cell->length);
    if (name == NULL)
      return 0;
    tell__text_add(key, name);
    tell__free(name);
  } else {
    tell__text_add_n(key, cell->text, cell->length);
  }
  return !key->failed;
}

/* The number of a row's key, -1 without memory. */
static int32_t add_key(reading *r, const tell__sheet_cell *cells) {
  const tell__file_spec *spec = r->sheet->spec;
  tell__text_clear(&r->key);
  for (int32_t i = 0; i < spec->rule_count; i++)
    if ((spec->rules[i].flags & TELL__RULE_KEY) != 0 &&
        !add_key_part(&r->key, &spec->rules[i], &cells[i]))
      return -1;
  return tell__strings_add(r->sheet->keys, tell__text_get(&r->key), r->key.length);
}

static int append_row(tell__sheet *sheet) {
  if (!tell__grow((void **)&sheet->rows, &sheet->row_capacity, sheet->row_count,
                  sizeof *sheet->rows))
    return 0;
  for (int32_t i = 0; i < sheet->spec->rule_count; i++) {
    if (!tell__grow((void **)&sheet->cells, &sheet->cell_capacity, sheet->cell_count,
                    sizeof *sheet->cells))
      return 0;
    sheet->cell_count++;
  }
  sheet->row_count++;
  return 1;
}

static tell_status read_row(reading *r) {
  tell__record record;
  tell__sheet_cell cells[TELL__RULE_MAX];
  tell__sheet *sheet = r->sheet;
  tell_status status = next_record(r, &record);
  if (status != TELL_OK)
    return status;
  if (record.count != r->width)
    return fail_at(r, (tell__place){record.line, 0}, NULL,
                   "the row has more or fewer fields than the header");
  status = take_cells(r, &record, cells);
  if (status != TELL_OK)
    return status;
  int32_t number = add_key(r, cells);
  if (number < 0)
    return tell__fail_memory(r->err);
  size_t row = (size_t)number - 1;
  if (row < sheet->row_count && sheet->rows[row].builtin == r->builtin) {
    for (int32_t i = 0; i < sheet->spec->rule_count; i++)
      if ((sheet->spec->rules[i].flags & TELL__RULE_KEY) != 0)
        return fail_at(r, (tell__place){cells[i].line, cells[i].column}, sheet->spec->rules[i].name,
                       "an earlier row of the file has the same key");
  }
  if (row == sheet->row_count && !append_row(sheet))
    return tell__fail_memory(r->err);
  sheet->rows[row] = (tell__sheet_row){r->source, record.line, r->builtin};
  memcpy(tell__sheet_cell_at(sheet, row, 0), cells,
         (size_t)sheet->spec->rule_count * sizeof *cells);
  return TELL_OK;
}

tell_status tell__sheet_read(tell__sheet *sheet, tell__strings *texts, tell__input *input,
                             int builtin, tell_error *err) {
  reading r = {.sheet = sheet, .texts = texts, .input = input, .err = err};
  const char *source = tell__input_name(input);
  int32_t name = tell__strings_add(texts, source, strlen(source));
  if (sheet->keys == NULL)
    sheet->keys = tell__strings_create();
  if (name < 0 || sheet->keys == NULL)
    return tell__fail_memory(err);
  r.source = tell__strings_get(texts, name, NULL);
  r.builtin = builtin;
  tell_status status = read_header(&r);
  while (status == TELL_OK)
    status = read_row(&r);
  tell__text_free(&r.key);
  return status == TELL_END ? TELL_OK : status;
}
