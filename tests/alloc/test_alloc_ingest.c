/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading with every allocation made to fail: told by the status, nothing leaked, nothing half done
 * handed out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "ingest/ingest.h"

static const char units[] = "code;name;level;parent;area;valid_from;valid_to;successor;merknad\n"
                            "A1;Indre;area;9901;;;;;\n"
                            "999000001;Nes skole;school;9901;A1;2010;;;\n"
                            "999000002;Vik skole;school;9901;A2;2010;2021;999000009;\n"
                            "999000002;Vik;school;9901;A2;;;;\n";
static const char portal[] =
    "EnhetNivaa|Nasjonaltkode|Fylkekode|Kommunekode|Organisasjonsnummer|Nasjonalt|Fylke|Kommune|"
    "EnhetNavn|2022-23.Lesing.5. trinn.Alle eierformer.Jente.Skalapoeng|2022-23.Lesing.5. trinn."
    "Alle eierformer.Jente.Usikkerhet|2022-23.Lesing.5. trinn.Alle eierformer.Jente.Antall elever "
    "deltatt|Notat|2022-23.Regning.5. trinn.Alle eierformer.Jente.Antall elever deltatt\n"
    "3|I|99|9901|9901|Norge|Fjord|Fjellvik|Fjellvik|50|0,4|2 776|x|5\n"
    "4|I|99|9901|999000001|Norge|Fjord|Fjellvik|Nes skole|*|*|*|x|5\n"
    "7|I|99|9901|999000001|Norge|Fjord|Fjellvik|Nes skole|*|*|*|x|5\n";
static const char tidy[] =
    "unit_code;unit_name;period;grade;gender;indicator;dimension;category;value;n\n"
    "999000001;;2022-23;5;jente;np_lesing;;;50;20\n"
    ";Vik skole;2022-23;5;;np_lesing;;;51;21\n"
    ";Vik skole;2022-23;5;;np_lesing;;;51;21\n"
    "9901;;2022-23;5;;np_lesing_niva;mestringsniva;1;25,5;200\n"
    "9901;;2022-23;5;;np_lesing_niva;mestringsniva;2;250;200\n"
    "999000001;;2022-23;9;;np_engelsk;;;feil;20\n"
    "999000001;;2022-23;5;jente;np_lesing;;;50;25\n"
    "999000001;;2022-23;5;\"jente;np_lesing;;;50;25\n";

static const tell_catalogue *catalogue;

static int is_expected(tell_status status) {
  assert_true(status == TELL_OK || status == TELL_E_MEMORY);
  return status == TELL_OK;
}

/* Reads all three; also after a failure the ingest can still be finished or freed. */
static int read_all(void *payload) {
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  tell_error *err = NULL;
  (void)payload;
  int good = is_expected(tell_error_create(&err));
  good = good && is_expected(tell_ingest_create(catalogue, &ingest, err));
  if (ingest != NULL) {
    good &= is_expected(tell_ingest_add_memory(ingest, "units.csv", units, strlen(units), err));
    good &= is_expected(tell_ingest_add_memory(ingest, "portal.csv", portal, strlen(portal), err));
    good &= is_expected(tell_ingest_add_memory(ingest, "tidy.csv", tidy, strlen(tidy), err));
    int finished = is_expected(tell_ingest_finish(ingest, &dataset, err));
    assert_true(finished == (dataset != NULL));
    good &= finished;
  } else {
    good = 0;
  }
  if (good)
    assert_int_equal(tell_dataset_observation_count(dataset), 7);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  tell_error_free(err);
  return good;
}

static void test_ingest_survives_every_failed_allocation(void **state) {
  (void)state;
  assert_true(failing_alloc_each(read_all, NULL) > 100);
}

/* A stream in small blocks, with title lines, functions of the caller's and every kind of memo. */
static const char titled[] = "Tittel\n\n"
                             "level;unit_code;unit_name;period;source;indicator;value;n\n"
                             "school;999000001;Nes;2022-23;;np_lesing;50;20\n"
                             "school;99900;Vik;2022-23;;np_lesing;51;21\n"
                             "school;99900;Vik;2022-23;ukjent;np_lesing;51;21\n"
                             "school;999000001;Nes skole;2023-24;;np_lesing;\"5\n2\";20\n";

