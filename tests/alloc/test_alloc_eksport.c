/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading JSON, the tables of the Eksport API and reports with every allocation made to fail.
 * jansson's own are not: it is a library of its own, whose failures have one way out (json.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "telling/ingest.h"

static const char bullying[] =
    "[{\"Spoersmaalgruppe\":\"Mobbing på skolen\",\"Spoersmaalnavn\":\"Alle spørsmål\","
    "\"Skoleaarnavn\":\"2022-23\",\"Trinnnavn\":\"7. årstrinn\",\"EnhetNavn\":\"Nes skole\","
    "\"AndelMobbet\":\"5,0\",\"AntallBesvart\":8,\"Merknad\":0.5},"
    "{\"Spoersmaalgruppe\":\"Mobbing på skolen\",\"Spoersmaalnavn\":\"Alle spørsmål\","
    "\"Skoleaarnavn\":\"2023-24\",\"Trinnnavn\":\"7. årstrinn\",\"EnhetNavn\":\"Vik skole\","
    "\"AndelMobbet\":\"9,9\",\"AntallBesvart\":\"8\"},"
    "{\"Spoersmaalgruppe\":\"Mobbing på skolen\",\"Spoersmaalnavn\":\"Er du?\"},7]";
static const char participation[] =
    "Skoleaarnavn;Trinnnavn;EnhetNivaa;Fylkekode;Fylke;Kommunekode;Kommune;Organisasjonsnummer;"
    "EnhetNavn;AndelDeltatt;AntallBesvart;AntallInvitert\n"
    "2022-23;7. årstrinn;4;99;Fjord;9901;Fjellvik;999000001;Nes skole;83,9;161;192\n"
    "2023-24;7. årstrinn;4;99;Fjord;9901;Fjellvik;999000001;Nes skole;83,9;161;192\n";
static const char report[] =
    "{\"metadata\":{\"rowHierarchy\":[\"Nasjonalt\",\"Fylke\"],\"columns\":[[{\"name\":\"2023-24\","
    "\"columnCount\":2}],[{\"name\":\"Grunnskolepoeng\",\"columnCount\":1},{\"name\":"
    "\"Antall elever\",\"columnCount\":1}]]},\"rows\":["
    "{\"navn\":\"Hele landet\",\"kode\":\"I\",\"id\":\"1\",\"data\":[\"42,4\",\"60 000\"]},"
    "{\"navn\":\"Fjord\",\"kode\":\"99\",\"id\":\"1.2\",\"data\":[\"42,4\",\"7 000\"]}]}";
static const char report_of_indicators[] =
    "{\"metadata\":{\"rowHierarchy\":[\"Indikator\",\"Spørsmål\"],\"columns\":[[{\"name\":"
    "\"2023-24\",\"columnCount\":1}],[{\"name\":\"Nes skole\",\"columnCount\":1}],[{\"name\":"
    "\"10. årstrinn\",\"columnCount\":1}],[{\"name\":\"Andel mobbet\",\"columnCount\":1}]]},"
    "\"rows\":[{\"navn\":\"Mobbing på skolen\",\"id\":\"41\",\"data\":[\"*\"]}]}";

static const tell_catalogue *catalogue;

static int is_expected(tell_status status) {
  assert_true(status == TELL_OK || status == TELL_E_MEMORY);
  return status == TELL_OK;
}

static int read_all(void *payload) {
  static const char *const texts[] = {bullying, participation, report, report_of_indicators};
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  (void)payload;
  int good = is_expected(tell_ingest_create(catalogue, &ingest, NULL));
  if (good) {
    good &= is_expected(tell_ingest_set_unit(ingest, "school", "999000001", "Nes skole", NULL));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
      good &= is_expected(tell_ingest_add_memory(ingest, "a", texts[i], strlen(texts[i]), NULL));
    int finished = is_expected(tell_ingest_finish(ingest, &dataset, NULL));
    assert_true(finished == (dataset != NULL));
    good &= finished;
  }
  if (good)
    assert_int_equal(tell_dataset_observation_count(dataset), 7);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  return good;
}

static void test_reading_json_survives_every_failed_allocation(void **state) {
  (void)state;
  assert_true(failing_alloc_each(read_all, NULL) > 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_reading_json_survives_every_failed_allocation)};
  tell_catalogue *made = NULL;
  if (tell_catalogue_create(&made, NULL) != TELL_OK)
    return 1;
  catalogue = made;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  tell_catalogue_free(made);
  return failed;
}
