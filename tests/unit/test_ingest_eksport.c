/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small tables of Udir's Eksport API, with all fields and with few, as CSV and as JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"
#include "near.h"

#define UNIT "EnhetNivaa;Nasjonaltkode;Nasjonalt;Fylkekode;Fylke;Kommunekode;Kommune;"
#define SCHOOL UNIT "Organisasjonsnummer;EnhetNavn"
#define GROUPS                                                                                     \
  "GruppeNivaa;GruppeKode;GruppeNavn;TrinnNivaa;TrinnKode;Trinnnavn;EierformNivaa;Eierformkode;"   \
  "EierformNavn;KjoennNivaa;KjoennKode;Kjoenn"
#define PAGES "Sidenummer;RaderSide;RaderTotalt\n"
#define QUESTION                                                                                   \
  "SpoersmaalNivaa;Spoersmaalgruppekode;Spoersmaalgruppe;Spoersmaalkode;Spoersmaalnavn;"
#define ANSWERS                                                                                    \
  "AndelSvaralternativ1;AndelSvaralternativ2;AndelSvaralternativ3;AndelSvaralternativ4;"           \
  "AndelSvaralternativ5;AntallBesvartSvaralternativ1;AntallBesvartSvaralternativ2;"                \
  "AntallBesvartSvaralternativ3;AntallBesvartSvaralternativ4;AntallBesvartSvaralternativ5;"
#define TABLE_148                                                                                  \
  QUESTION "Skoleaarnavn;" SCHOOL ";" GROUPS ";Score;Standardavvik;AntallBesvart;" ANSWERS PAGES
#define TABLE_149                                                                                  \
  "TemaNivaa;Temakode;Temanavn;SpoersmaalNivaa;Spoersmaalkode;Spoersmaalnavn;SvaralternativNivaa;" \
  "SvaralternativKode;SvaralternativNavn;Skoleaarnavn;" SCHOOL ";" GROUPS                          \
  ";Score;Standardavvik;AntallBesvart;AndelBesvart;" PAGES
#define TABLE_150 QUESTION "Skoleaarnavn;" SCHOOL ";" GROUPS ";AndelMobbet;AntallBesvart;" PAGES
#define TABLE_151                                                                                  \
  SCHOOL ";Skoleaarnavn;TrinnNivaa;TrinnKode;Trinnnavn;EierformNivaa;Eierformkode;EierformNavn;"   \
         "AndelDeltatt;AntallBesvart;AntallInvitert;" PAGES

#define NATION "1;I;Hele landet;00;;0000;;I;Hele landet"
#define COUNTY "2;I;Hele landet;99;Fjord;0000;;99;Fjord"
#define CITY "3;I;Hele landet;99;Fjord;9901;Fjellvik;9901;Alle skoler"
#define NES "4;I;Hele landet;99;Fjord;9901;Fjellvik;999000001;Nes skole"
#define GRADE_7 "7;7;7. årstrinn"
#define ALL_OWNERS "1;-10;Alle eierformer"
#define PUBLIC "2;3;Offentlig skole"
#define ALL_PUPILS "1;-10;Alle grupper;" GRADE_7 ";" ALL_OWNERS ";1;A;Alle kjønn"
#define GIRLS "1;-10;Alle grupper;" GRADE_7 ";" ALL_OWNERS ";2;J;Jente"
#define PAGE ";1;2;2\n"
#define TRIVSEL "1;EUIndeks_1379;Trivsel;EUIndeks_1379;Alle spørsmål;2022-23;"
#define BULLYING "1;EUIndeks_1398;Mobbing på skolen;EUIndeks_1398;Alle spørsmål;2022-23;"

