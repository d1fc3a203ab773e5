/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables read by a mapping: every transform, sign and repair, and what is said of what does not
 * fit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingested.h"
#include "mapped.h"
#include "near.h"

#define SCHOOL "unit_code;orgnr\n"
#define KEYS SCHOOL "period;;2024-25\nindicator;;np_lesing\ngrade;;5\n"

/* A table with the twin in our own layout that it stands for. */
typedef struct twin {
  const char *mapping, *text, *tidy;
} twin;

static const twin twins[] = {
    /* Everything by its name. */
    {"unit_code;orgnr\nunit_name;skole\nlevel;niva\nsource;kilde\nperiod;aar\ngrade;trinn\n"
     "gender;kjonn\nowner;eier\nindicator;mal\nvalue;verdi\nn;antall\nsd;avvik\nmargin;usikker\n"
     "state;status\n",
     "orgnr;skole;niva;kilde;aar;trinn;kjonn;eier;mal;verdi;antall;avvik;usikker;status\n"
     "999000001;Nes;school;udir-np;2023-24;5. trinn;Jente;Offentlig;np_lesing;50;20;9;0,4;\n"
     "999000001;Nes;;;202306;8;;;np_lesing;;;;;not_comparable\n",
     "unit_code;unit_name;level;source;period;grade;gender;owner;indicator;value;n;sd;margin;"
     "state\n"
     "999000001;Nes;school;udir-np;2023-24;5;girls;public;np_lesing;50;20;9;0,4;\n"
     "999000001;Nes;;local;2022-23;8;;;np_lesing;;;;;not_comparable\n"},
    /* School years in each form. */
    {"unit_code;o\nperiod;aar;;start_year\nindicator;;np_lesing\nvalue;v\n",
     "o;aar;v\n999000001;2022;50\n",
     "unit_code;period;indicator;value\n999000001;2022-23;np_lesing;50\n"},
    {"unit_code;o\nperiod;aar;;end_year\nindicator;;np_lesing\nvalue;v\n",
     "o;aar;v\n999000001;2022;50\n",
     "unit_code;period;indicator;value\n999000001;2021-22;np_lesing;50\n"},
    {"unit_code;o\nperiod;aar;;school_year\nindicator;;np_lesing\nvalue;v\n",
     "o;aar;v\n999000001;2022/2023;50\n",
     "unit_code;period;indicator;value\n999000001;2022-23;np_lesing;50\n"},
    {"unit_code;o\nperiod;aar;;strip_prefix:Høst |start_year\nindicator;;np_lesing\nvalue;v\n",
     "o;aar;v\n999000001;Høst 2022;50\n",
     "unit_code;period;indicator;value\n999000001;2022-23;np_lesing;50\n"},
    /* A lookup, compared as names are, with all others kept, and blanks. */
    {KEYS "gender;kj;;map:kj\nmap:kj;PIKER;girls\nmap:kj;(other);(same)\nmap:kj;;boys\nvalue;v\n",
     "orgnr;kj;v\n999000001;piker;50\n999000001;;51\n999000001;alle;52\n",
     "unit_code;period;indicator;grade;gender;value\n999000001;2024-25;np_lesing;5;girls;50\n"
     "999000001;2024-25;np_lesing;5;boys;51\n999000001;2024-25;np_lesing;5;all;52\n"},
    /* Codes with something lost or put on. */
    {"unit_code;kode;;pad:4\nperiod;;2024-25\nindicator;;np_lesing\ngrade;;5\nvalue;v\n",
     "kode;v\n301;50\n4601;51\n",
     "unit_code;period;indicator;grade;value\n0301;2024-25;np_lesing;5;50\n"
     "4601;2024-25;np_lesing;5;51\n"},
    {"unit_code;kode;;strip_suffix:-x|upper\nperiod;;2024-25\nindicator;;np_lesing\ngrade;;5\n"
     "value;v\n",
     "kode;v\nu90099009-x;50\n",
     "unit_code;period;indicator;grade;value\n"
     "U90099009;2024-25;np_lesing;5;50\n"},
    /* Numbers with their mark moved. */
    {SCHOOL "period;;2024-25\nindicator;;laerertetthet\nvalue;v;;divide:100\n",
     "orgnr;v\n999000001;1655\n",
     "unit_code;period;indicator;value\n999000001;2024-25;laerertetthet;16,55\n"},
    {SCHOOL "period;;2024-25\nindicator;;eu_mobbing\ngrade;;7\nvalue;v;;multiply:100\nn;n\n",
     "orgnr;v;n\n999000001;0,081;161\n",
     "unit_code;period;indicator;grade;value;n\n999000001;2024-25;eu_mobbing;7;8,1;161\n"},
    /* Text around a number. */
    {KEYS "value;v;;strip_suffix:poeng\nn;n;;strip_prefix:n=\n",
     "orgnr;v;n\n999000001;50,5 poeng;n=20\n",
     "unit_code;period;indicator;grade;value;n\n999000001;2024-25;np_lesing;5;50,5;20\n"},
    /* Signs. */
    {KEYS "sign;x;suppressed\nsign;-;zero\nsign;u;not_taken_part\nsign;ikke;not_comparable\n"
          "sign;..;not_applicable\ngender;kj\nvalue;v\nn;n\n",
     "orgnr;kj;v;n\n999000001;alle;x;x\n999000001;jente;u;-\n999000001;gutt;..;\n",
     "unit_code;period;indicator;grade;gender;value;n;state\n"
     "999000001;2024-25;np_lesing;5;alle;*;*;\n"
     "999000001;2024-25;np_lesing;5;jente;;0;\n999000001;2024-25;np_lesing;5;gutt;.;;\n"},
    {KEYS "sign;;not_applicable\nvalue;v\n", "orgnr;v\n999000001;\n",
     "unit_code;period;indicator;grade;value\n999000001;2024-25;np_lesing;5;.\n"},
    /* Marks. */
    {KEYS "decimal_mark;;point\nvalue;v\n", "orgnr;v\n999000001;50.125\n",
     "unit_code,period,indicator,grade,value\n999000001,2024-25,np_lesing,5,50.125\n"},
    {KEYS "delimiter;;space\nvalue;v\n", "orgnr v\n999000001 50\n",
     "unit_code;period;indicator;grade;value\n999000001;2024-25;np_lesing;5;50\n"},
    /* A numerator alone, and members of a distribution. */
    {SCHOOL "period;;2024-25\nindicator;;eu_mobbing\ngrade;;7\nnumerator;x\nn;n\n",
     "orgnr;x;n\n999000001;8;161\n",
     "unit_code;period;indicator;grade;numerator;n\n999000001;2024-25;eu_mobbing;7;8;161\n"},
    {SCHOOL "period;;2024-25\nindicator;;np_lesing_niva\ngrade;;5\nvalue;niv{category};;;\nn;n\n",
     "orgnr;niv1;niv2;n\n999000001;25;75;40\n",
     "unit_code;period;indicator;grade;dimension;category;value;n\n"
     "999000001;2024-25;np_lesing_niva;5;mestringsniva;1;25;40\n"
     "999000001;2024-25;np_lesing_niva;5;mestringsniva;2;75;40\n"},
    {KEYS "dimension;;gruppe\ncategory;klasse\nvalue;v\n", "orgnr;klasse;v\n999000001;5A;50\n",
     "unit_code;period;indicator;grade;dimension;category;value\n"
     "999000001;2024-25;np_lesing;5;gruppe;5A;50\n"},
    /* Wide, with what belongs together found by the same parts. */
    {"unit_code;orgnr\nvalue;{indicator} {grade}. trinn {aar}\nn;Antall {indicator} {grade}. trinn "
     "{aar}\n"
     "margin;± {grade}. trinn\nperiod;{aar};;start_year\nindicator;{indicator};;map:fag\n"
     "map:fag;Lesing;np_lesing\nmap:fag;Regning;np_regning\nsource;;udir-np\n",
     "orgnr;Lesing 5. trinn 2023;Antall Lesing 5. trinn 2023;Regning 5. trinn 2023;"
     "Lesing 8. trinn 2024;Antall Lesing 8. trinn 2024;± 5. trinn;± 8. trinn\n"
     "999000001;50;20;51;52;30;1,5;2,5\n",
     "unit_code;source;period;indicator;grade;value;n;margin\n"
     "999000001;udir-np;2023-24;np_lesing;5;50;20;1,5\n"
     "999000001;udir-np;2023-24;np_regning;5;51;;1,5\n"
     "999000001;udir-np;2024-25;np_lesing;8;52;30;2,5\n"},
    /* Lines above the header that say nothing, and a table without one. */
    {KEYS "skip_lines;;3\nvalue;v\n", "Skoler;i kommunen\n\norgnr;v\norgnr;v\n999000001;50\n",
     "unit_code;period;indicator;grade;value\n999000001;2024-25;np_lesing;5;50\n"},
    {KEYS "value;v\n", "Skoler i kommunen\n\norgnr;v\n999000001;50\n",
     "unit_code;period;indicator;grade;value\n999000001;2024-25;np_lesing;5;50\n"},
    {KEYS "header;;orgnr|v\nskip_lines;;1\nvalue;v\n", "Skoler;x\n999000001;50\n",
     "unit_code;period;indicator;grade;value\n999000001;2024-25;np_lesing;5;50\n"},
};

