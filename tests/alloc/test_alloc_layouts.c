/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layouts of publishers, each file read alone with every allocation made to fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "telling/ingest.h"

static const char skoleporten[] =
    "Enhetsnavn;EnhetsId;Kommune;Skoletype;Statistikk;Indikator/delskår;Periode;Verdi\n"
    "Nes skole;999000001;Fjellvik kommune;Grunnskole;Elever, lærere, skoler;Antall lærere;"
    "2018-2019;11\n"
    "Fjord fylke;12;;Grunnskole;Elever, lærere, skoler;Antall lærere;2018-2019;900\n"
    "Fjord fylke;12;;Grunnskole;Elever, lærere, skoler;Antall skoler;2018-2019;9\n"
    "Nasjonalt;;;Grunnskole;Elever, lærere, skoler;Antall lærere;2018-2019;70000\n";

static const char ssb_csv[] = "region;fag;trinn;kjønn;år;Skalapoeng;Antall elever\n"
                              "46 Vestland;Lesing;8. trinn;Jenter;2023;50,1*;3500\n"
                              "EAKUO Uten Oslo;Lesing;8. trinn;Jenter;2023;50;3500\n"
                              "0 Hele landet;Lesing;8. trinn;Jenter;2023;:;3500\n";
static const char ssb_json[] =
    "{\"label\":\"T\",\"id\":[\"Region\",\"ContentsCode\",\"Tid\"],\"size\":[2,1,2],"
    "\"dimension\":{\"Region\":{\"category\":{\"index\":{\"0\":0,\"46\":1}}},"
    "\"ContentsCode\":{\"category\":{\"label\":{\"P\":\"Grunnskolepoeng\"}}},\"Tid\":{"
    "\"category\":{\"index\":[\"2019\",\"2020\"]}}},\"value\":[41.9,43.2,null,43.2],"
    "\"status\":{\"2\":\".\"}}";

static const tell_catalogue *catalogue;

static int is_expected(tell_status status) {
  assert_true(status == TELL_OK || status == TELL_E_MEMORY);
  return status == TELL_OK;
}

/* One file by itself; what came of it must be whole or told. */
static int read_alone(void *payload) {
  const char *text = payload;
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  if (!is_expected(tell_ingest_create(catalogue, &ingest, NULL)))
    return 0;
  int good = is_expected(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL));
  good &= is_expected(tell_ingest_finish(ingest, &dataset, NULL));
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  return good;
}

static void test_skoleporten_survives_every_failed_allocation(void **state) {
  char text[sizeof skoleporten];
  (void)state;
  memcpy(text, skoleporten, sizeof text);
  assert_true(failing_alloc_each(read_alone, text) > 50);
}

static void test_ssb_survives_every_failed_allocation(void **state) {
  char csv[sizeof ssb_csv], json[sizeof ssb_json];
  (void)state;
  memcpy(csv, ssb_csv, sizeof csv);
  memcpy(json, ssb_json, sizeof json);
  assert_true(failing_alloc_each(read_alone, csv) > 50);
  assert_true(failing_alloc_each(read_alone, json) > 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_skoleporten_survives_every_failed_allocation),
      cmocka_unit_test(test_ssb_survives_every_failed_allocation),
  };
  tell_catalogue *made = NULL;
  if (tell_catalogue_create(&made, NULL) != TELL_OK)
    return 1;
  catalogue = made;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  tell_catalogue_free(made);
  return failed;
}
