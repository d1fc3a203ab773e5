/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every published file has a row here: how it is read, what becomes of its
 * records, and some of its figures. The numbers were counted in the bytes of
 * the files with Python's csv and json modules. A file without a row fails the
 * test. The other figures of these files are held in the tests of their layouts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "ingested.h"
#include "mapped.h"
#include "near.h"
#include "published.h"
#include "sample.h"
#include "telling/screening.h"

enum { SPOTS = 3 };

/* A figure of all genders. */
typedef struct spot {
  const char *unit, *indicator;
  int period, grade;
  double value; /* HIDDEN: suppressed at source */
  int owner;
} spot;

#define HIDDEN (-1.0)

/* A file of figures. */
typedef struct figures {
  const char *name;
  const char *layout;  /* that it is read by */
  const char *mapping; /* NULL: without one */
  struct {
    const char *level, *code, *name;
  } unit; /* that the caller names, because the file does not; NULL: none */
  struct {
    int64_t read, accepted, rejected, skipped;
  } records;
  int64_t observations;
  spot spots[SPOTS];
} figures;

static const char gymnas[] = "Bergen private gymnas AS";

static const figures files[] = {
    {.name = "bergen-skoler-utvalg-2021-2026.csv",
     .layout = "bergen-skoler",
     .mapping = published_bergen,
     .records = {11, 11, 0, 0},
     .observations = 583,
     .spots = {{"986171096", "np_lesing", 2023, 5, 53, 0},
               {"992780010", "np_engelsk", 2022, 5, HIDDEN, 0},
               {"992780010", "grunnskolepoeng", 2024, 10, 48.7, 0}}},
    {.name = "bergen-vestland-referanse-udir.csv",
     .layout = "mapped",
     .mapping = published_reference,
     .records = {85, 79, 0, 6},
     .observations = 79,
     .spots = {{"4601", "np_engelsk", 2025, 8, 53, 0},
               {"46", "grunnskolepoeng", 2023, 10, 42.4, 0},
               {"4601", "elever", 2021, 0, 30739, 0}}},
    {.name = "skoleporten-fylke-id-to-fylkesnummer-2020.csv",
     .layout = "fylker-2020",
     .mapping = published_counties,
     .records = {24, 24, 0, 0},
     .observations = 0},
    {.name = "skoleporten-rapportbygger-laerere-2019-20.csv",
     .layout = "skoleporten",
     .records = {2817, 2817, 0, 0},
     .observations = 2817,
     .spots = {{"975279154", "laerere", 2019, 0, 11, 0}, {"974589648", "laerere", 2019, 0, 48, 0}}},
    {.name = "skoleporten-rapportbygger-laerere-vgs-fylke-2018-19.csv",
     .layout = "skoleporten",
     .records = {18, 18, 0, 0},
     .observations = 18,
     .spots = {{"12", "laerere_vgs", 2018, 0, 2335, 1}, {"20", "laerere_vgs", 2018, 0, 482, 1}}},
    {.name = "ssb-07495-grunnskolepoeng-2019-2026.csv",
     .layout = "mapped",
     .mapping = published_ssb_points,
     .records = {72, 72, 0, 0},
     .observations = 72,
     .spots = {{"I", "grunnskolepoeng", 2018, 10, 41.9, 0},
               {"46", "grunnskolepoeng", 2023, 10, 42.5, 0},
               {"50", "grunnskolepoeng", 2025, 10, 41.7, 0}}},
    {.name = "ssb-jsonstat2-05300-sample.json",
     .layout = "ssb",
     .records = {432, 0, 0, 432},
     .observations = 0},
    {.name = "ssb-np8-gamle-skalapoeng-2018-2019.csv",
     .layout = "mapped",
     .mapping = published_ssb_tests,
     .records = {8, 8, 0, 0},
     .observations = 24,
     .spots = {{"I", "np_regning", 2018, 8, 50, 0},
               {"03", "np_engelsk", 2019, 8, 53, 0},
               {"14", "np_regning", 2018, 8, 51, 0}}},
    {.name = "ssb-np8-mestringsnivaa-landet-2019.csv",
     .layout = "mapped",
     .mapping = published_ssb_levels,
     .records = {3, 3, 0, 0},
     .observations = 15},
    {.name = "udir-eksport-152-projected-bergen-private-gymnas.json",
     .layout = "udir-eksport",
     .unit = {"school", "999000001", gymnas},
     .records = {2680, 310, 0, 2370},
     .observations = 310,
     .spots = {{"999000001", "eu_radgivning", 2021, 11, 3.1, 0},
               {"999000001", "eu_faglig_utfordring", 2021, 12, 4.4, 0}}},
    {.name = "udir-eksport-154-projected-bergen-private-gymnas.json",
     .layout = "udir-eksport",
     .unit = {"school", "999000001", gymnas},
     .records = {240, 30, 0, 210},
     .observations = 30,
     .spots = {{"999000001", "eu_mobbing", 2021, 12, 4.8, 0},
               {"999000001", "eu_mobbing", 2025, 13, 0, 0},
               {"999000001", "eu_mobbing", 2021, 11, HIDDEN, 0}}},
    {.name = "udir-eksport-155-projected-bergen-private-gymnas.json",
     .layout = "udir-eksport",
     .unit = {"school", "999000001", gymnas},
     .records = {30, 30, 0, 0},
     .observations = 30,
     .spots = {{"999000001", "eu_deltakelse", 2021, 11, 88.3, 0}}},
    {.name = "udir-portal-laerere-grunnskole-2023-24.csv",
     .layout = "udir-portal",
     .records = {3100, 3100, 0, 0},
     .observations = 3100,
     .spots = {{"4601", "laerere", 2023, 0, 3140, 0}, {"42", "laerere", 2023, 0, 4300, 0}}},
    {.name = "udir-portal-laerere-vgs-fylke-2022-23.csv",
     .layout = "udir-portal",
     .records = {11, 11, 0, 0},
     .observations = 11,
     .spots = {{"42", "laerere_vgs", 2022, 0, 1640, 0}, {"46", "laerere_vgs", 2022, 0, 3062, 0}}},
    {.name = "udir-portal-np5-2023-24-hele-landet.csv",
     .layout = "udir-portal",
     .records = {2485, 2485, 0, 0},
     .observations = 7455,
     .spots = {{"I", "np_lesing", 2023, 5, 49, 0},
               {"4601", "np_regning", 2023, 5, 51, 0},
               {"986171096", "np_lesing", 2023, 5, 53, 0}}},
    {.name = "udir-rapport-fravaer-2024-25-utlandet.json",
     .layout = "udir-rapport",
     .records = {2, 2, 0, 0},
     .observations = 4,
     .spots = {{"2599", "fravaer_dager", 2024, 10, 8, 0}, {"25", "fravaer_timer", 2024, 10, 7, 0}}},
    {.name = "udir-rapport-mobbing10-2025-26-bykle.json",
     .layout = "udir-rapport-indikator",
     .unit = {"municipality", "4222", "Bykle"},
     .records = {4, 1, 0, 3},
     .observations = 1,
     .spots = {{"4222", "eu_mobbing", 2025, 10, HIDDEN, 0}}},
    {.name = "udir-rapport-np8-lesing-2025-26-utlandet.json",
     .layout = "udir-rapport",
     .records = {2, 2, 0, 0},
     .observations = 2,
     .spots = {{"25", "np_lesing", 2025, 8, 47, 0}, {"2599", "np_lesing", 2025, 8, 47, 0}}},
};