static void test_mapped_table_equals_its_tidy_twin(void **state) {
  for (size_t i = 0; i < sizeof twins / sizeof *twins; i++) {
    tell_dataset *mapped = mapped_text(*state, twins[i].mapping, twins[i].text);
    tell_dataset *tidy = ingested_text(*state, twins[i].tidy);
    if (tell_issues_total(tell_dataset_issues(mapped), TELL_SEVERITY_ERROR) > 0 ||
        tell_dataset_observation_count(mapped) != tell_dataset_observation_count(tidy))
      print_error("twin %d\n", (int)i);
    assert_int_equal(tell_issues_total(tell_dataset_issues(mapped), TELL_SEVERITY_ERROR), 0);
    assert_int_equal(tell_issues_total(tell_dataset_issues(mapped), TELL_SEVERITY_WARNING),
                     tell_issues_total(tell_dataset_issues(tidy), TELL_SEVERITY_WARNING));
    int64_t count = tell_dataset_observation_count(tidy);
    assert_true(count > 0);
    assert_int_equal(tell_dataset_observation_count(mapped), count);
    for (int64_t j = 0; j < count; j++) {
      const tell__observation *a = &tell__dataset_get(mapped)->observations[j];
      const tell__observation *b = &tell__dataset_get(tidy)->observations[j];
      assert_string_equal(tell__dataset_get(mapped)->units[a->unit].code,
                          tell__dataset_get(tidy)->units[b->unit].code);
      assert_true(a->value == b->value && a->sd == b->sd && a->margin == b->margin);
      assert_true(a->n == b->n && a->numerator == b->numerator && a->has == b->has);
      assert_true(a->indicator == b->indicator && a->source == b->source);
      assert_true(a->period == b->period && a->grade == b->grade && a->gender == b->gender);
      assert_true(a->owner == b->owner && a->state == b->state && a->flags == b->flags);
      assert_int_equal(a->decimals, b->decimals);
      assert_string_equal(tell__dataset_category(mapped, a->category),
                          tell__dataset_category(tidy, b->category));
      assert_string_equal(tell__dataset_dimension(mapped, a->category),
                          tell__dataset_dimension(tidy, b->category));
    }
    tell_dataset_free(mapped);
    tell_dataset_free(tidy);
  }
}

