/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One file of every delimited layout, written in every encoding and with every
 * line end, and given in pieces of several lengths: the same dataset, the same
 * findings at the same places and the same account each time.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/ingest.h"
#include "ingested.h"
#include "mapped.h"

#define NP "2023-24.Lesing.5. årstrinn.Alle eierformer.Alle kjønn."
#define SKOLEPORTEN                                                                                \
  "Nes skole;999000001;Fjord;Fjellvik;Grunnskole;Resultater;Nasjonale prøver 5. trinn;"

typedef struct table {
  const char *layout;
  int is_demanded; /* 1: it is not found by itself */
  const char *mapping;
  const char *text; /* the last record of each has a defect, but of `none` */
} table;

static const table tables[] = {
    {"udir-portal", 0, NULL,
     "EnhetNivaa|Nasjonaltkode|Fylkekode|Kommunekode|Organisasjonsnummer|Nasjonalt|Fylke|Kommune|"
     "EnhetNavn|" NP "Skalapoeng|" NP "Usikkerhet|" NP "Antall elever deltatt\n"
     "3|I|99|9901|9901|Hele landet|Fjord|Fjellvik|Fjellvik|50|0,4|2 776\n"
     "4|I|99|9901|999000001|Hele landet|Fjord|Fjellvik|Blåbærlia skole|*|*|*\n"
     "4|I|99|9901|999000002|Hele landet|Fjord|Fjellvik|Øvre skole|||0\n"
     "9|I|99|9901|999000003|Hele landet|Fjord|Fjellvik|Ås skole|50|1,1|90\n"},
    {"udir-eksport", 0, NULL,
     "EnhetNivaa;Fylkekode;Kommunekode;Organisasjonsnummer;EnhetNavn;Skoleaarnavn;Trinnnavn;"
     "EierformNavn;AndelDeltatt;AntallBesvart;AntallInvitert\n"
     "4;99;9901;999000001;Blåbærlia skole;2023-24;7. årstrinn;Alle eierformer;88,6;31;35\n"
     "4;99;9901;999000002;Øvre skole;i fjor;7. årstrinn;Alle eierformer;88,6;31;35\n"},
    {"skoleporten", 0, NULL,
     "Enhetsnavn;EnhetsId;Fylke;Kommune;Skoletype;Vurderingsområde;Statistikk;"
     "Indikator/delskår;Periode;Eierform;Trinn;Kjønn;Verdi;Måleenhet\n" SKOLEPORTEN
     "Lesing;2019-2020;Offentlig;Trinn 5;Begge kjønn;51;Skalapoeng\n" SKOLEPORTEN
     "Lesing;2018-2019;Offentlig;Trinn 5;Begge kjønn;49;Skalapoeng\n" SKOLEPORTEN
     "Lesing;2019;Offentlig;Trinn 5;Begge kjønn;51;Skalapoeng\n"},
    {"ssb", 0, NULL,
     "region;Grunnskolepoeng 2022;Grunnskolepoeng 2023\n0 Hele landet;43,3;42,4\n"
     "50 Trøndelag;42,1;:\nUkjent område;40;41\n"},
    {"tidy", 0, NULL,
     "unit_code;unit_name;period;grade;indicator;value;n\n"
     "999000001;Blåbærlia skole;2022-23;5;np_lesing;50,5;1 024\n"
     "999000002;\"Øvre; og\nnedre\";2022-23;5;np_lesing;\"51\";12\n\n"
     "999000003;Ås skole;i fjor;5;np_lesing;52;12\n"},
    {"register", 0, NULL,
     "code;name;level;parent;valid_from;valid_to\n9901;Fjellvik på Øya;municipality;99;;\n"
     "999000001;Blåbærlia skole;school;9901;2010-11;\n999000002;Ås skole;sted;9901;;\n"},
    {"pupil-tests", 0, NULL,
     "elev;orgnr;skoleår;trinn;kjønn;prøve;deltakelse;skalapoeng\n"
     "1;999000001;2023-24;5;J;np_lesing;deltatt;52\n2;999000001;2023-24;5;G;np_lesing;deltatt;47\n"
     "3;999000001;2023-24;5;G;np_lesing;fritatt;\n4;999000001;i år;5;G;np_lesing;deltatt;47\n"},
    {"pupil-survey", 0, NULL,
     "orgnr;skoleår;trinn;kjønn;Trives du på skolen?;Får du nok utfordringer på skolen?\n"
     "999000001;2023-24;7;J;5;4\n999000001;2023-24;7;G;vet ikke;3\n999000001;2023-24;7;G;8;3\n"},
    {"pupil-marks", 0, NULL,
     "elev;orgnr;skoleår;kjønn;fagkode;fagtype;vurdering;karakter\n"
     "1;999000001;2023-24;J;NOR0214;fag;standpunkt;5\n1;999000001;2023-24;J;ENG0012;fag;eksamen;4\n"
     "1;999000001;2023-24;J;MAT0010;fag;standpunkt;7\n"},
    {"none", 1, NULL, "navn;tall\nBlåbærlia;1 234,5\nØvre;50 %\nÅs;x\n"},
    {"mapped", 1,
     "unit_code;nr\nunit_name;skole\nperiod;skoleår\ngrade;;5\nindicator;;np_lesing\n"
     "value;poeng\nn;elever\n",
     "nr;skole;skoleår;poeng;elever\n999000001;Blåbærlia;2022-23;50,5;24\n"
     "999000002;Øvre;i fjor;51;30\n"},
};