/* A file without figures of the indicator set: refused, and read as a plain table where it is one.
 */
typedef struct other {
  const char *name;
  int64_t line, column; /* of the finding that refuses it */
  int64_t records;      /* as a plain table; REFUSED: not even that */
  int64_t spot_record, spot_column;
  const char *spot;
} other;

enum { REFUSED = -1 };

/* That the catalogue agrees with cut points and rescalings is held in test_catalogue_scales.c. */
static const other others[] = {
    {"np-mestringsniva-grenser-empirisk-2014-2021.csv", 1, 1, 25, 25, 6, "62.5"},
    {"np-mestringsniva-grenser-empirisk-raw-2014-2021.csv", 1, 1, 144, 1, 8, "42.501"},
    {"ssb-np-omskalering-2014-2021.csv", 1, 1, 46, 46, 6, "10,55"},
    {"udir-eksport-years.json", 0, 0, REFUSED, 0, 0, NULL},
    {"udir-filterverdier-koder.csv", 1, 1, 20, 20, 4, "Arendal"},
    {"udir-np-mestringsniva-grenser-2022.csv", 1, 1, 24, 24, 5, "63"},
};

/* Says in words where the others come from. */
static const char *const no_data[] = {"PROVENANCE.md"};

enum { FILE_COUNT = sizeof files / sizeof *files, OTHER_COUNT = sizeof others / sizeof *others };