/* The same table as a JSON array of objects; blank cells are null. Free with free(). */
static char *to_json(const char *csv) {
  const char *header_end = strchr(csv, '\n');
  char *json = calloc(1, 64 * strlen(csv) + 16);
  assert_non_null(json);
  char *out = json;
  *out++ = '[';
  for (const char *line = header_end + 1; *line != '\0'; line = strchr(line, '\n') + 1) {
    const char *key = csv, *cell = line;
    strcpy(out, out[-1] == '[' ? "{" : ",{");
    out += strlen(out);
    for (;;) {
      size_t key_length = strcspn(key, ";\n"), length = strcspn(cell, ";\n");
      *out++ = '"';
      memcpy(out, key, key_length);
      out += key_length;
      strcpy(out, length > 0 ? "\":\"" : "\":null");
      out += strlen(out);
      memcpy(out, cell, length);
      out += length;
      if (length > 0)
        *out++ = '"';
      assert_true((key[key_length] == ';') == (cell[length] == ';'));
      if (key[key_length] != ';')
        break;
      *out++ = ',';
      key += key_length + 1;
      cell += length + 1;
    }
    *out++ = '}';
  }
  strcpy(out, "]");
  return json;
}

static void assert_json_equals_csv(const tell_catalogue *catalogue, const tell_dataset *data,
                                   const char *csv) {
  char *json = to_json(csv);
  tell_dataset *other = ingested_text(catalogue, json);
  assert_string_equal(ingested_account_text(other, 0, "delimiter"), "json");
  ingested_assert_equal(data, other);
  tell_dataset_free(other);
  free(json);
}

static void test_table_148_gives_indices_of_every_level(void **state) {
  static const char csv[] = TABLE_148 TRIVSEL NATION
      ";" ALL_PUPILS ";4,1;0,9;63 187;;;;;;;;;;" PAGE TRIVSEL COUNTY ";" ALL_PUPILS
      ";4,0;0,9;7 706;;;;;;;;;;" PAGE TRIVSEL CITY ";" ALL_PUPILS
      ";4,2;0,9;  116;;;;;;;;;;" PAGE TRIVSEL NES ";" ALL_PUPILS ";*;*;*;;;;;;;;;;" PAGE TRIVSEL NES
      ";" GIRLS ";4,3;0,8;  25;;;;;;;;;;" PAGE
      "2;EUIndeks_1379;Trivsel;EUSpoersmaal_Q1;Trives du på skolen?;2022-23;" NES ";" ALL_PUPILS
      ";4,1;0,9;60;1,0;2,0;10,0;40,0;47,0;1;1;6;24;28" PAGE;
  tell_dataset *data = ingested_text(*state, csv);
  assert_string_equal(ingested_account_text(data, 0, "layout"), "udir-eksport");
  assert_int_equal(ingested_account(data, 0, "accepted"), 5);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 1);
  const tell__observation *o = ingested_cell(data, "I", "eu_trivsel");
  assert_double_near(o->value, 4.1, 1e-15, 0);
  assert_int_equal(o->n, 63187);
  assert_int_equal(o->flags, TELL__FLAG_SD_POOLED);
  assert_int_equal(o->period, 2022);
  assert_int_equal(o->grade, 7);
  assert_int_equal(ingested_cell(data, "9901", "eu_trivsel")->n, 116);
  assert_string_equal(ingested_unit_text(data, "municipality", "9901", "name"), "Fjellvik");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "parent"), "9901");
  assert_string_equal(ingested_unit_text(data, "municipality", "9901", "parent"), "99");
  int64_t count = 0;
  o = ingested_observations(data, "999000001", "eu_trivsel", &count);
  assert_int_equal(count, 2);
  assert_int_equal(o[0].state, TELL_STATE_SUPPRESSED);
  assert_int_equal(o[1].gender, 1);
  assert_int_equal(o[1].n, 25);
  ingested_assert_clean(tell_dataset_issues(data));
  assert_json_equals_csv(*state, data, csv);
  tell_dataset_free(data);
}

