/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Job A from file to results, through the public API only: a table of schools'
 * figures to cells.csv (four levels, with pooled standard errors) and
 * trends.csv. Prints a line of JSON with what it took. Run it through
 * run.py --output, or:
 *
 *   bench_job_a --catalogue FOLDER --mapping FILE [--threads N] FILE OUTPUT_FOLDER
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <telling.h>

#include "measure.h"
#include "pieces.h"

enum { THREADS_MOST = 64, DIGITS = 10, LINE_MOST = 1024, NUMBER = 48 };
enum { YEAR_FIRST = 1900, YEAR_LAST = 2199, YEAR_LENGTH = 7 };

/* The indicators of the catalogue: codes of texts. */
typedef struct names {
  const tell_table *table;
  const int32_t *ids, *names;
  int64_t count;
} indicators;

typedef struct job {
  const char *catalogue, *mapping, *file, *folder;
  int32_t threads;
  indicators indicators;
  const tell_cells *cells;
  int64_t *units; /* of the cells: those of the levels that the job has */
  int64_t unit_count;
  pieces *out;
  char years[YEAR_LAST - YEAR_FIRST + 1][YEAR_LENGTH + 1];
} job;

/* 0 when the arguments are none. */
static int take_arguments(job *wanted, int count, char **arguments) {
  for (int i = 1; i < count; i++) {
    const char *value = i + 1 < count ? arguments[i + 1] : NULL;
    if (strcmp(arguments[i], "--catalogue") == 0 && value != NULL)
      wanted->catalogue = arguments[++i];
    else if (strcmp(arguments[i], "--mapping") == 0 && value != NULL)
      wanted->mapping = arguments[++i];
    else if (strcmp(arguments[i], "--threads") == 0 && value != NULL)
      wanted->threads = (int32_t)strtol(arguments[++i], NULL, 10);
    else if (wanted->file == NULL)
      wanted->file = arguments[i];
    else if (wanted->folder == NULL)
      wanted->folder = arguments[i];
    else
      return 0;
  }
  return wanted->catalogue != NULL && wanted->mapping != NULL && wanted->folder != NULL &&
         wanted->threads >= 1 && wanted->threads <= THREADS_MOST;
}

/* The words of the job. "" for levels that it has not. */
static const char *level_name(const char *level) {
  static const char *const names[][2] = {
      {"nation", "land"}, {"municipality", "kommune"}, {"area", "omraade"}, {"school", "skole"}};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(names[i][0], level) == 0)
      return names[i][1];
  return "";
}

/* Series come in the catalogue's order of indicators, so the next one is near the last. */
static const char *indicator_name(const indicators *all, const char *id, int64_t *hint) {
  for (int64_t tried = 0; tried < all->count; tried++, *hint = (*hint + 1) % all->count)
    if (strcmp(tell_table_text(all->table, all->ids[*hint], NULL), id) == 0)
      return tell_table_text(all->table, all->names[*hint], NULL);
  return "";
}

static tell_status find_names(const tell_catalogue *catalogue, indicators *all, tell_error *err) {
  const tell_table *table = tell_catalogue_table(catalogue, TELL_CATALOGUE_INDICATORS);
  const uint8_t *states = NULL;
  all->table = table;
  tell_status status = tell_table_column_text(table, tell_table_column_find(table, "id"), &all->ids,
                                              &states, &all->count, err);
  if (status == TELL_OK)
    status = tell_table_column_text(table, tell_table_column_find(table, "name_nb"), &all->names,
                                    &states, &all->count, err);
  return status;
}

static char *put_text(char *at, const char *bytes, size_t length) {
  memcpy(at, bytes, length);
  return at + length;
}

static char *put_whole(char *at, int64_t number) {
  char *end = at + 1;
  for (int64_t left = number; left >= 10; left /= 10)
    end++;
  for (char *digit = end; digit > at; number /= 10)
    *--digit = (char)('0' + number % 10);
  return end;
}

static char *put_number(char *at, double number) {
  size_t length = 0;
  *at++ = ';';
  tell_number_write_digits(number, DIGITS, TELL_NUMBER_POINT, at, NUMBER, &length, NULL);
  return at + length;
}

/* School years as files write them, "2014-15": made once, as millions of lines say them. */
static void make_years(job *wanted) {
  for (int32_t year = YEAR_FIRST; year <= YEAR_LAST; year++)
    snprintf(wanted->years[year - YEAR_FIRST], sizeof *wanted->years, "%04d-%02d", year % 10000,
             (year + 1) % 100);
}

/* The arrays of a series. */
typedef struct figures {
  const int64_t *used, *unused, *n;
  const tell_stat_state *states;
  const double *means, *ses, *los, *his;
} figures;

static figures figures_of(const tell_series *series) {
  return (figures){.used = tell_series_used(series),
                   .unused = tell_series_unused(series),
                   .n = tell_series_n(series),
                   .states = tell_series_states(series),
                   .means = tell_series_means(series),
                   .ses = tell_series_ses(series),
                   .los = tell_series_los(series),
                   .his = tell_series_his(series)};
}