static tell_catalogue *catalogue; /* of the whole group: the state of a test is its row */

static int set_up(void **state) {
  (void)state;
  return tell_catalogue_create(&catalogue, NULL) == TELL_OK ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  tell_catalogue_free(catalogue);
  return 0;
}

static void skip_without(const char *name) {
  char path[1024];
  published_path(name, path, sizeof path);
  FILE *file = fopen(path, "rb");
  if (file == NULL)
    skip();
  fclose(file);
}

static tell_status read_file(tell_ingest *ingest, const char *name) {
  char path[1024];
  published_path(name, path, sizeof path);
  return tell_ingest_add_file(ingest, path, NULL);
}

static tell_dataset *finish(tell_ingest *ingest) {
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  tell_ingest_free(ingest);
  return data;
}

static tell_dataset *read_figures(const figures *row) {
  if (row->mapping != NULL)
    return mapped_real(catalogue, row->mapping, row->name);
  tell_ingest *ingest = NULL;
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(
      tell_ingest_set_unit(ingest, row->unit.level, row->unit.code, row->unit.name, NULL), TELL_OK);
  assert_int_equal(read_file(ingest, row->name), TELL_OK);
  return finish(ingest);
}

static void check_spot(const tell_dataset *data, const spot *expected) {
  int64_t count = 0, found = 0;
  const tell__observation *all =
      ingested_observations(data, expected->unit, expected->indicator, &count);
  for (int64_t i = 0; i < count; i++) {
    if (all[i].period != expected->period || all[i].grade != expected->grade ||
        all[i].owner != expected->owner || all[i].gender != 0)
      continue;
    found++;
    assert_int_equal(all[i].state,
                     expected->value == HIDDEN ? TELL_STATE_SUPPRESSED : TELL_STATE_PRESENT);
    if (expected->value != HIDDEN)
      assert_double_near(all[i].value, expected->value, 1e-15, 0);
  }
  assert_int_equal(found, 1);
}

static void test_real_file_has_its_counts_and_figures(void **state) {
  const figures *row = *state;
  skip_without(row->name);
  tell_dataset *data = read_figures(row);
  assert_string_equal(ingested_account_text(data, 0, "file"), row->name);
  assert_string_equal(ingested_account_text(data, 0, "layout"), row->layout);
  assert_int_equal(ingested_account(data, 0, "read"), row->records.read);
  assert_int_equal(ingested_account(data, 0, "accepted"), row->records.accepted);
  assert_int_equal(ingested_account(data, 0, "rejected"), row->records.rejected);
  assert_int_equal(ingested_account(data, 0, "skipped"), row->records.skipped);
  assert_int_equal(tell_dataset_observation_count(data), row->observations);
  for (int i = 0; i < SPOTS && row->spots[i].unit != NULL; i++)
    check_spot(data, &row->spots[i]);
  tell_dataset_free(data);
}

typedef struct wanted {
  const other *row;
  int found;
} wanted;

static int find_cell(int64_t record, int64_t column, const char *status, const char *value,
                     size_t length, void *payload) {
  wanted *cell = payload;
  (void)status;
  if (record == cell->row->spot_record && column == cell->row->spot_column)
    cell->found += strlen(cell->row->spot) == length && memcmp(cell->row->spot, value, length) == 0;
  return 0;
}

static void test_real_file_without_figures_is_refused(void **state) {
  const other *row = *state;
  tell_ingest *ingest = NULL;
  char path[1024];
  skip_without(row->name);
  published_path(row->name, path, sizeof path);
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(read_file(ingest, row->name), TELL_E_LAYOUT);
  tell_dataset *data = finish(ingest);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "unknown_layout", path,
                        row->line, row->column, "");
  assert_int_equal(tell_dataset_observation_count(data), 0);
  tell_dataset_free(data);
}