typedef struct stream {
  size_t at;
  int64_t seen;
} stream;

static int64_t give(char *bytes, size_t capacity, void *payload) {
  stream *from = payload;
  size_t count = sizeof titled - 1 - from->at < 7 ? sizeof titled - 1 - from->at : 7;
  count = count < capacity ? count : capacity;
  memcpy(bytes, titled + from->at, count);
  from->at += count;
  return (int64_t)count;
}

static int see_finding(tell_severity severity, const char *code, const char *source, int64_t line,
                       int64_t column, const char *field, const char *message, void *payload) {
  stream *from = payload;
  (void)severity, (void)line, (void)column;
  assert_true(code != NULL && source != NULL && field != NULL && message != NULL);
  from->seen++;
  return 0;
}

static int read_stream(void *payload) {
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  stream from = {0, 0};
  (void)payload;
  if (!is_expected(tell_ingest_create(catalogue, &ingest, NULL)))
    return 0;
  ingest->block_bytes = 16;
  ingest->threads = 1;
  assert_int_equal(tell_ingest_set_findings(ingest, see_finding, &from, NULL), TELL_OK);
  int good = is_expected(tell_ingest_add_stream(ingest, "s", give, &from, NULL));
  good &= is_expected(tell_ingest_finish(ingest, &dataset, NULL));
  assert_true(!good || (dataset != NULL && from.seen == 7));
  if (good)
    assert_int_equal(tell_dataset_observation_count(dataset), 3);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  return good;
}

static const char mapping[] =
    "target;column;constant;transform;block\n"
    "layout_name;;lokal\nsign;x;suppressed\nignore;merknad\n"
    "unit_code;orgnr;;strip_suffix:-x|upper\nunit_name;skole\nparent;kommune\n"
    "area;kommune|omr;;join\narea_name;omr\nperiod;{aar};;start_year\n"
    "indicator;{fag};;map:fag\nmap:fag;Lesing;np_lesing\nmap:fag;Niva;np_lesing_niva\n"
    "gender;kj;;map:kj\nmap:kj;ukjent;(skip)\nmap:kj;(other);(same)\ngrade;;5\n"
    "value;{fag} {aar};;divide:10\nn;n {aar}\n"
    "value;{fag} {category} i {aar};;;niva\n";
static const char local[] =
    "orgnr;skole;kommune;omr;kj;Lesing 2023;n 2023;Niva 1 i 2023;merknad;ekstra\n"
    "999000001-x;Nes;9901;Indre;alle;500;20;25;;\n"
    "999000002;Vik;9901;;ukjent;500;20;25;;\n"
    "999000002;Vik;9901;;jente;x;20;25,5;;\n"
    "999000003;Os;9901;;feil;500;20;25;;\n";

static int read_mapped(void *payload) {
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  (void)payload;
  int good = is_expected(tell_ingest_create(catalogue, &ingest, NULL));
  good = good && is_expected(tell_ingest_set_threads(ingest, 1, NULL));
  good = good && is_expected(tell_ingest_set_mapping_memory(ingest, "mapping.csv", mapping,
                                                            strlen(mapping), NULL));
  good =
      good && is_expected(tell_ingest_add_memory(ingest, "local.csv", local, strlen(local), NULL));
  good = good && is_expected(tell_ingest_finish(ingest, &dataset, NULL));
  if (good)
    assert_int_equal(tell_dataset_observation_count(dataset), 4);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  return good;
}

static void test_add_stream_survives_every_failed_allocation(void **state) {
  (void)state;
  assert_true(failing_alloc_each(read_stream, NULL) > 100);
}

static void test_mapping_survives_every_failed_allocation(void **state) {
  (void)state;
  assert_true(failing_alloc_each(read_mapped, NULL) > 100);
}

/* Keys side by side, more of them than what is remembered has room for at first, each of them
 * again later on; every third record holds doubled quotes, for which fields are made. */
