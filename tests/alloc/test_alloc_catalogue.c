/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making a catalogue survives every failed allocation. The caller's folder
 * replaces all files but one by small ones, so that each place that allocates
 * is passed in a few hundred runs; the built-in set alone is sampled.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "catalogue/catalogue.h"
#include "failing_alloc.h"

typedef struct file {
  const char *name, *content;
} file;

static const file FILES[] = {
    {"texts.csv", "key;nb;nn;en\nunit.percent;prosent;prosent;per cent\n"
                  "unitdiff.percent;prosentpoeng;prosentpoeng;percentage points\n"},
    {"sources.csv", "id;publisher;official;priority;name_nb;name_nn;name_en;licence\n"
                    "local;;0;1;Egne tall;Eigne tal;Own figures;\n"},
    {"plan.csv", "id;type;parent;name_nb;name_nn;name_en\nV;vision;;a;b;c\nM1;goal;V;a;b;c\n"},
    {"indicators.csv",
     "id;family;kind;unit;scale_min;scale_max;plausible_min;plausible_max;direction;decimals;"
     "source;distribution;sd_kind;minimum_answers;name_nb;name_nn;name_en;about_nb;about_nn;"
     "about_en\nx;test;share;percent;0;100;0;50,5;none;1;local;;none;;a;b;c;\"d \"\"q\"\"\";e;f\n"},
    {"grades.csv", "indicator;grade;first_period;last_period\nx;5;2020;\nx;8;;\n"},
    {"breaks.csv", "indicator;grade;period;kind;text_nb;text_nn;text_en\nx;;2022;scale;a;b;c\n"},
    {"links.csv", "indicator;plan\nx;M1\n"},
    {"labels.csv", "layout;subject;measure;indicator;role;grade;source\n"
                   "udir-portal;;Antall \xC3\xA5r;x;value;;local\n"},
    {"groups.csv", "dimension;id;code;label\ngender;girls;1;Jente\ngrade;5;5;5. trinn\n"},
    {"cutpoints.csv", "indicator;grade;first_period;last_period;limit_2;limit_3;limit_4;limit_5;"
                      "source\nx;5;2022;;43;57;;;local\n"},
    {"rescalings.csv", "indicator;grade;period;old_mean;old_sd;new_mean;new_sd;source\n"
                       "x;5;2019;50;10;51;9;local\n"},
    {"items.csv", "indicator;item;lowest;highest;counts_from;label_nb;label_nn;label_en\n"
                  "x;q;1;5;3;Trives du?;Trivst du?;Happy?\n"},
    {"codes.csv", "level;code;successor;period;kind\nmunicipality;1201;4601;2020;renumbered\n"},
};

enum { FILE_COUNT = sizeof FILES / sizeof *FILES };

static void path_of(const char *folder, const char *name, char *path, size_t size) {
  int length = snprintf(path, size, "%s/%s", folder, name);
  assert_true(length > 0 && (size_t)length < size);
}

static int setup(void **state) {
  static char folder[64];
  char path[128];
  strcpy(folder, "/tmp/telling-alloc-XXXXXX");
  if (mkdtemp(folder) == NULL)
    return -1;
  *state = folder;
  for (size_t i = 0; i < FILE_COUNT; i++) {
    path_of(folder, FILES[i].name, path, sizeof path);
    FILE *made = fopen(path, "wb");
    if (made == NULL || fputs(FILES[i].content, made) < 0 || fclose(made) != 0)
      return -1;
  }
  return 0;
}

static int teardown(void **state) {
  char path[128];
  for (size_t i = 0; i < FILE_COUNT; i++) {
    path_of(*state, FILES[i].name, path, sizeof path);
    (void)unlink(path);
  }
  return rmdir(*state);
}

/* Spellings that the catalogue does not have need memory to be compared. */
static int look_up(const tell_catalogue *catalogue) {
  return tell__catalogue_group(catalogue, "gender", " JENTE", 6) == 1 &&
         tell__catalogue_label(catalogue, "udir-portal", "", 0, "antall  \xC3\x85r", 11) != NULL &&
         tell__catalogue_item(catalogue, "TRIVES  du?", 11) == 0 &&
         tell__catalogue_code(catalogue, "municipality", "1201", 4) == 0;
}

static int make_from_folder(void *folder) {
  tell_catalogue *catalogue = NULL;
  tell_status status = tell_catalogue_create_from(folder, TELL_CATALOGUE_REPLACE, &catalogue, NULL);
  int found = status == TELL_OK && look_up(catalogue);
  if (status != TELL_OK) {
    assert_int_equal(status, TELL_E_MEMORY);
    assert_null(catalogue);
  }
  tell_catalogue_free(catalogue);
  return found;
}

static void test_alloc_catalogue_from_folder_survives_every_failure(void **state) {
  assert_true(failing_alloc_each(make_from_folder, *state) > 100);
}

/* A failure may also be survived: libcsv asks for a smaller block then. */
static void test_alloc_catalogue_built_in_survives_failures(void **state) {
  enum { STEP = 41 };
  (void)state;
  long failures = 1;
  for (long nth = 1; failures > 0; nth += STEP) {
    tell_catalogue *catalogue = NULL;
    failing_alloc_set(nth, FAILING_ONLY);
    tell_status status = tell_catalogue_create(&catalogue, NULL);
    failures = failing_alloc_stop();
    assert_true(status == TELL_OK || (status == TELL_E_MEMORY && failures > 0));
    assert_int_equal(status == TELL_OK, catalogue != NULL);
    tell_catalogue_free(catalogue);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_alloc_catalogue_from_folder_survives_every_failure,
                                      setup, teardown),
      cmocka_unit_test(test_alloc_catalogue_built_in_survives_failures),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