static void test_mapped_state_of_a_sign_is_kept(void **state) {
  tell_dataset *data = mapped_text(
      *state, KEYS "sign;ny;not_comparable\nsign;u;not_taken_part\ngender;kj\nvalue;v\nn;n\n",
      "orgnr;kj;v;n\n999000001;alle;ny;20\n999000001;jente;u;0\n999000001;gutt;u;3\n");
  int64_t count = 0;
  const tell__observation *o = ingested_observations(data, "999000001", "np_lesing", &count);
  assert_int_equal(count, 3);
  assert_int_equal(o[0].state, TELL_STATE_NOT_COMPARABLE);
  assert_int_equal(o[1].state, TELL_STATE_NOT_TAKEN_PART);
  assert_int_equal(o[2].state, TELL_STATE_INVALID);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "participants_with_state",
                        "a.csv", 4, 16, "v");
  tell_dataset_free(data);
}

/* From the digits that stand there, not by dividing a double: each equals the number as written. */
static void test_mapped_division_is_exact(void **state) {
  for (int number = 1; number < 4000; number += 7) {
    char text[64], expected[128];
    snprintf(text, sizeof text, "orgnr;v\n999000001;%d\n", number);
    snprintf(expected, sizeof expected,
             "unit_code,period,indicator,value\n999000001,2024-25,laerertetthet,%d.%02d\n",
             number / 100, number % 100);
    tell_dataset *a = mapped_text(
        *state, SCHOOL "period;;2024-25\nindicator;;laerertetthet\nvalue;v;;divide:100\n", text);
    tell_dataset *b = ingested_text(*state, expected);
    assert_true(ingested_cell(a, "999000001", "laerertetthet")->value ==
                ingested_cell(b, "999000001", "laerertetthet")->value);
    assert_int_equal(ingested_cell(a, "999000001", "laerertetthet")->decimals, 2);
    tell_dataset_free(a);
    tell_dataset_free(b);
  }
}