enum { ROWS = 40, ROW_SIZE = 64 };
static const char by_row[] = "target;column;constant;transform;block\n"
                             "unit_code;orgnr\nperiod;;2022-23\nindicator;;np_lesing\ngrade;trinn\n"
                             "gender;kj\ndimension;;klasse\ncategory;nr\nvalue;v\nn;n\n";
static char rows[(2 * ROWS + 1) * ROW_SIZE];

static void write_rows(void) {
  char *to = rows + sprintf(rows, "orgnr;kj;nr;trinn;v;n;merke\n");
  for (int i = 0; i < 2 * ROWS; i++)
    to += sprintf(to, "99900000%d;\"%s\";klasse nummer %d;5;%d;20;%s\n", i / ROWS + 1,
                  i % 2 == 0 ? "A" : "J", i % ROWS, i + 10, i % 3 == 0 ? "\"x\"\"y\"" : "x");
}

static void expect_rows(const tell_dataset *dataset) {
  const tell__dataset_view *view = tell__dataset_get(dataset);
  assert_int_equal(view->observation_count, 2 * ROWS);
  for (int64_t i = 0; i < view->observation_count; i++) {
    const tell__observation *o = &view->observations[i];
    int number = o->line - 2;
    char category[ROW_SIZE];
    sprintf(category, "klasse nummer %d", number % ROWS);
    assert_string_equal(tell__dataset_category(dataset, o->category), category);
    assert_int_equal(view->units[o->unit].code[8], '1' + number / ROWS);
    assert_int_equal(o->gender != 0, number % 2);
    assert_int_equal(o->grade, 5);
    assert_true(o->value == number + 10);
  }
}

static int read_rows(void *payload) {
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  (void)payload;
  int good = is_expected(tell_ingest_create(catalogue, &ingest, NULL));
  good = good && is_expected(tell_ingest_set_threads(ingest, 1, NULL));
  good = good && is_expected(tell_ingest_set_mapping_memory(ingest, "mapping.csv", by_row,
                                                            strlen(by_row), NULL));
  good = good && is_expected(tell_ingest_add_memory(ingest, "rows.csv", rows, strlen(rows), NULL));
  good = good && is_expected(tell_ingest_finish(ingest, &dataset, NULL));
  if (good)
    expect_rows(dataset);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  return good;
}

static void test_mapping_of_keys_side_by_side_survives_every_failed_allocation(void **state) {
  (void)state;
  write_rows();
  assert_true(failing_alloc_each(read_rows, NULL) > 100);
}

static int read_folder(void *payload) {
  tell_ingest *ingest = NULL;
  if (!is_expected(tell_ingest_create(catalogue, &ingest, NULL)))
    return 0;
  int good = is_expected(tell_ingest_add_folder(ingest, payload, NULL));
  tell_ingest_free(ingest);
  return good;
}

/* A folder of its own: the time grows with the square of what is in it. */
static void write_file(const char *folder, const char *name, const char *text) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
}

static void remove_file(const char *folder, const char *name) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  assert_int_equal(remove(path), 0);
}

static void test_add_folder_survives_every_failed_allocation(void **state) {
  static const char *const names[] = {"data.csv", "enheter.csv", "merknad.md"};
  const char *const texts[] = {tidy, units, "ikke data"};
  char folder[] = "/tmp/telling-alloc-XXXXXX";
  (void)state;
  assert_non_null(mkdtemp(folder));
  for (size_t i = 0; i < 3; i++)
    write_file(folder, names[i], texts[i]);
  assert_true(failing_alloc_each(read_folder, folder) > 50);
  for (size_t i = 0; i < 3; i++)
    remove_file(folder, names[i]);
  assert_int_equal(remove(folder), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_ingest_survives_every_failed_allocation),
      cmocka_unit_test(test_add_stream_survives_every_failed_allocation),
      cmocka_unit_test(test_mapping_survives_every_failed_allocation),
      cmocka_unit_test(test_mapping_of_keys_side_by_side_survives_every_failed_allocation),
      cmocka_unit_test(test_add_folder_survives_every_failed_allocation),
  };
  tell_catalogue *made = NULL;
  if (tell_catalogue_create(&made, NULL) != TELL_OK)
    return 1;
  catalogue = made;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  tell_catalogue_free(made);
  return failed;
}