static void test_table_149_gives_themes_under_a_source_of_their_own(void **state) {
  static const char csv[] = TABLE_149
      "1;EUTema_1;Trivsel;1;-10;Alle spørsmål;1;-10;Alle svaralternativ;2022-23;" NES ";" ALL_PUPILS
      ";4,1;0,9;60;" PAGE "1;EUTema_1;Trivsel;1;-10;Alle spørsmål;2;5;Svært godt;2022-23;" NES
      ";" ALL_PUPILS ";;;28;46,7" PAGE
      "1;EUTema_9;Trygt miljø;1;-10;Alle spørsmål;1;-10;Alle svaralternativ;"
      "2022-23;" NES ";" ALL_PUPILS ";4,0;0,8;60;" PAGE;
  static const char indices[] = TABLE_148 TRIVSEL NES ";" ALL_PUPILS ";4,2;0,9;61;;;;;;;;;;" PAGE;
  const char *texts[] = {csv, indices};
  tell_dataset *data = ingested_text(*state, csv);
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 2);
  const tell__observation *o = ingested_cell(data, "999000001", "eu_trivsel");
  assert_string_equal(tell__catalogue_get(*state)->sources[o->source].id, "udir-eu-tema");
  assert_int_equal(o->n, 60);
  ingested_assert_clean(tell_dataset_issues(data));
  assert_json_equals_csv(*state, data, csv);
  tell_dataset_free(data);
  data = ingested_texts(*state, texts, 2);
  int64_t count = 0;
  ingested_observations(data, "999000001", "eu_trivsel", &count);
  assert_int_equal(count, 2);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static const char participation[] =
    TABLE_151 NES ";2022-23;" GRADE_7 ";" ALL_OWNERS ";83,9;161;192" PAGE CITY ";2022-23;" GRADE_7
                  ";" ALL_OWNERS ";90,0;900;1 000" PAGE;

/* 8 of 161 is 4,97, published as 5,0; the girls' answers are not published. */
static void test_table_150_takes_its_answers_from_table_151_in_any_order(void **state) {
  static const char csv[] =
      TABLE_150 BULLYING NES ";" ALL_PUPILS ";5,0;8" PAGE BULLYING NES ";" GIRLS ";4,0;3" PAGE;
  const char *orders[2][2] = {{csv, participation}, {participation, csv}};
  tell_dataset *both[2];
  for (int i = 0; i < 2; i++) {
    both[i] = ingested_texts(*state, orders[i], 2);
    int64_t count = 0;
    const tell__observation *o = ingested_observations(both[i], "999000001", "eu_mobbing", &count);
    assert_int_equal(count, 2);
    assert_double_near(o[0].value, 5.0, 1e-15, 0);
    assert_int_equal(o[0].numerator, 8);
    assert_int_equal(o[0].has, TELL__HAS_N | TELL__HAS_NUMERATOR);
    assert_int_equal(o[0].n, 161);
    assert_int_equal(o[1].has, TELL__HAS_NUMERATOR);
    assert_int_equal(o[0].flags | o[1].flags, 0);
    o = ingested_cell(both[i], "999000001", "eu_deltakelse");
    assert_int_equal(o->numerator, 161);
    assert_int_equal(o->n, 192);
    ingested_assert_clean(tell_dataset_issues(both[i]));
  }
  ingested_assert_equal(both[0], both[1]);
  tell_dataset_free(both[0]);
  tell_dataset_free(both[1]);
}

static void test_bullying_that_contradicts_participation_keeps_no_answers(void **state) {
  static const char csv[] = TABLE_150 BULLYING NES ";" ALL_PUPILS ";9,9;8" PAGE BULLYING CITY
                                                   ";" ALL_PUPILS ";5,0;901" PAGE;
  const char *texts[] = {participation, csv};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  assert_int_equal(ingested_cell(data, "999000001", "eu_mobbing")->has, TELL__HAS_NUMERATOR);
  assert_int_equal(ingested_cell(data, "9901", "eu_mobbing")->has, TELL__HAS_NUMERATOR);
  const tell_issues *issues = tell_dataset_issues(data);
  assert_int_equal(ingested_issue_count(issues, "share_against_counts"), 1);
  assert_int_equal(ingested_issue_count(issues, "numerator_over_n"), 1);
  tell_dataset_free(data);
}