enum { TABLE_COUNT = sizeof tables / sizeof *tables };

typedef enum encoding { UTF8, UTF8_MARK, LE, LE_MARK, BE, BE_MARK, WESTERN, ENCODINGS } encoding;

static const char *const encoding_names[ENCODINGS] = {
    "utf-8", "utf-8", "utf-16le", "utf-16le", "utf-16be", "utf-16be", "windows-1252"};

/* The text in an encoding; free with free(). */
static char *encode(const char *text, encoding to, size_t *size) {
  if (to == WESTERN)
    return ingested_windows_1252(text, size);
  size_t mark = to == UTF8_MARK ? 3 : 0;
  char *out = NULL;
  if (to == UTF8 || to == UTF8_MARK) {
    *size = strlen(text) + mark;
    out = malloc(*size + 1);
    assert_non_null(out);
    memcpy(out, "\xEF\xBB\xBF", mark);
    strcpy(out + mark, text);
    return out;
  }
  out = ingested_utf16le(text, size);
  for (size_t i = 0; (to == BE || to == BE_MARK) && i < *size; i += 2) {
    char first = out[i];
    out[i] = out[i + 1];
    out[i + 1] = first;
  }
  if (to == LE || to == BE) {
    *size -= 2;
    memmove(out, out + 2, *size);
  }
  return out;
}

/* The text with other line ends; free with free(). */
static char *with_line_ends(const char *text, const char *line_end) {
  char *out = calloc(2, strlen(text) + 1);
  assert_non_null(out);
  for (size_t at = 0; *text != '\0'; text++) {
    if (*text == '\n')
      at += (size_t)sprintf(out + at, "%s", line_end);
    else
      out[at++] = *text;
  }
  return out;
}

typedef struct outcome {
  tell_dataset *data;
  char *findings; /* but for the note that names the encoding */
  size_t size;
} outcome;

static int keep_finding(tell_severity severity, const char *code, const char *source, int64_t line,
                        int64_t column, const char *field, const char *message, void *payload) {
  if (strcmp(code, "recognised") != 0)
    fprintf(payload, "%s %s %s:%d:%d %s %s\n", tell_severity_id(severity), code, source, (int)line,
            (int)column, field, message);
  return 0;
}

static int keep_cell(int64_t record, int64_t column, const char *status, const char *value,
                     size_t length, void *payload) {
  fprintf(payload, "%d:%d %s %.*s\n", (int)record, (int)column, status, (int)length, value);
  return 0;
}

typedef struct pieces {
  const char *bytes;
  size_t left, step;
} pieces;

static int64_t give(char *bytes, size_t capacity, void *payload) {
  pieces *from = payload;
  size_t count = from->step < from->left ? from->step : from->left;
  count = count < capacity ? count : capacity;
  memcpy(bytes, from->bytes, count);
  from->bytes += count;
  from->left -= count;
  return (int64_t)count;
}

static outcome read_pieces(const tell_catalogue *catalogue, const table *what, pieces from,
                           size_t block_bytes) {
  outcome result = {NULL, NULL, 0};
  tell_ingest *ingest = NULL;
  FILE *out = open_memstream(&result.findings, &result.size);
  assert_non_null(out);
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_findings(ingest, keep_finding, out, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_cells(ingest, keep_cell, out, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_threads(ingest, block_bytes > 0 ? 3 : 1, NULL), TELL_OK);
  if (what->mapping != NULL) {
    char mapping[1000] = MAPPING_HEAD;
    strcat(mapping, what->mapping);
    assert_int_equal(
        tell_ingest_set_mapping_memory(ingest, "mapping.csv", mapping, strlen(mapping), NULL),
        TELL_OK);
  } else if (what->is_demanded) {
    assert_int_equal(tell_ingest_set_layout(ingest, what->layout, NULL), TELL_OK);
  }
  ingest->block_bytes = block_bytes;
  assert_int_equal(tell_ingest_add_stream(ingest, "a.csv", give, &from, NULL), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &result.data, NULL), TELL_OK);
  assert_int_equal(fclose(out), 0);
  tell_ingest_free(ingest);
  return result;
}