static void test_mapped_hierarchy_comes_along(void **state) {
  tell_dataset *data = mapped_text(*state,
                                   "unit_code;orgnr\nunit_name;skole\nparent;kommune\n"
                                   "area;kommune|omr;;join\narea_name;omr\nperiod;aar\n"
                                   "indicator;;np_lesing\ngrade;;5\nvalue;v\n",
                                   "orgnr;skole;kommune;omr;aar;v\n"
                                   "999000001;Nes skole;4601;Indre;2023-24;50\n"
                                   "999000001;Nes oppveksttun;4601;Indre;2024-25;51\n"
                                   "999000002;Vik skole;4601;;2024-25;51\n");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "name"), "Nes oppveksttun");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "parent"), "4601");
  assert_string_equal(ingested_unit_text(data, "school", "999000001", "area"), "4601 Indre");
  assert_string_equal(ingested_unit_text(data, "school", "999000002", "area"), "");
  assert_string_equal(ingested_unit_text(data, "area", "4601 Indre", "name"), "Indre");
  assert_string_equal(ingested_unit_text(data, "area", "4601 Indre", "parent"), "4601");
  assert_string_equal(ingested_unit_text(data, "municipality", "4601", "parent"), "46");
  assert_string_equal(ingested_unit_text(data, "county", "46", "parent"), "I");
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_mapped_unit_without_code_is_found_by_its_name(void **state) {
  static const char units[] = "code;name;level\n999000001;Nes skole;school\n";
  tell_dataset *data =
      mapped_text_after(*state, units,
                        "unit_name;skole\nperiod;;2024-25\nindicator;;np_lesing\nvalue;v\n"
                        "gender;kj\n",
                        "skole;kj;v\nnes skole;alle;50\nNes skole;jente;51\nVik;alle;52\n");
  int64_t count = 0;
  assert_non_null(ingested_observations(data, "999000001", "np_lesing", &count));
  assert_int_equal(count, 2);
  assert_int_equal(ingested_issue_count(tell_dataset_issues(data), "unit_by_name"), 1);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "unknown_unit", "a.csv", 4,
                        1, "skole");
  tell_dataset_free(data);
}

static void test_mapped_code_as_power_of_ten_is_rejected_as_such(void **state) {
  tell_dataset *data =
      mapped_text_after(*state, "code;name;level\n999000001;Nes skole;school\n",
                        "unit_code;nr\nperiod;;2024-25\nindicator;;np_lesing\nvalue;v\n",
                        "nr;v\n999000001;50\n9,75E+08;51\n");
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, "unusual_code", "a.csv", 3,
                        1, "nr");
  tell_dataset_free(data);
}