static void test_real_file_without_figures_is_a_plain_table(void **state) {
  const other *row = *state;
  wanted cell = {row, 0};
  tell_ingest *ingest = NULL;
  skip_without(row->name);
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_layout(ingest, "none", NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_cells(ingest, find_cell, &cell, NULL), TELL_OK);
  assert_int_equal(read_file(ingest, row->name), row->records == REFUSED ? TELL_E_LAYOUT : TELL_OK);
  tell_dataset *data = finish(ingest);
  assert_int_equal(ingested_account(data, 0, "accepted"),
                   row->records == REFUSED ? 0 : row->records);
  assert_int_equal(ingested_account(data, 0, "read"), row->records == REFUSED ? 0 : row->records);
  assert_int_equal(cell.found, row->records != REFUSED);
  tell_dataset_free(data);
}

static int has_row(const char *name) {
  for (size_t i = 0; i < FILE_COUNT; i++)
    if (strcmp(files[i].name, name) == 0)
      return 1;
  for (size_t i = 0; i < OTHER_COUNT; i++)
    if (strcmp(others[i].name, name) == 0)
      return 1;
  for (size_t i = 0; i < sizeof no_data / sizeof *no_data; i++)
    if (strcmp(no_data[i], name) == 0)
      return 1;
  return 0;
}

static void test_real_folder_has_no_file_without_a_row(void **state) {
  char path[1024];
  (void)state;
  published_path("", path, sizeof path);
  DIR *folder = opendir(path);
  const struct dirent *entry = NULL;
  if (folder == NULL)
    skip();
  while ((entry = readdir(folder)) != NULL)
    if (entry->d_name[0] != '.' && !has_row(entry->d_name))
      fail_msg("no row names %s", entry->d_name);
  closedir(folder);
}

/* In 2022-23 whole schools of Bergen took no test in grade 8 (data-formats.md, fact 10): 1 698,
 * 1 827 and 1 944 pupils against 2 880 and more in each later year. */
static void test_real_bergen_grade_8_of_2022_has_low_participation(void **state) {
  static const char *const tests[] = {"np_engelsk", "np_lesing", "np_regning"};
  (void)state;
  tell_dataset *data =
      mapped_real(catalogue, published_reference, "bergen-vestland-referanse-udir.csv");
  tell_table *table = NULL;
  int found[3] = {0, 0, 0};
  assert_int_equal(tell_screening_run(catalogue, data, &table, NULL), TELL_OK);
  for (int64_t i = 0; i < tell_table_row_count(table); i++) {
    if (strcmp(sample_text(table, i, "check"), "low_participation") != 0)
      continue;
    assert_string_equal(sample_text(table, i, "result"), "warn");
    assert_string_equal(sample_text(table, i, "unit"), "4601");
    assert_string_equal(sample_text(table, i, "school_year"), "2022-23");
    assert_true(strlen(sample_text(table, i, "text_nb")) > 20);
    const tell__observation *where = NULL;
    for (int k = 0; k < 3; k++) {
      where = mapped_cell(data, "4601", tests[k], 2022, 8);
      found[k] += strcmp(sample_text(table, i, "indicator"), tests[k]) == 0 &&
                  sample_whole(table, i, "line") == where->line;
    }
  }
  for (int k = 0; k < 3; k++)
    assert_int_equal(found[k], 1);
  tell_table_free(table);
  tell_dataset_free(data);
}

int main(void) {
  struct CMUnitTest tests[FILE_COUNT + 2 * OTHER_COUNT + 2];
  char names[OTHER_COUNT][100];
  size_t count = 0;
  memset(tests, 0, sizeof tests);
  for (size_t i = 0; i < FILE_COUNT; i++, count++) {
    tests[count].name = files[i].name;
    tests[count].test_func = test_real_file_has_its_counts_and_figures;
    tests[count].initial_state = (void *)(uintptr_t)&files[i];
  }
  for (size_t i = 0; i < OTHER_COUNT; i++, count += 2) {
    snprintf(names[i], sizeof names[i], "%s as a plain table", others[i].name);
    tests[count].name = others[i].name;
    tests[count].test_func = test_real_file_without_figures_is_refused;
    tests[count].initial_state = (void *)(uintptr_t)&others[i];
    tests[count + 1] = tests[count];
    tests[count + 1].name = names[i];
    tests[count + 1].test_func = test_real_file_without_figures_is_a_plain_table;
  }
  tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_real_folder_has_no_file_without_a_row);
  tests[count++] =
      (struct CMUnitTest)cmocka_unit_test(test_real_bergen_grade_8_of_2022_has_low_participation);
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
