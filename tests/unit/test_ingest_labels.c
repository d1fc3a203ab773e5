/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels of a user's own for Udir's files: the shares of levels and of participation, whose headers
 * no publisher documents, as members of a distribution. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingested.h"
#include "near.h"

#define IDS                                                                                        \
  "EnhetNivaa|Nasjonaltkode|Fylkekode|Kommunekode|Organisasjonsnummer|Nasjonalt|Fylke|Kommune|"    \
  "EnhetNavn"
#define NP5(measure) "|2023-24.Lesing.5. årstrinn.Alle eierformer.Alle kjønn." measure
#define BERGEN "3|I|46|4601|4601|Hele landet|Vestland|Bergen|Bergen"
#define LABELS "layout;subject;measure;indicator;role;grade;source"

static void write_file(const char *folder, const char *name, const char *text) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
}

/* The built-in catalogue with these labels, and with the two shares of participation. */
static tell_status extend(const char *labels, tell_catalogue **catalogue, tell_error *err) {
  static const char *const names[] = {"labels.csv", "indicators.csv"};
  char folder[] = "/tmp/telling-labels-XXXXXX", path[200];
  assert_non_null(mkdtemp(folder));
  write_file(folder, names[0], labels);
  write_file(folder, names[1],
             "id;family;kind;unit;scale_min;scale_max;plausible_min;plausible_max;direction;"
             "decimals;source;distribution;sd_kind;minimum_answers;name_nb;name_nn;name_en;"
             "about_nb;about_nn;about_en\n"
             "np_lesing_deltakelse;test;distribution;percent;0;100;0;100;none;1;udir-np;deltakelse;"
             "none;;a;b;c;d;e;f\n");
  tell_status status = tell_catalogue_create_from(folder, TELL_CATALOGUE_EXTEND, catalogue, err);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    unlink(path);
  }
  rmdir(folder);
  return status;
}

static const char shares[] = LABELS
    ";category\n"
    "udir-portal;Lesing;Andel mestringsnivå 1;np_lesing_niva;value;;udir-np;1\n"
    "udir-portal;Lesing;Andel mestringsnivå 2;np_lesing_niva;value;;udir-np;2\n"
    "udir-portal;Lesing;Andel mestringsnivå 3;np_lesing_niva;value;;udir-np;3\n"
    "udir-portal;Lesing;Andel fritatt;np_lesing_deltakelse;value;;udir-np;fritatt\n"
    "udir-portal;Lesing;Andel ikke deltatt;np_lesing_deltakelse;value;;udir-np;ikke_deltatt\n"
    "udir-portal;Lesing;Antall elever deltatt;;n;;;\n"
    "udir-portal;Lesing;Antall elever;np_lesing_deltakelse;n;;;\n";

static void assert_member(const tell_dataset *data, const char *indicator, const char *category,
                          const char *dimension, double value, int32_t n) {
  int64_t count = 0, found = 0;
  const tell__observation *o = ingested_observations(data, "4601", indicator, &count);
  for (int64_t i = 0; i < count; i++) {
    if (strcmp(tell__dataset_category(data, o[i].category), category) != 0)
      continue;
    found++;
    assert_string_equal(tell__dataset_dimension(data, o[i].category), dimension);
    assert_double_near(o[i].value, value, 1e-15, 0);
    assert_int_equal(o[i].state, TELL_STATE_PRESENT);
    assert_int_equal(o[i].n, n);
    assert_int_equal(o[i].grade, 5);
    assert_int_equal(o[i].period, 2023);
  }
  assert_int_equal(found, 1);
}

static void test_labels_of_levels_make_a_distribution(void **state) {
  (void)state;
  tell_catalogue *catalogue = NULL;
  assert_int_equal(extend(shares, &catalogue, NULL), TELL_OK);
  tell_dataset *data = ingested_text(
      catalogue, IDS NP5("Skalapoeng") NP5("Antall elever deltatt") NP5("Andel mestringsnivå 1")
                     NP5("Andel mestringsnivå 2")
                         NP5("Andel mestringsnivå 3") "\n" BERGEN "|49|2 748|25,1|49,8|25,1\n");
  ingested_assert_clean(tell_dataset_issues(data));
  assert_int_equal(tell_dataset_observation_count(data), 4);
  assert_member(data, "np_lesing_niva", "1", "mestringsniva", 25.1, 2748);
  assert_member(data, "np_lesing_niva", "2", "mestringsniva", 49.8, 2748);
  assert_member(data, "np_lesing_niva", "3", "mestringsniva", 25.1, 2748);
  assert_int_equal(ingested_cell(data, "4601", "np_lesing")->n, 2748);
  tell_dataset_free(data);
  tell_catalogue_free(catalogue);
}