static void test_mapped_table_without_units_needs_the_callers(void **state) {
  mapped_assert_unread(*state, "period;;2024-25\nindicator;;np_lesing\nvalue;v\n", "v;w\n50;x\n",
                       "", "the caller named none");
}

static void test_mapped_records_that_cannot_be_used_are_rejected(void **state) {
  static const struct {
    const char *mapping, *cell, *code;
  } cases[] = {{"period;x", "20222", "unknown_period"},
               {"period;x", "2022", "unknown_period"},
               {"period;x;;end_year", "2022-23", "unmapped_value"},
               {"period;x", "", "unknown_period"},
               {"grade;x", "14", "unknown_grade"},
               {"gender;x", "ukjent", "unknown_gender"},
               {"owner;x", "stat", "unknown_owner"},
               {"source;x", "nei", "unknown_source"},
               {"indicator;x", "NP_LESING", "unknown_indicator"},
               {"level;x", "skole", "unknown_level"},
               {"grade;x;;map:t\nmap:t;femte;5", "sjette", "unmapped_value"},
               {"unit_name;x;;map:t\nmap:t;Nes;N", "Vik", "unmapped_value"},
               {"valid_from;x", "i fjor", "unknown_period"},
               {"state;x", "hidden", "unknown_state"},
               {"category;x", "1", "missing_category"},
               {"value;x", "femti", "impossible_number"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char mapping[300] = SCHOOL, text[100];
    static const char *const others[] = {"period;",    ";2024-25", "indicator;",
                                         ";np_lesing", "value;",   "v"};
    strcat(mapping, cases[i].mapping);
    strcat(mapping, "\n");
    for (int j = 0; j < 6; j += 2)
      if (strncmp(cases[i].mapping, others[j], strlen(others[j])) != 0) {
        strcat(mapping, others[j]);
        strcat(mapping, others[j + 1]);
        strcat(mapping, "\n");
      }
    if (strncmp(cases[i].mapping, "value", 5) == 0)
      strcat(mapping, "ignore;v\n");
    snprintf(text, sizeof text, "orgnr;x;v\n999000001;%s;50\n", cases[i].cell);
    tell_dataset *data = mapped_text(*state, mapping, text);
    ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_ERROR, cases[i].code, "a.csv", 2,
                          11, "x");
    ingested_assert_never_quoted(tell_dataset_issues(data), "femti");
    assert_int_equal(ingested_account(data, 0, "rejected"), i + 1 < 16);
    tell_dataset_free(data);
  }
}

static void test_mapped_records_can_be_passed_over(void **state) {
  tell_dataset *data = mapped_text(*state,
                                   KEYS "gender;kj;;map:kj\nmap:kj;ukjent;(skip)\n"
                                        "map:kj;(other);(same)\nvalue;v\n",
                                   "orgnr;kj;v\n999000001;ukjent;1\n999000001;Ukjent;2\n"
                                   "999000001;jente;50\n");
  assert_int_equal(ingested_account(data, 0, "read"), 3);
  assert_int_equal(ingested_account(data, 0, "accepted"), 1);
  assert_int_equal(ingested_account(data, 0, "skipped"), 2);
  ingested_assert_issue(tell_dataset_issues(data), TELL_SEVERITY_NOTE, "skipped_by_mapping",
                        "a.csv", 2, 11, "kj");
  tell_dataset_free(data);
}

static void test_mapped_columns_that_are_not_there_are_named(void **state) {
  mapped_assert_unread(*state, KEYS "value;verdi\n", "orgnr;v\n999000001;50\n", "verdi",
                       "in its line 6 is not");
  mapped_assert_unread(*state, KEYS "value;v\ngender;kjonn\n", "orgnr;v\n999000001;50\n", "kjonn",
                       "in its line 7 is not");
  mapped_assert_unread(*state, SCHOOL "indicator;;np_lesing\nvalue;v {period}\n",
                       "orgnr;v i fjor\n999000001;50\n", "v {period}", "in its line 4 is not");
}

