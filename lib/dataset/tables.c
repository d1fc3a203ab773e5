/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public tables of units and of the accounts of files. */
#include <string.h>

#include "private.h"
#include "table/table.h"

/* A row that is being filled: the first failure stands. */
typedef struct row_writer {
  tell_table *table;
  tell_error *err;
  int64_t row;
  tell_status status;
} row_writer;

static void add_row(row_writer *writer) {
  if (writer->status == TELL_OK)
    writer->status = tell__table_add_row(writer->table, &writer->row, writer->err);
}

/* An empty text is nothing that was said: the cell stays missing. */
static void put_text(row_writer *writer, int32_t column, const char *text) {
  if (writer->status == TELL_OK && text[0] != '\0')
    writer->status =
        tell__table_set_text(writer->table, column, writer->row, text, strlen(text), writer->err);
}

static void put_count(row_writer *writer, int32_t column, int64_t count) {
  if (writer->status == TELL_OK)
    writer->status = tell__table_set_i64(writer->table, column, writer->row, count, writer->err);
}

static void put_year(row_writer *writer, int32_t column, int32_t year) {
  if (year != 0)
    put_count(writer, column, year);
}

static tell_status finish_table(row_writer *writer, tell_table **out) {
  if (writer->status != TELL_OK) {
    tell_table_free(writer->table);
    return writer->status;
  }
  tell__table_unseal(writer->table);
  *out = writer->table;
  return TELL_OK;
}

static void put_unit(row_writer *writer, const tell_dataset *dataset, const tell__unit *unit) {
  enum { LEVEL, UNIT, NAME, PARENT_LEVEL, PARENT, AREA, AREA_NAME, SUCCESSOR, FROM, TO, CONTINUED };
  put_text(writer, LEVEL, tell__level_id(unit->level));
  put_text(writer, UNIT, unit->code);
  put_text(writer, NAME, unit->name);
  if (unit->parent >= 0) {
    put_text(writer, PARENT_LEVEL, tell__level_id(dataset->units[unit->parent].level));
    put_text(writer, PARENT, dataset->units[unit->parent].code);
  }
  if (unit->area >= 0) {
    put_text(writer, AREA, dataset->units[unit->area].code);
    put_text(writer, AREA_NAME, dataset->units[unit->area].name);
  }
  put_text(writer, SUCCESSOR, unit->successor);
  put_year(writer, FROM, unit->valid_from);
  put_year(writer, TO, unit->valid_to);
  put_text(writer, CONTINUED, unit->continued_from);
}

tell_status tell__dataset_unit_table(const tell_dataset *dataset, tell_table **out,
                                     tell_error *err) {
  static const tell__column_spec columns[] = {
      {"level", TELL_COLUMN_TEXT},         {"unit", TELL_COLUMN_TEXT},
      {"name", TELL_COLUMN_TEXT},          {"parent_level", TELL_COLUMN_TEXT},
      {"parent", TELL_COLUMN_TEXT},        {"area", TELL_COLUMN_TEXT},
      {"area_name", TELL_COLUMN_TEXT},     {"successor", TELL_COLUMN_TEXT},
      {"valid_from", TELL_COLUMN_I64},     {"valid_to", TELL_COLUMN_I64},
      {"continued_from", TELL_COLUMN_TEXT}};
  row_writer writer = {.err = err};
  writer.status = tell__table_create(columns, sizeof columns / sizeof *columns, &writer.table, err);
  for (int32_t i = 0; i < dataset->view.unit_count; i++) {
    add_row(&writer);
    put_unit(&writer, dataset, &dataset->units[i]);
  }
  return finish_table(&writer, out);
}

static void put_file(row_writer *writer, const char *name, const tell__account *account) {
  enum {
    FILE_NAME,
    LAYOUT,
    ENCODING,
    DELIMITER,
    FIELDS,
    READ,
    ACCEPTED,
    REJECTED,
    SKIPPED,
    CELLS,
    DUPLICATE,
    BLANK,
    OTHER
  };
  put_text(writer, FILE_NAME, name);
  put_text(writer, LAYOUT, account->layout);
  put_text(writer, ENCODING, account->encoding);
  put_text(writer, DELIMITER, account->delimiter);
  if (account->fields > 0)
    put_count(writer, FIELDS, account->fields);
  put_count(writer, READ, account->read);
  put_count(writer, ACCEPTED, account->accepted);
  put_count(writer, REJECTED, account->rejected);
  put_count(writer, SKIPPED,
            account->skipped_duplicate + account->skipped_blank + account->skipped_other);
  put_count(writer, CELLS, account->cells);
  put_count(writer, DUPLICATE, account->skipped_duplicate);
  put_count(writer, BLANK, account->skipped_blank);
  put_count(writer, OTHER, account->skipped_other);
}

tell_status tell__dataset_file_table(const tell__builder *builder, const tell_dataset *dataset,
                                     tell_table **out, tell_error *err) {
  static const tell__column_spec columns[] = {{"file", TELL_COLUMN_TEXT},
                                              {"layout", TELL_COLUMN_TEXT},
                                              {"encoding", TELL_COLUMN_TEXT},
                                              {"delimiter", TELL_COLUMN_TEXT},
                                              {"fields", TELL_COLUMN_I64},
                                              {"read", TELL_COLUMN_I64},
                                              {"accepted", TELL_COLUMN_I64},
                                              {"rejected", TELL_COLUMN_I64},
                                              {"skipped", TELL_COLUMN_I64},
                                              {"cells", TELL_COLUMN_I64},
                                              {"skipped_duplicate", TELL_COLUMN_I64},
                                              {"skipped_blank", TELL_COLUMN_I64},
                                              {"skipped_other", TELL_COLUMN_I64}};
  row_writer writer = {.err = err};
  writer.status = tell__table_create(columns, sizeof columns / sizeof *columns, &writer.table, err);
  for (size_t i = 0; i < dataset->file_count; i++) {
    add_row(&writer);
    put_file(&writer, tell__dataset_file(dataset, (int32_t)i), &builder->files[i].account);
  }
  return finish_table(&writer, out);
}