/* Another grade, owner, year or unit is no participation of these pupils. */
static void test_bullying_without_its_participation_is_told_once(void **state) {
  static const char csv[] =
      TABLE_150 BULLYING NES ";" ALL_PUPILS ";5,0;8" PAGE BULLYING CITY ";" ALL_PUPILS
                             ";*;*" PAGE BULLYING COUNTY ";" ALL_PUPILS ";5,0;80" PAGE;
  static const char other[] = TABLE_151 NES
      ";2022-23;8;8;8. årstrinn;" ALL_OWNERS ";83,9;161;192" PAGE NES ";2022-23;" GRADE_7 ";" PUBLIC
      ";83,9;161;192" PAGE NES ";2021-22;" GRADE_7 ";" ALL_OWNERS ";83,9;161;192" PAGE CITY
      ";2022-23;" GRADE_7 ";" ALL_OWNERS ";83,9;161;192" PAGE;
  const char *texts[] = {csv, other};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  assert_int_equal(ingested_cell(data, "999000001", "eu_mobbing")->has, TELL__HAS_NUMERATOR);
  assert_int_equal(ingested_cell(data, "9901", "eu_mobbing")->state, TELL_STATE_SUPPRESSED);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "no_participation"), 1);
  tell_dataset_free(data);
}

/* One of the groups is not all: their pupils are in the rows of all of them too. */
static void test_rows_of_groups_and_programmes_do_not_touch_the_total(void **state) {
  tell_dataset *data = ingested_text(
      *state, "Spoersmaalgruppe;Spoersmaalnavn;Skoleaarnavn;Trinnnavn;Kjoenn;EierformNavn;"
              "Organisasjonsnummer;GruppeKode;UtdanningstypeNavn;UtdanningsprogramNavn;Score;"
              "AntallBesvart\n"
              "Trivsel;Alle spørsmål;2022-23;Vg1;Alle kjønn;Alle eierformer;999000001;-10;Alle "
              "utdanningstyper;Alle utdanningsprogram;4,0;100\n"
              "Trivsel;Alle spørsmål;2022-23;Vg1;Alle kjønn;Alle eierformer;999000001;12;Alle "
              "utdanningstyper;Alle utdanningsprogram;4,1;50\n"
              "Trivsel;Alle spørsmål;2022-23;Vg1;Alle kjønn;Alle eierformer;999000001;;"
              "Yrkesfag;;4,2;60\n"
              "Trivsel;Alle spørsmål;2022-23;Vg1;Alle kjønn;Alle eierformer;999000001;A;;"
              "Studiespesialisering;3,9;40\n");
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 3);
  assert_int_equal(ingested_cell(data, "999000001", "eu_trivsel")->n, 100);
  assert_int_equal(ingested_cell(data, "999000001", "eu_trivsel")->grade, 11);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "subgroup_rows"), 1);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_both_written_forms_and_codes_alone_say_the_same(void **state) {
  static const char *const texts[] = {
      "Spoersmaalgruppe;Spoersmaalnavn;Skoleaarnavn;Trinnnavn;Kjoenn;EierformNavn;"
      "Organisasjonsnummer;Score;Standardavvik;AntallBesvart\n"
      "Støtte fra lærer;Alle spørsmål;2022-23;10. årstrinn;Gutt;Offentlig skole;999000001;4,0;0,9;"
      "100\n",
      "Spoersmaalgruppe;Spoersmaalnavn;Skoleaarnavn;Trinnnavn;Kjoenn;EierformNavn;"
      "Organisasjonsnummer;Score;Standardavvik;AntallBesvart\n"
      "Støtte frå lærar;Alle spørsmål;2022-23;10. årssteg;Gut;Offentleg skule;999000001;4,0;0,9;"
      "100\n",
      "Spoersmaalgruppekode;Spoersmaalkode;Skoleaarnavn;TrinnKode;KjoennKode;Eierformkode;"
      "Organisasjonsnummer;Score;Standardavvik;AntallBesvart\n"
      "EUIndeks_1380;EUIndeks_1380;2022-23;10;G;3;999000001;4,0;0,9;100\n"};
  tell_dataset *first = ingested_text(*state, texts[0]);
  const tell__observation *o = ingested_cell(first, "999000001", "eu_stotte_laerer");
  assert_int_equal(o->grade, 10);
  assert_int_equal(o->gender, 2);
  assert_int_equal(o->owner, 1);
  for (size_t i = 0; i < 3; i++) {
    tell_dataset *other = ingested_text(*state, texts[i]);
    ingested_assert_clean(tell_dataset_issues(other));
    ingested_assert_equal(first, other);
    assert_json_equals_csv(*state, other, texts[i]);
    tell_dataset_free(other);
  }
  tell_dataset_free(first);
}

