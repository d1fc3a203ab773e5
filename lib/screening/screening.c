/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of the screener (telling/screening.h). */
#include "telling/screening.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "screening/checks.h"
#include "table/cells.h"

#define COLUMNS(X)                                                                                 \
  X(result, TEXT)                                                                                  \
  X(check, TEXT)                                                                                   \
  X(file, TEXT)                                                                                    \
  X(file_number, I64)                                                                              \
  X(line, I64)                                                                                     \
  X(column, I64)                                                                                   \
  X(field, TEXT)                                                                                   \
  X(level, TEXT)                                                                                   \
  X(unit, TEXT)                                                                                    \
  X(unit_name, TEXT)                                                                               \
  X(indicator, TEXT)                                                                               \
  X(school_year, TEXT)                                                                             \
  X(period, I64)                                                                                   \
  X(message, TEXT)                                                                                 \
  X(text_nb, TEXT)                                                                                 \
  X(text_nn, TEXT)                                                                                 \
  X(text_en, TEXT)

#define INDEX(name, type) AT_##name,
#define SPEC(name, type) {#name, TELL_COLUMN_##type},

enum { COLUMNS(INDEX) COLUMN_COUNT };

static const tell__column_spec specs[COLUMN_COUNT] = {COLUMNS(SPEC)};

typedef struct writing {
  const tell_catalogue *catalogue;
  const tell_dataset *dataset;
  tell__cells cells;
  tell__strings *found; /* codes that have a row */
  tell__text key;       /* of a text of the catalogue */
} writing;

/* The texts that explain codes have keys of this kind. */
static const char key_prefix[] = "issue.";

static void put(writing *work, int32_t column, const char *text) {
  if (text != NULL && text[0] != '\0')
    tell__cells_text(&work->cells, column, text, TELL_STATE_PRESENT);
}

static void put_number(writing *work, int32_t column, int64_t number) {
  if (number > 0)
    tell__cells_i64(&work->cells, column, number, TELL_STATE_PRESENT);
}

static void begin_row(writing *work, const char *result, const char *code) {
  tell__cells_row(&work->cells);
  put(work, AT_result, result);
  put(work, AT_check, code);
  if (tell__strings_add(work->found, code, strlen(code)) < 0 && work->cells.status == TELL_OK)
    work->cells.status = tell__fail_memory(work->cells.err);
}

/* What the check means and what to do. */
static void explain(writing *work, const char *code) {
  static const struct {
    tell_language language;
    int32_t column;
  } texts[] = {{TELL_LANGUAGE_NB, AT_text_nb},
               {TELL_LANGUAGE_NN, AT_text_nn},
               {TELL_LANGUAGE_EN, AT_text_en}};
  tell__text_clear(&work->key);
  tell__text_add(&work->key, key_prefix);
  tell__text_add(&work->key, code);
  if (work->key.failed && work->cells.status == TELL_OK)
    work->cells.status = tell__fail_memory(work->cells.err);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    put(work, texts[i].column,
        tell_catalogue_text(work->catalogue, tell__text_get(&work->key), texts[i].language));
}

static void begin_finding(writing *work, const char *result, const char *code) {
  begin_row(work, result, code);
  explain(work, code);
}

static const char *result_of(tell_severity severity) {
  return severity == TELL_SEVERITY_ERROR ? "fail" : "warn";
}

static void write_issue(writing *work, const tell_issues *issues, int64_t index) {
  begin_finding(work, result_of(tell_issues_severity(issues, index)),
                tell_issues_code(issues, index));
  put(work, AT_file, tell_issues_source(issues, index));
  put_number(work, AT_line, tell_issues_line(issues, index));
  put_number(work, AT_column, tell_issues_column(issues, index));
  put(work, AT_field, tell_issues_field(issues, index));
  put(work, AT_message, tell_issues_message(issues, index));
}

