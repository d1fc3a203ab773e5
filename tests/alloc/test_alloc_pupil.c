/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading files of pupils with every allocation made to fail: told by the status, nothing leaked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "ingest/ingest.h"
#include "ingest/layouts/pupil/pupil_work.h"
#include "telling/groups.h"

static const char results[] =
    "orgnr;kommunenr;skoleår;trinn;kjønn;prøve;deltakelse;skalapoeng;mestringsnivå;Notat\n"
    "999000001;9901;2022-23;5;jente;NPLES05;deltatt;50;1;x\n"
    "999000001;9901;2022-23;5;gutt;np_regning;;43;;x\n"
    "999000002;9901;2021-22;8;;NPENG08;fritatt;;;x\n"
    "999000002;9902;2022-23;8;;NPENG08;;700;;x\n";
static const char answers[] = "orgnr;skoleår;trinn;trives;interessert;liker_skolearbeidet;"
                              "gleder_seg;mobbet_elever;np_lesing;np_lesing_niva\n"
                              "999000001;2022-23;7;4;3;vet ikke;5;3;50;2\n"
                              "999000002;2022-23;7;\"4\";3;4;5;1;;\n"
                              "999000002;2022-23;7;8;3;4;5;1;;\n";
static const char marks[] = "elev;orgnr;skoleår;fagkode;fagtype;karakter\n"
                            "a;999000001;2022-23;NOR0214;;5\n"
                            "a;999000001;2022-23;VALG1;valgfag;4\n"
                            "a;999000001;2022-23;VALG1;valgfag;4\n"
                            "b;999000001;2022-23;NOR0214;;3\n"
                            "b;999000001;2022-23;NOR0214;;4\n"
                            "c;999000001;2022-23;NOR0214;;F\n";

static const tell_catalogue *catalogue;

static int is_expected(tell_status status) {
  assert_true(status == TELL_OK || status == TELL_E_MEMORY);
  return status == TELL_OK;
}

static int read_text(void *payload) {
  const char *text = payload;
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  if (!is_expected(tell_ingest_create(catalogue, &ingest, NULL)))
    return 0;
  ingest->threads = 1; /* allocations are counted in one thread */
  int good = is_expected(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL));
  int finished = is_expected(tell_ingest_finish(ingest, &dataset, NULL));
  if (good && finished)
    assert_true(tell_dataset_observation_count(dataset) > 0);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  return good && finished;
}

/* The same files taken as groups, all figures of them. */
static int take_groups(void *payload) {
  const char *text = payload;
  tell_ingest *ingest = NULL;
  tell_groups *groups = NULL;
  tell_status status = TELL_OK;
  int64_t count = 0;
  if (!is_expected(tell_ingest_create(catalogue, &ingest, NULL)))
    return 0;
  ingest->threads = 1;
  assert_int_equal(tell_ingest_keep_groups(ingest, "none", NULL), TELL_OK);
  int good = is_expected(tell_ingest_add_memory(ingest, "a.csv", text, strlen(text), NULL)) &&
             is_expected(tell_ingest_take_groups(ingest, &groups, NULL));
  tell_ingest_free(ingest);
  while (good && (status = tell_groups_next(groups, NULL)) == TELL_OK)
    count++;
  assert_true(status == TELL_OK || status == TELL_END || status == TELL_E_MEMORY);
  assert_true(status != TELL_END || count > 0);
  tell_groups_free(groups);
  return good && status == TELL_END;
}

/* Pupils of a school, its name and a doubt in each of two works; one takes the other in. */
static int fill(tell__pupil_work *work, const char *name, int32_t grade) {
  tell__reading reading = {.work = work, .record = {.line = grade}};
  tell__pupil_who who = {.school = tell__pupil_text(work, "999000001", 9),
                         .name = tell__pupil_text(work, name, strlen(name)),
                         .period = 2022,
                         .grade = grade};
  tell__pupil_doubt doubt = {0, grade, 2022, grade, 1};
  tell__pupil_target target;
  if (who.school < 0 || who.name < 0)
    return 0;
  return tell__pupil_target_find(&reading, &who, &target) && tell__pupil_work_doubt(work, &doubt);
}

static int merge_works(void *payload) {
  const tell__pupil_frame *frame = payload;
  tell__pupil_work *one = tell__pupil_work_create(frame);
  tell__pupil_work *other = tell__pupil_work_create(frame);
  int good = one != NULL && other != NULL && fill(one, "Nes", 5) && fill(other, "Vik", 8) &&
             fill(other, "Nes", 5) && tell__pupil_work_merge(one, other);
  if (good) {
    assert_int_equal(one->groups.count, 2);
    assert_int_equal(one->place_count, 2);
    assert_int_equal(one->doubt_count, 2);
  }
  tell__pupil_work_free(one);
  tell__pupil_work_free(other);
  return good;
}

static void test_pupil_work_merge_survives_every_failed_allocation(void **state) {
  (void)state;
  tell__pupil_measure mean = {
      .kind = TELL__PUPIL_MEAN, .scale = 1, .offset = sizeof(tell__pupil_group)};
  tell__pupil_frame frame = {.measures = {.list = &mean, .count = 1, .block_bytes = 64}};
  assert_true(failing_alloc_each(merge_works, &frame) > 20);
}

static void test_pupil_tests_survive_every_failed_allocation(void **state) {
  (void)state;
  assert_true(failing_alloc_each(read_text, (void *)(uintptr_t)results) > 50);
}

static void test_pupil_survey_survives_every_failed_allocation(void **state) {
  (void)state;
  assert_true(failing_alloc_each(read_text, (void *)(uintptr_t)answers) > 50);
}

static void test_pupil_marks_survive_every_failed_allocation(void **state) {
  (void)state;
  assert_true(failing_alloc_each(read_text, (void *)(uintptr_t)marks) > 50);
}

static void test_groups_survive_every_failed_allocation(void **state) {
  (void)state;
  assert_true(failing_alloc_each(take_groups, (void *)(uintptr_t)results) > 50);
  assert_true(failing_alloc_each(take_groups, (void *)(uintptr_t)answers) > 50);
  assert_true(failing_alloc_each(take_groups, (void *)(uintptr_t)marks) > 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pupil_tests_survive_every_failed_allocation),
      cmocka_unit_test(test_pupil_survey_survives_every_failed_allocation),
      cmocka_unit_test(test_pupil_marks_survive_every_failed_allocation),
      cmocka_unit_test(test_groups_survive_every_failed_allocation),
      cmocka_unit_test(test_pupil_work_merge_survives_every_failed_allocation),
  };
  tell_catalogue *made = NULL;
  if (tell_catalogue_create(&made, NULL) != TELL_OK)
    return 1;
  catalogue = made;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  tell_catalogue_free(made);
  return failed;
}