/* Upper secondary schools have no municipality, and their level may be counted without it. */
static void test_upper_secondary_school_belongs_to_its_county(void **state) {
  tell_dataset *data = ingested_text(
      *state, "Spoersmaalgruppe;Spoersmaalnavn;Skoleaarnavn;EnhetNivaa;Nasjonaltkode;Nasjonalt;"
              "Fylkekode;Fylke;Organisasjonsnummer;EnhetNavn;Trinnnavn;Kjoenn;AndelMobbet;"
              "AntallBesvart\n"
              "Mobbing på skolen;Alle spørsmål;2022-23;3;I;Hele landet;99;Fjord;999000001;Nes vgs;"
              "Videregående trinn 2;Alle kjønn;*;*\n"
              "Mobbing på skolen;Alle spørsmål;2022-23;2;I;Hele landet;99;Fjord;99;Fjord;"
              "Videregående trinn 2;Alle kjønn;;\n");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "parent"), "99");
  assert_string_equal(ingested_unit_text(data, "county", "99", "name"), "Fjord");
  assert_int_equal(ingested_cell(data, "999000001", "eu_mobbing")->state, TELL_STATE_SUPPRESSED);
  assert_int_equal(ingested_cell(data, "999000001", "eu_mobbing")->grade, 12);
  assert_int_equal(ingested_cell(data, "99", "eu_mobbing")->state, TELL_STATE_NOT_APPLICABLE);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static const char by_name[] =
    "Spoersmaalgruppe;Spoersmaalnavn;Skoleaarnavn;Trinnnavn;EnhetNavn;Score;AntallBesvart\n"
    "Trivsel;Alle spørsmål;2022-23;7. årstrinn;Nes skole ;4,0;100\n"
    "Trivsel;Alle spørsmål;2023-24;7. årstrinn;Vik skole;4,1;100\n";

static void test_unit_without_code_is_found_by_name_in_the_register(void **state) {
  const char *texts[] = {"code;name;level\n999000001;Nes skole;school\n", by_name};
  tell_dataset *data = ingested_texts(*state, texts, 2);
  assert_int_equal(ingested_account(data, 1, "accepted"), 1);
  assert_int_equal(ingested_account(data, 1, "rejected"), 1);
  assert_int_equal(ingested_cell(data, "999000001", "eu_trivsel")->period, 2022);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_NOTE, "unit_by_name", "b.csv", 2,
                        43, "EnhetNavn");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "unknown_unit", "b.csv", 3,
                        43, "EnhetNavn");
  tell_dataset_free(data);
}