static char *put_cell(char *at, const figures *of, int32_t i) {
  at = put_whole(at, of->used[i]);
  *at++ = ';';
  at = put_whole(at, of->unused[i]);
  *at++ = ';';
  at = put_whole(at, of->n[i]);
  if (of->states[i] == TELL_STAT_EMPTY)
    return put_text(at, ";;;;\n", 5);
  at = put_number(at, of->means[i]);
  at = put_number(at, of->ses[i]);
  at = put_number(at, of->los[i]);
  at = put_number(at, of->his[i]);
  *at++ = '\n';
  return at;
}

/* All cells of a series begin alike but for the year. */
static int write_cells(const job *wanted, const tell_series *series, const text *unit,
                       const text *group, text *out) {
  char line[LINE_MOST];
  const figures all = figures_of(series);
  const int32_t *periods = tell_series_periods(series);
  int32_t count = tell_series_count(series);
  size_t length = unit->used + YEAR_LENGTH + group->used;
  if (length > sizeof line)
    return 0;
  memcpy(line, unit->bytes, unit->used);
  memcpy(line + unit->used + YEAR_LENGTH, group->bytes, group->used);
  for (int32_t i = 0; i < count; i++) {
    char *begin = text_room(out, 2 * LINE_MOST);
    if (begin == NULL || periods[i] < YEAR_FIRST || periods[i] > YEAR_LAST)
      return 0;
    memcpy(line + unit->used, wanted->years[periods[i] - YEAR_FIRST], YEAR_LENGTH);
    memcpy(begin, line, length);
    out->used += (size_t)(put_cell(begin + length, &all, i) - begin);
  }
  return 1;
}

static int write_trend(const tell_series *series, const text *unit, const text *group, text *out) {
  int32_t points = 0;
  double numbers[6];
  tell_stat_state state = TELL_STAT_MISSING;
  if (tell_series_trend(series, TELL_TIES_IGNORED, 1e-9, &points, &numbers[0], &numbers[1],
                        &numbers[2], &numbers[3], &numbers[4], &numbers[5], &state,
                        NULL) != TELL_OK)
    return 0;
  if (state != TELL_STAT_OK)
    return state == TELL_STAT_TOO_FEW_POINTS;
  char *begin = text_room(out, LINE_MOST), *at = begin;
  if (begin == NULL)
    return 0;
  at = put_text(at, unit->bytes, unit->used - 1);
  at = put_text(at, group->bytes, group->used);
  at = put_whole(at, points);
  for (int i = 0; i < 6; i++)
    at = put_number(at, numbers[i]);
  *at++ = '\n';
  out->used += (size_t)(at - begin);
  return 1;
}

/* ";Jenter;Trivsel;7;" */
static void write_group(const job *wanted, const tell_series *series, int64_t *hint, text *group) {
  static const char *const genders[] = {";Alle kjønn;", ";Jenter;", ";Gutter;"};
  const char *gender = genders[tell_series_gender(series)];
  const char *indicator = indicator_name(&wanted->indicators, tell_series_indicator(series), hint);
  char grade[24];
  group->used = 0;
  text_add(group, gender, strlen(gender));
  text_add(group, indicator, strlen(indicator));
  text_add(group, ";", 1);
  text_add(group, grade, (size_t)(put_whole(grade, tell_series_grade(series)) - grade));
  text_add(group, ";", 1);
}

/* "skole;970000000;" */
static void write_unit(const job *wanted, int64_t index, text *unit) {
  const char *level = level_name(tell_cells_unit_level(wanted->cells, index));
  const char *code = tell_cells_unit_code(wanted->cells, index);
  unit->used = 0;
  text_add(unit, level, strlen(level));
  text_add(unit, ";", 1);
  if (strcmp(level, "land") == 0)
    code = "NO";
  text_add(unit, code, strlen(code));
  text_add(unit, ";", 1);
}

static int write_series(const job *wanted, tell_series *series, const text *unit, piece *out) {
  tell_status status;
  int64_t hint = 0;
  text group = {0};
  int good = 1;
  while (good && (status = tell_series_next(series, NULL)) == TELL_OK) {
    write_group(wanted, series, &hint, &group);
    good = write_cells(wanted, series, unit, &group, &out->files[0]) &&
           write_trend(series, unit, &group, &out->files[1]);
  }
  free(group.bytes);
  return good && status == TELL_END;
}

/* A piece is a unit. */
static int write_piece(const job *wanted, tell_series *series, piece *out) {
  int64_t at = wanted->units[out->index];
  text unit = {0};
  write_unit(wanted, at, &unit);
  int good = tell_series_restart(series, at, 1, NULL) == TELL_OK &&
             write_series(wanted, series, &unit, out);
  free(unit.bytes);
  return good;
}