static void test_mapped_columns_of_one_name_matter_where_they_are_used(void **state) {
  mapped_assert_unread(*state, KEYS "value;v\n", "orgnr;v;v\n999000001;50;51\n", "v",
                       "two columns have the name");
  tell_dataset *data =
      mapped_text(*state, KEYS "value;v\nignore;x\n", "orgnr;v;x;x\n999000001;50;1;2\n");
  assert_true(ingested_cell(data, "999000001", "np_lesing")->value == 50);
  ingested_assert_clean(tell_dataset_issues(data));
  tell_dataset_free(data);
}

static void test_mapped_columns_that_no_line_names_are_told_once(void **state) {
  tell_dataset *data = mapped_text(
      *state, "unit_code;orgnr\nindicator;;np_lesing\nvalue;v {period}\nn;n {period}\n",
      "orgnr;v 2023-24;n 2023-24;n 2024-25;v i fjor;merknad\n999000001;50;20;30;51;x\n");
  const tell_issues *issues = tell_dataset_issues(data);
  ingested_assert_issue(issues, TELL_SEVERITY_ERROR, "lone_measure", "a.csv", 1, 27, "n 2024-25");
  assert_int_equal(ingested_issue_count(issues, "unknown_column"), 2);
  assert_int_equal(ingested_cell(data, "999000001", "np_lesing")->n, 20);
  tell_dataset_free(data);
}

static void test_mapped_constants_must_be_known_to_the_catalogue(void **state) {
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  static const char mapping[] = MAPPING_HEAD SCHOOL "period;;2024-25\nindicator;;lesing\nvalue;v\n";
  assert_int_equal(tell_error_create(&err), TELL_OK);
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(
      tell_ingest_set_mapping_memory(ingest, "m.csv", mapping, sizeof mapping - 1, err), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", "orgnr;v\n1;2\n", 12, err),
                   TELL_E_LAYOUT);
  assert_string_equal(tell_error_source(err), "m.csv");
  assert_int_equal(tell_error_line(err), 4);
  assert_string_equal(tell_error_field(err), "indicator");
  tell_error_free(err);
  tell_ingest_free(ingest);
}

/* Several blocks, of which every worker has its own memory of texts. */
static void test_mapped_data_are_the_same_for_every_number_of_threads(void **state) {
  enum { ROWS = 60000, ROW = 80 };
  static const char mapping[] = MAPPING_HEAD
      "unit_code;o;;pad:9\nunit_name;s\nparent;k\narea;k|b;;join\narea_name;b\nperiod;a\n"
      "grade;t\nindicator;i;;map:i\nmap:i;Lesing;np_lesing\nmap:i;Niva;np_lesing_niva\n"
      "category;c\ngender;g;;map:g\nmap:g;x;(skip)\nmap:g;(other);(same)\nvalue;v\nn;n\n";
  static const char *const genders[] = {"alle", "Jente", "gutt", "x", "feil"};
  char *text = malloc((size_t)ROWS * ROW + ROW);
  tell_dataset *data[3] = {NULL};
  assert_non_null(text);
  size_t used = (size_t)sprintf(text, "o;s;k;b;a;t;i;c;g;v;n\n");
  for (int i = 0; i < ROWS; i++)
    used += (size_t)sprintf(text + used, "%d;Skole %d;46%02d;By %d;%d-%02d;%d;%s;%s;%s;%d,%d;%d\n",
                            99000000 + i % 700 * 11, i % 700 + (i > 30000), i % 7, i % 3,
                            2010 + i / 8000, 11 + i / 8000, 5 + i % 4, i % 5 ? "Lesing" : "Niva",
                            i % 5 ? "" : "2", genders[i / 700 % 5], 40 + i % 20, i % 10, i % 50);
  for (int i = 0; i < 3; i++) {
    tell_ingest *ingest = NULL;
    assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
    assert_int_equal(tell_ingest_set_threads(ingest, 1 + 3 * i, NULL), TELL_OK);
    assert_int_equal(tell_ingest_set_mapping_memory(ingest, "m", mapping, sizeof mapping - 1, NULL),
                     TELL_OK);
    assert_int_equal(tell_ingest_add_memory(ingest, "a.csv", text, used, NULL), TELL_OK);
    assert_int_equal(tell_ingest_finish(ingest, &data[i], NULL), TELL_OK);
    tell_ingest_free(ingest);
  }
  free(text);
  const tell_issues *first = tell_dataset_issues(data[0]);
  assert_true(tell_dataset_observation_count(data[0]) > 10000);
  for (int i = 1; i < 3; i++) {
    const tell_issues *other = tell_dataset_issues(data[i]);
    ingested_assert_equal(data[0], data[i]);
    assert_int_equal(tell_issues_count(first), tell_issues_count(other));
    for (int64_t j = 0; j < tell_issues_count(first); j++) {
      assert_string_equal(tell_issues_code(first, j), tell_issues_code(other, j));
      assert_int_equal(tell_issues_line(first, j), tell_issues_line(other, j));
    }
    tell_dataset_free(data[i]);
  }
  tell_dataset_free(data[0]);
}