static tell_dataset *read_for(const tell_catalogue *catalogue, const char *name, const char *text) {
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_unit(ingest, "school", "999000001", name, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  tell_ingest_free(ingest);
  return data;
}

static void test_unit_of_another_name_than_the_given_one_is_warned_of(void **state) {
  tell_dataset *data = read_for(*state, "NES SKOLE", by_name);
  assert_int_equal(ingested_account(data, 0, "accepted"), 2);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_NOTE, "unit_given", "a.csv", 2, 43,
                        "EnhetNavn");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_WARNING, "other_unit_name",
                        "a.csv", 3, 43, "EnhetNavn");
  tell_dataset_free(data);
  data = read_for(*state, NULL, by_name);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unit_given"), 2);
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "name"), "Vik skole");
  tell_dataset_free(data);
}

static void test_given_unit_is_not_taken_for_a_row_of_another_level(void **state) {
  tell_dataset *data =
      read_for(*state, "Nes skole",
               "Spoersmaalgruppe;Spoersmaalnavn;Skoleaarnavn;Trinnnavn;EnhetNivaa;EnhetNavn;Score\n"
               "Trivsel;Alle spørsmål;2022-23;7. årstrinn;4;Nes skole;4,0\n"
               "Trivsel;Alle spørsmål;2022-23;7. årstrinn;3;Fjellvik;4,1\n");
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  assert_int_equal(ingested_account(data, 0, "rejected"), 1);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unknown_unit"), 1);
  tell_dataset_free(data);
}

static void test_cells_that_cannot_be_understood_reject_their_records(void **state) {
  tell_dataset *data = ingested_text(
      *state, "Spoersmaalgruppe;Spoersmaalnavn;Skoleaarnavn;Trinnnavn;Kjoenn;EierformNavn;"
              "EnhetNivaa;Organisasjonsnummer;Score\n"
              "Trivsel;Alle spørsmål;2022;7. årstrinn;Jente;Privat;4;999000001;4,0\n"
              "Trivsel;Alle spørsmål;2022-23;17. årstrinn;Jente;Privat;4;999000001;4,0\n"
              "Trivsel;Alle spørsmål;2022-23;7. årstrinn;Ukjent;Privat;4;999000001;4,0\n"
              "Trivsel;Alle spørsmål;2022-23;7. årstrinn;Jente;Ukjent;4;999000001;4,0\n"
              "Trivsel;Alle spørsmål;2022-23;7. årstrinn;Jente;Privat;9;9901;4,0\n"
              "Ukjent;Alle spørsmål;2022-23;7. årstrinn;Jente;Privat;4;999000001;4,0\n");
  const tell_issues *issues = tell_dataset_issues(data);
  static const char *const codes[] = {"unknown_period", "unknown_grade", "unknown_gender",
                                      "unknown_owner", "unknown_level"};
  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    assert_int_equal(ingested_issue_count(issues, codes[i]), 1);
  assert_int_equal(ingested_account(data, 0, "rejected"), 5);
  assert_int_equal(ingested_account(data, 0, "skipped_other"), 1);
  assert_int_equal(ingested_issue_count(issues, "other_measure"), 1);
  ingested_assert_never_quoted(issues, "Ukjent");
  tell_dataset_free(data);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_table_148_gives_indices_of_every_level),
      cmocka_unit_test(test_table_149_gives_themes_under_a_source_of_their_own),
      cmocka_unit_test(test_table_150_takes_its_answers_from_table_151_in_any_order),
      cmocka_unit_test(test_bullying_that_contradicts_participation_keeps_no_answers),
      cmocka_unit_test(test_bullying_without_its_participation_is_told_once),
      cmocka_unit_test(test_rows_of_groups_and_programmes_do_not_touch_the_total),
      cmocka_unit_test(test_both_written_forms_and_codes_alone_say_the_same),
      cmocka_unit_test(test_upper_secondary_school_belongs_to_its_county),
      cmocka_unit_test(test_unit_without_code_is_found_by_name_in_the_register),
      cmocka_unit_test(test_unit_of_another_name_than_the_given_one_is_warned_of),
      cmocka_unit_test(test_given_unit_is_not_taken_for_a_row_of_another_level),
      cmocka_unit_test(test_cells_that_cannot_be_understood_reject_their_records),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
