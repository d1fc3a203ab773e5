/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The host's locale changes nothing: files of three layouts, read and written under C, Norwegian
 * (where printf writes 1,5) and Turkish (where I and i are not each other's) give the same bytes,
 * also as findings and sentences. The locales are made here, in a folder of their own, so that the
 * machine need have none; without localedef the test is skipped.
 */
#define _XOPEN_SOURCE 700
#include <ftw.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wctype.h>

#include <cmocka.h>
#include <telling.h>

/* Names and words with the letters that Turkish folds otherwise, and numbers of several forms. */
static const char tidy[] =
    "LEVEL;UNIT_CODE;UNIT_NAME;PERIOD;GRADE;GENDER;INDICATOR;VALUE;N;MARGIN\n"
    "municipality;9901;FJELLVIK;2022-23;5;alle;np_lesing;50,25;1 640;0,8\n"
    "school;999000001;INDRE VIK skole;2022-23;5;alle;np_lesing;51,5;60;2,5\n"
    "municipality;9901;FJELLVIK;2023-24;5;ALLE;np_lesing;50,75;1 655;0,8\n"
    "school;999000001;INDRE VIK skole;2023-24;5;JENTE;np_lesing;52,25;31;3,1\n"
    "municipality;9901;FJELLVIK;2024-25;5;alle;np_lesing;49,5;1 661;0,8\n"
    "school;999000001;indre vik skole;2024-25;5;alle;np_lesing;fifty;61;2,4\n";

#define PATH "2023-24.Engelsk.5. årstrinn.Alle eierformer.Alle kjønn."
static const char portal[] =
    "EnhetNivaa|Nasjonaltkode|Fylkekode|Kommunekode|Organisasjonsnummer|Nasjonalt|Fylke|Kommune|"
    "EnhetNavn|" PATH "Skalapoeng|" PATH "Usikkerhet|" PATH "Antall elever deltatt\n"
    "3|I|99|9901|9901|Hele landet|Fjord|Fjellvik|FJELLVIK|50|0,4|2 776\n"
    "4|I|99|9901|999000001|Hele landet|Fjord|Fjellvik|INDRE VIK skole|52|2,4|58\n"
    "4|I|99|9901|999000002|Hele landet|Fjord|Fjellvik|ISDAL skole|*|*|*\n";

static const char json_stat[] =
    "{\"version\":\"2.0\",\"class\":\"dataset\",\"label\":\"07495\","
    "\"id\":[\"Region\",\"ContentsCode\",\"Tid\"],\"size\":[2,1,2],"
    "\"dimension\":{\"Region\":{\"category\":{\"index\":[\"0\",\"46\"]}},"
    "\"ContentsCode\":{\"category\":{\"index\":{\"P\":0},\"label\":{\"P\":\"Grunnskolepoeng\"}}},"
    "\"Tid\":{\"category\":{\"index\":[\"2019\",\"2020\"]}}},"
    "\"value\":[41.95,43.25,null,42.8],\"status\":{\"2\":\"..\"}}";

static char folder[] = "/tmp/telling-locales-XXXXXX";
static int has_locales;

/* Makes a locale; 0 when there is no localedef. What it says is not wanted. */
static int make_locale(const char *source, const char *name) {
  char path[200];
  int status = 0;
  snprintf(path, sizeof path, "%s/%s", folder, name);
  pid_t child = fork();
  if (child == 0) {
    execlp("localedef", "localedef", "--quiet", "-i", source, "-f", "UTF-8", path, (char *)NULL);
    _exit(127);
  }
  assert_true(child > 0);
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status));
  return WEXITSTATUS(status) != 127;
}

static int set_up(void **state) {
  tell_catalogue *catalogue = NULL;
  if (mkdtemp(folder) == NULL || setenv("LOCPATH", folder, 1) != 0 ||
      tell_catalogue_create(&catalogue, NULL) != TELL_OK) {
    return -1;
  }
  has_locales = make_locale("nb_NO", "nb_NO.UTF-8") && make_locale("tr_TR", "tr_TR.UTF-8");
  *state = catalogue;
  return 0;
}

static int remove_entry(const char *path, const struct stat *about, int kind, struct FTW *place) {
  (void)about;
  (void)kind;
  (void)place;
  return remove(path);
}