static void write_issues(writing *work) {
  const tell_issues *issues = tell_dataset_issues(work->dataset);
  int64_t count = tell_issues_count(issues);
  for (int64_t i = 0; i < count; i++)
    if (tell_issues_severity(issues, i) != TELL_SEVERITY_NOTE)
      write_issue(work, issues, i);
  if (tell_issues_dropped(issues) == 0)
    return;
  begin_finding(work, "warn", "more_findings");
  put(work, AT_message, "there are more findings than the list has room for");
}

/* Codes and names of units are not in the column of a value, and theirs is not kept. */
static void write_place(writing *work, const tell__screen *screen,
                        const tell__screen_finding *finding) {
  const tell__observation *where = finding->where;
  put(work, AT_file, tell__dataset_file(screen->dataset, where->file));
  put_number(work, AT_file_number, where->file + 1);
  put_number(work, AT_line, where->line);
  if (finding->about != TELL__ABOUT_UNIT)
    put_number(work, AT_column, where->column);
}

static void write_finding(writing *work, const tell__screen *screen,
                          const tell__screen_finding *finding) {
  const tell__observation *where = finding->where;
  const tell__unit *unit = &screen->data->units[finding->unit];
  begin_finding(work, result_of(finding->severity), finding->code);
  if (where != NULL)
    write_place(work, screen, finding);
  put(work, AT_level, tell__level_id(unit->level));
  put(work, AT_unit, unit->code);
  put(work, AT_unit_name, unit->name);
  put(work, AT_message, finding->message);
  if (finding->about == TELL__ABOUT_FIGURE)
    put(work, AT_indicator, tell__catalogue_get(work->catalogue)->indicators[where->indicator].id);
  if (finding->about == TELL__ABOUT_UNIT)
    return;
  tell__cells_year(&work->cells, AT_school_year, where->period);
  put_number(work, AT_period, where->period);
}

/* Every check of a defect that the catalogue explains and that found nothing. */
static void write_passed(writing *work) {
  const char *key = NULL;
  for (int32_t i = 0; (key = tell__catalogue_text_key(work->catalogue, i)) != NULL; i++) {
    const char *code = key + sizeof key_prefix - 1;
    if (strncmp(key, key_prefix, sizeof key_prefix - 1) == 0 && !tell__checks_is_note(code) &&
        tell__strings_find(work->found, code, strlen(code)) < 0) {
      begin_row(work, "pass", code);
      put(work, AT_message, "nothing found");
    }
  }
}

static tell_status write_table(writing *work, const tell__screen *screen) {
  tell__cells *cells = &work->cells;
  cells->status = tell__table_create(specs, COLUMN_COUNT, &cells->table, cells->err);
  if (cells->status != TELL_OK)
    return cells->status;
  write_issues(work);
  for (size_t i = 0; i < screen->count; i++)
    write_finding(work, screen, &screen->findings[i]);
  write_passed(work);
  return cells->status;
}

tell_status tell_screening_run(const tell_catalogue *catalogue, const tell_dataset *dataset,
                               tell_table **out, tell_error *err) {
  tell__error_clear(err);
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the table");
  *out = NULL;
  if (catalogue == NULL || dataset == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no catalogue or no dataset");
  tell__screen screen = {0};
  writing work = {.catalogue = catalogue, .dataset = dataset, .cells = {.err = err}};
  tell_status status = tell__screen_begin(&screen, dataset, err);
  if (status == TELL_OK)
    status = tell__checks_run(&screen, err);
  if (status == TELL_OK) {
    work.found = tell__strings_create();
    status = work.found != NULL ? write_table(&work, &screen) : tell__fail_memory(err);
  }
  if (status == TELL_OK) {
    tell__table_unseal(work.cells.table);
    *out = work.cells.table;
    work.cells.table = NULL;
  }
  tell_table_free(work.cells.table);
  tell__strings_free(work.found);
  tell__text_free(&work.key);
  tell__screen_free(&screen);
  return status;
}