static void free_outcome(outcome *result) {
  tell_dataset_free(result->data);
  free(result->findings);
}

static void assert_same(const outcome *a, const outcome *b) {
  static const char *const columns[] = {"read",          "accepted",          "rejected",
                                        "skipped_blank", "skipped_duplicate", "cells"};
  assert_string_equal(a->findings, b->findings);
  for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
    assert_int_equal(ingested_account(a->data, 0, columns[i]),
                     ingested_account(b->data, 0, columns[i]));
  assert_string_equal(ingested_account_text(a->data, 0, "layout"),
                      ingested_account_text(b->data, 0, "layout"));
  assert_string_equal(ingested_account_text(a->data, 0, "delimiter"),
                      ingested_account_text(b->data, 0, "delimiter"));
  ingested_assert_equal(a->data, b->data);
}

static void compare_encodings(const tell_catalogue *catalogue, const table *what, const char *text,
                              const outcome *expected) {
  static const size_t steps[] = {1, 2, 7, 100000};
  for (encoding to = UTF8; to < ENCODINGS; to++) {
    size_t size = 0;
    char *bytes = encode(text, to, &size);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
      for (size_t block_bytes = 0; block_bytes <= 64; block_bytes += 64) {
        outcome result = read_pieces(catalogue, what, (pieces){bytes, size, steps[i]}, block_bytes);
        assert_string_equal(ingested_account_text(result.data, 0, "encoding"), encoding_names[to]);
        assert_same(expected, &result);
        free_outcome(&result);
      }
    free(bytes);
  }
}

static void test_encoding_and_pieces_change_nothing(void **state) {
  const table *what = NULL;
  tell_catalogue *catalogue = *state;
  for (what = tables; what < tables + TABLE_COUNT; what++) {
    pieces whole = {what->text, strlen(what->text), strlen(what->text)};
    outcome expected = read_pieces(catalogue, what, whole, 0);
    print_message("# %s\n", what->layout);
    /* It is not the same because nothing was read. */
    assert_string_equal(ingested_account_text(expected.data, 0, "layout"), what->layout);
    assert_true(ingested_account(expected.data, 0, "accepted") > 0);
    assert_int_equal(ingested_account(expected.data, 0, "rejected"),
                     strcmp(what->layout, "none") != 0);
    compare_encodings(catalogue, what, what->text, &expected);
    free_outcome(&expected);
  }
}

/* A quoted line end is part of a value: only the file whose values have none is written anew. */
static void test_line_ends_change_nothing(void **state) {
  static const char *const line_ends[] = {"\r\n", "\r"};
  for (const table *what = tables; what < tables + TABLE_COUNT; what++) {
    if (strchr(what->text, '"') != NULL)
      continue;
    pieces whole = {what->text, strlen(what->text), strlen(what->text)};
    outcome expected = read_pieces(*state, what, whole, 0);
    for (size_t i = 0; i < 2; i++) {
      char *text = with_line_ends(what->text, line_ends[i]);
      compare_encodings(*state, what, text, &expected);
      free(text);
    }
    free_outcome(&expected);
  }
}

/* Every delimited layout has a table here; JSON has one encoding. */
static void test_every_delimited_layout_is_compared(void **state) {
  (void)state;
  for (int32_t i = 0; i < tell_ingest_layout_count(); i++) {
    const char *name = tell_ingest_layout_name(i);
    int found = strncmp(name, "udir-rapport", strlen("udir-rapport")) == 0;
    for (size_t k = 0; k < TABLE_COUNT; k++)
      found |= strcmp(tables[k].layout, name) == 0;
    if (!found)
      fail_msg("no table of the layout %s", name);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_encoding_and_pieces_change_nothing),
      cmocka_unit_test(test_line_ends_change_nothing),
      cmocka_unit_test(test_every_delimited_layout_is_compared),
  };
  return cmocka_run_group_tests(tests, ingested_setup, ingested_teardown);
}