static int tear_down(void **state) {
  tell_catalogue_free(*state);
  return nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static int keep(const char *bytes, size_t size, void *payload) {
  return fwrite(bytes, 1, size, payload) == size ? 0 : 1;
}

static int keep_finding(tell_severity severity, const char *code, const char *source, int64_t line,
                        int64_t column, const char *field, const char *message, void *payload) {
  fprintf(payload, "%s %s %s:%d:%d %s %s\n", tell_severity_id(severity), code, source, (int)line,
          (int)column, field, message);
  return 0;
}

static tell_dataset *read_all(const tell_catalogue *catalogue, FILE *out) {
  static const struct {
    const char *name, *text;
  } inputs[] = {{"tidy.csv", tidy}, {"portal.csv", portal}, {"ssb.json", json_stat}};
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  assert_int_equal(tell_ingest_create(catalogue, &ingest, NULL), TELL_OK);
  assert_int_equal(tell_ingest_set_findings(ingest, keep_finding, out, NULL), TELL_OK);
  for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
    assert_int_equal(tell_ingest_add_memory(ingest, inputs[i].name, inputs[i].text,
                                            strlen(inputs[i].text), NULL),
                     TELL_OK);
  }
  assert_int_equal(tell_ingest_finish(ingest, &dataset, NULL), TELL_OK);
  tell_ingest_free(ingest);
  return dataset;
}

static void write_sentences(const tell_catalogue *catalogue, const tell_release *release,
                            FILE *out) {
  tell_buffer *buffer = NULL;
  assert_int_equal(tell_buffer_create(&buffer, NULL), TELL_OK);
  const tell_table *table = tell_release_table(release, TELL_RELEASE_INDICATORS);
  for (int64_t row = 0; row < tell_table_row_count(table); row++) {
    assert_int_equal(
        tell_wording_indicator(catalogue, release, row, TELL_LANGUAGE_NB, buffer, NULL), TELL_OK);
    fprintf(out, "%s\n", tell_buffer_text(buffer));
  }
  tell_buffer_free(buffer);
}

/* Everything from files to tables and sentences, as one text; free with free(). */
static char *run(const tell_catalogue *catalogue) {
  static const int32_t tables[] = {TELL_RELEASE_INDICATORS, TELL_RELEASE_TRENDS, TELL_RELEASE_UNITS,
                                   TELL_RELEASE_FILES};
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  tell_table *indicators = NULL, *trends = NULL;
  tell_release *release = NULL;
  assert_non_null(out);
  tell_dataset *dataset = read_all(catalogue, out);
  assert_int_equal(tell_indicators_compute(dataset, &indicators, NULL), TELL_OK);
  assert_int_equal(tell_trends_compute(catalogue, indicators, &trends, NULL), TELL_OK);
  assert_int_equal(
      tell_release_create(catalogue, NULL, dataset, indicators, trends, &release, NULL), TELL_OK);
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    assert_int_equal(tell_output_csv(release, tables[i], TELL_DIALECT_CANONICAL, keep, out, NULL),
                     TELL_OK);
    assert_int_equal(tell_output_csv(release, tables[i], TELL_DIALECT_EXCEL_NB, keep, out, NULL),
                     TELL_OK);
  }
  write_sentences(catalogue, release, out);
  assert_int_equal(fclose(out), 0);
  tell_release_free(release);
  tell_table_free(trends);
  tell_table_free(indicators);
  tell_dataset_free(dataset);
  return text;
}

/* That the locale is in force: what the host's own functions do under it. */
static void assert_locale(const char *name, const char *one_and_a_half, wint_t small_i) {
  char text[16];
  assert_non_null(setlocale(LC_ALL, name));
  assert_string_equal(setlocale(LC_ALL, NULL), name);
  snprintf(text, sizeof text, "%.1f", 1.5);
  assert_string_equal(text, one_and_a_half);
  assert_int_equal(towlower(L'I'), small_i);
}

static void test_locale_of_the_host_changes_no_byte(void **state) {
  if (!has_locales) {
    skip();
  }
  assert_locale("C", "1.5", L'i');
  char *expected = run(*state);
  /* It is not equal because nothing was read. */
  assert_non_null(strstr(expected, "50.75"));
  assert_non_null(strstr(expected, "41.95"));
  assert_non_null(strstr(expected, "impossible_number tidy.csv:7:"));
  assert_non_null(strstr(expected, "ISDAL skole"));
  assert_locale("nb_NO.UTF-8", "1,5", L'i');
  char *norwegian = run(*state);
  assert_locale("tr_TR.UTF-8", "1,5", 0x131);
  char *turkish = run(*state);
  assert_non_null(setlocale(LC_ALL, "C"));
  assert_string_equal(norwegian, expected);
  assert_string_equal(turkish, expected);
  free(turkish);
  free(norwegian);
  free(expected);
}

/* The catalogue is made of CSV files too. */
static void test_locale_of_the_host_changes_no_catalogue(void **state) {
  if (!has_locales) {
    skip();
  }
  char *expected = run(*state);
  assert_locale("tr_TR.UTF-8", "1,5", 0x131);
  tell_catalogue *catalogue = NULL;
  assert_int_equal(tell_catalogue_create(&catalogue, NULL), TELL_OK);
  assert_non_null(setlocale(LC_ALL, "C"));
  char *text = run(catalogue);
  assert_string_equal(text, expected);
  free(text);
  free(expected);
  tell_catalogue_free(catalogue);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_locale_of_the_host_changes_no_byte),
      cmocka_unit_test(test_locale_of_the_host_changes_no_catalogue),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