static void test_mapping_holds_until_it_is_taken_back(void **state) {
  static const char mapping[] = MAPPING_HEAD KEYS "value;v\nlayout_name;;lokal\n";
  static const char second[] = MAPPING_HEAD KEYS "value;w\nlayout_name;;annen\n";
  static const char tidy[] = "unit_code;period;indicator;value\n999000003;2024-25;np_lesing;50\n";
  tell_ingest *ingest = NULL;
  tell_dataset *data = NULL;
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_mapping_memory(ingest, "m", mapping, sizeof mapping - 1, NULL),
                   TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a", "orgnr;v\n999000001;50\n", 21, NULL),
                   TELL_OK);
  assert_int_equal(tell_ingest_set_mapping_memory(ingest, "m", second, sizeof second - 1, NULL),
                   TELL_OK);
  assert_int_equal(tell_ingest_set_mapping_memory(ingest, "m", "x", 1, NULL), TELL_E_LAYOUT);
  assert_int_equal(tell_ingest_add_memory(ingest, "b", "orgnr;w\n999000002;50\n", 21, NULL),
                   TELL_OK);
  assert_int_equal(tell_ingest_set_mapping(ingest, NULL, NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "c", tidy, sizeof tidy - 1, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &data, NULL), TELL_OK);
  tell_ingest_free(ingest);
  assert_string_equal(ingested_account_text(data, 0, "layout"), "lokal");
  assert_string_equal(ingested_account_text(data, 1, "layout"), "annen");
  assert_string_equal(ingested_account_text(data, 2, "layout"), "tidy");
  assert_int_equal(tell_dataset_observation_count(data), 3);
  tell_dataset_free(data);
}

static void test_mapped_layout_by_name_needs_a_mapping(void **state) {
  tell_ingest *ingest = NULL;
  assert_int_equal(tell_ingest_create(*state, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_layout(ingest, "mapped", NULL), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "a", "orgnr;v\n999000001;50\n", 21, NULL),
                   TELL_E_LAYOUT);
  tell_ingest_free(ingest);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_mapped_table_equals_its_tidy_twin),
      cmocka_unit_test(test_mapped_state_of_a_sign_is_kept),
      cmocka_unit_test(test_mapped_division_is_exact),
      cmocka_unit_test(test_mapped_hierarchy_comes_along),
      cmocka_unit_test(test_mapped_unit_without_code_is_found_by_its_name),
      cmocka_unit_test(test_mapped_code_as_power_of_ten_is_rejected_as_such),
      cmocka_unit_test(test_mapped_table_without_units_needs_the_callers),
      cmocka_unit_test(test_mapped_records_that_cannot_be_used_are_rejected),
      cmocka_unit_test(test_mapped_records_can_be_passed_over),
      cmocka_unit_test(test_mapped_columns_that_are_not_there_are_named),
      cmocka_unit_test(test_mapped_columns_of_one_name_matter_where_they_are_used),
      cmocka_unit_test(test_mapped_columns_that_no_line_names_are_told_once),
      cmocka_unit_test(test_mapped_constants_must_be_known_to_the_catalogue),
      cmocka_unit_test(test_mapped_data_are_the_same_for_every_number_of_threads),
      cmocka_unit_test(test_mapping_holds_until_it_is_taken_back),
      cmocka_unit_test(test_mapped_layout_by_name_needs_a_mapping),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