static void *work(void *payload) {
  const job *wanted = payload;
  tell_series *series = NULL;
  piece *out = NULL;
  int good = tell_cells_series(wanted->cells, 0, 0, &series, NULL) == TELL_OK;
  while ((out = pieces_take(wanted->out)) != NULL) {
    good = good && write_piece(wanted, series, out);
    pieces_finish(wanted->out, out, good);
  }
  tell_series_free(series);
  return NULL;
}

static tell_status find_units(job *wanted) {
  int64_t count = tell_cells_unit_count(wanted->cells);
  wanted->units = malloc((size_t)(count + 1) * sizeof *wanted->units);
  if (wanted->units == NULL)
    return TELL_E_MEMORY;
  for (int64_t i = 0; i < count; i++)
    if (*level_name(tell_cells_unit_level(wanted->cells, i)) != '\0')
      wanted->units[wanted->unit_count++] = i;
  return TELL_OK;
}

static tell_status write_results(job *wanted) {
  static const char cells_head[] =
      "Nivaa;Enhet;Skoleaar;Kjoenn;Indikator;Trinn;Rader;Skjult;N;Snitt;SE;KI_lo;KI_hi\n";
  static const char trends_head[] =
      "Nivaa;Enhet;Kjoenn;Indikator;Trinn;K;TheilSen;S;P;OLS;WLS;WLS_SE\n";
  pthread_t threads[THREADS_MOST];
  int32_t started = 1;
  wanted->out = pieces_open(wanted->folder, "cells.csv", "trends.csv", wanted->unit_count,
                            cells_head, trends_head);
  if (wanted->out == NULL)
    return TELL_E_IO;
  while (started < wanted->threads && pthread_create(&threads[started], NULL, work, wanted) == 0)
    started++;
  work(wanted);
  for (int32_t i = 1; i < started; i++)
    pthread_join(threads[i], NULL);
  return pieces_close(wanted->out) ? TELL_OK : TELL_E_IO;
}

static void print(const job *wanted, measure read, measure all) {
  printf("{\"wall\": %.4f, \"cpu\": %.4f, \"read_wall\": %.4f, \"read_cpu\": %.4f, "
         "\"megabytes_s\": %.1f, \"peak_mib\": %.1f}\n",
         all.wall, all.cpu, read.wall, read.cpu,
         (double)measure_file(wanted->file) / all.wall / 1e6,
         (double)measure_peak() / (1024 * 1024));
}

typedef struct held {
  tell_error *err;
  tell_catalogue *catalogue;
  tell_ingest *ingest;
  tell_dataset *dataset;
  tell_cells *cells;
} held;

static tell_status read_file(const job *wanted, held *all) {
  tell_status status = tell_catalogue_create_from(wanted->catalogue, TELL_CATALOGUE_EXTEND,
                                                  &all->catalogue, all->err);
  if (status == TELL_OK)
    status = tell_ingest_create(all->catalogue, &all->ingest, all->err);
  if (status == TELL_OK)
    status = tell_ingest_set_threads(all->ingest, wanted->threads, all->err);
  if (status == TELL_OK)
    status = tell_ingest_set_mapping(all->ingest, wanted->mapping, all->err);
  if (status == TELL_OK)
    status = tell_ingest_add_file(all->ingest, wanted->file, all->err);
  if (status == TELL_OK)
    status = tell_ingest_finish(all->ingest, &all->dataset, all->err);
  return status;
}

static tell_status run(job *wanted, held *all) {
  measure begin = measure_now();
  make_years(wanted);
  tell_status status = read_file(wanted, all);
  measure read = measure_since(begin);
  if (status == TELL_OK)
    status = find_names(all->catalogue, &wanted->indicators, all->err);
  if (status == TELL_OK)
    status = tell_cells_create(all->dataset, "none", 0.95, &all->cells, all->err);
  wanted->cells = all->cells;
  if (status == TELL_OK)
    status = find_units(wanted);
  if (status == TELL_OK)
    status = write_results(wanted);
  if (status == TELL_OK)
    print(wanted, read, measure_since(begin));
  return status;
}

int main(int count, char **arguments) {
  job wanted = {.threads = 1};
  held all = {0};
  if (!take_arguments(&wanted, count, arguments)) {
    fprintf(stderr, "bench_job_a --catalogue FOLDER --mapping FILE [--threads N] FILE "
                    "OUTPUT_FOLDER\n");
    return 2;
  }
  tell_status status = tell_error_create(&all.err);
  if (status == TELL_OK)
    status = run(&wanted, &all);
  if (status != TELL_OK)
    fprintf(stderr, "bench_job_a: %s: %s\n", tell_status_name(status), tell_error_message(all.err));
  free(wanted.units);
  tell_cells_free(all.cells);
  tell_dataset_free(all.dataset);
  tell_ingest_free(all.ingest);
  tell_catalogue_free(all.catalogue);
  tell_error_free(all.err);
  return status == TELL_OK ? 0 : 1;
}