/* Their shares are of all pupils, not of those who took part. */
static void test_labels_of_participation_have_their_own_count(void **state) {
  (void)state;
  tell_catalogue *catalogue = NULL;
  assert_int_equal(extend(shares, &catalogue, NULL), TELL_OK);
  tell_dataset *data =
      ingested_text(catalogue, IDS NP5("Antall elever") NP5("Andel fritatt")
                                   NP5("Andel ikke deltatt") "\n" BERGEN "|2 900|3,2|2,0\n");
  ingested_assert_clean(tell_dataset_issues(data));
  assert_member(data, "np_lesing_deltakelse", "fritatt", "deltakelse", 3.2, 2900);
  assert_member(data, "np_lesing_deltakelse", "ikke_deltatt", "deltakelse", 2.0, 2900);
  tell_dataset_free(data);
  tell_catalogue_free(catalogue);
}

/* As the README shows it: of all pupils, beside the mean of those who took part. */
static void test_labels_of_exemption_stand_beside_the_mean_with_their_own_count(void **state) {
  static const char labels[] =
      LABELS ";category\n"
             "udir-portal;Lesing;Andel fritatt;np_lesing_fritak;value;;udir-np;\n"
             "udir-portal;Lesing;Antall elever;np_lesing_fritak;n;;;\n"
             "udir-portal;Lesing;Antall elever deltatt;;n;;;\n";
  (void)state;
  tell_catalogue *catalogue = NULL;
  assert_int_equal(extend(labels, &catalogue, NULL), TELL_OK);
  tell_dataset *data = ingested_text(
      catalogue, IDS NP5("Skalapoeng") NP5("Antall elever deltatt") NP5("Andel fritatt")
                     NP5("Antall elever") "\n" BERGEN "|49|2 748|3,2|2 900\n");
  ingested_assert_clean(tell_dataset_issues(data));
  assert_int_equal(ingested_cell(data, "4601", "np_lesing")->n, 2748);
  const tell__observation *exempt = ingested_cell(data, "4601", "np_lesing_fritak");
  assert_double_near(exempt->value, 3.2, 1e-15, 0);
  assert_int_equal(exempt->n, 2900);
  tell_dataset_free(data);
  tell_catalogue_free(catalogue);
}

static void test_labels_hold_for_reports_too(void **state) {
  (void)state;
  tell_catalogue *catalogue = NULL;
  assert_int_equal(extend(shares, &catalogue, NULL), TELL_OK);
  tell_dataset *data = ingested_text(
      catalogue,
      "{\"metadata\":{\"rowHierarchy\":[\"Nasjonalt\",\"Fylke\",\"Kommune\",\"Enhet\"],\"columns\":"
      "[[{\"name\":\"2023-24\",\"columnCount\":2}],[{\"name\":\"Lesing\",\"columnCount\":2}],"
      "[{\"name\":\"5. årstrinn\",\"columnCount\":2}],[{\"name\":\"Alle "
      "kjønn\",\"columnCount\":2}],"
      "[{\"name\":\"Antall elever deltatt\",\"columnCount\":1},"
      "{\"name\":\"Andel mestringsnivå 1\",\"columnCount\":1}]]},"
      "\"rows\":[{\"navn\":\"Bergen\",\"kode\":\"4601\",\"id\":\"1.3.42\",\"data\":[\"2 748\","
      "\"25,1\"]}]}");
  assert_string_equal(ingested_account_text(data, 0, "layout"), "udir-rapport");
  assert_member(data, "np_lesing_niva", "1", "mestringsniva", 25.1, 2748);
  tell_dataset_free(data);
  tell_catalogue_free(catalogue);
}

static void test_labels_of_a_distribution_need_the_category(void **state) {
  (void)state;
  tell_catalogue *catalogue = NULL;
  assert_int_equal(extend(LABELS "\nudir-portal;Lesing;Andel 1;np_lesing_niva;value;;udir-np\n",
                          &catalogue, NULL),
                   TELL_OK);
  tell_dataset *data =
      ingested_text(catalogue, IDS NP5("Skalapoeng") NP5("Andel 1") "\n" BERGEN "|49|25,1\n");
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unnamed_category"), 1);
  assert_int_equal(tell_dataset_observation_count(data), 1);
  tell_dataset_free(data);
  tell_catalogue_free(catalogue);
}

static void test_labels_with_a_category_need_a_distribution(void **state) {
  (void)state;
  tell_catalogue *catalogue = NULL;
  tell_error *err = NULL;
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(extend(LABELS ";category\nudir-portal;Lesing;Poeng;np_lesing;value;;udir-np;1\n",
                          &catalogue, err),
                   TELL_E_CATALOGUE);
  assert_null(catalogue);
  assert_string_equal(tell_error_field(err), "category");
  assert_int_equal(tell_error_line(err), 2);
  tell_error_free(err);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_labels_of_levels_make_a_distribution),
      cmocka_unit_test(test_labels_of_participation_have_their_own_count),
      cmocka_unit_test(test_labels_of_exemption_stand_beside_the_mean_with_their_own_count),
      cmocka_unit_test(test_labels_hold_for_reports_too),
      cmocka_unit_test(test_labels_of_a_distribution_need_the_category),
      cmocka_unit_test(test_labels_with_a_category_need_a_distribution),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
