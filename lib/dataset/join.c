/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The number of answers behind published shares of bullied pupils: it stands
 * in the table of participation, which is another file that may come before or
 * after. Joined when all files are read, by unit, source, period, grade and
 * owner; participation is not published by gender, so that only figures for
 * all pupils get their n.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/issues.h"
#include "private.h"

/* The indicator whose numerator is the number of those who answered. */
static const char participation[] = "eu_deltakelse";

typedef struct joining {
  const tell__builder *builder;
  const tell__observation *answers; /* of one unit */
  size_t answer_count;
} joining;

static int is_about_the_same(const tell__observation *a, const tell__observation *b) {
  return a->source == b->source && a->period == b->period && a->grade == b->grade &&
         a->gender == b->gender && a->owner == b->owner && a->category == b->category;
}

/* Who answered, NULL where it is not known. */
static const tell__observation *find_answers(const joining *work, const tell__observation *o) {
  for (size_t i = 0; i < work->answer_count; i++) {
    const tell__observation *answers = &work->answers[i];
    if (is_about_the_same(answers, o) && answers->has & TELL__HAS_NUMERATOR)
      return answers;
  }
  return NULL;
}

/* Published shares agree with their counts within one in the last digit (data-formats.md, 4.3: 6 of
 * 161 is given as 3,8). */
static int agrees(const tell__observation *o, int32_t n) {
  double step = 1;
  for (int i = 0; i < o->decimals; i++)
    step /= 10;
  double difference = o->value - 100.0 * o->numerator / n;
  return difference <= 1.5 * step && difference >= -1.5 * step;
}

static tell_status report(const joining *work, const tell__observation *o, const char *code,
                          const char *message) {
  const tell__built_file *file = &work->builder->files[o->file];
  tell__position position = {.source = tell__builder_file_name(work->builder, o->file),
                             .line = o->line,
                             .column = o->column};
  if (o->field >= 0 && o->field < file->column_count)
    position.field =
        tell__strings_get(work->builder->registry.texts, file->columns[o->field], NULL);
  return tell__issues_add(work->builder->issues, TELL_SEVERITY_WARNING, code, &position, message);
}

static tell_status join(const joining *work, tell__observation *o, const tell__observation *from) {
  if (from->numerator < o->numerator)
    return report(work, o, "numerator_over_n",
                  "more pupils than answered by the table of participation; the share stands "
                  "without its number of answers");
  if (from->numerator == 0 || !agrees(o, from->numerator))
    return report(work, o, "share_against_counts",
                  "the share does not agree with its count and the answers of the table of "
                  "participation; it stands without its number of answers");
  o->n = from->numerator;
  o->has |= TELL__HAS_N;
  return TELL_OK;
}

/* The observations of one unit, which are sorted by indicator. */
static tell_status join_unit(joining *work, tell__observation *first, size_t count,
                             int16_t indicator, uint8_t *is_told) {
  tell_status status = TELL_OK;
  work->answer_count = 0;
  for (size_t i = 0; i < count; i++) {
    if (first[i].indicator != indicator)
      continue;
    work->answers = work->answer_count == 0 ? &first[i] : work->answers;
    work->answer_count++;
  }
  for (size_t i = 0; i < count && status == TELL_OK; i++) {
    tell__observation *o = &first[i];
    if (!(o->flags & TELL__FLAG_N_ELSEWHERE))
      continue;
    o->flags &= (uint8_t)~TELL__FLAG_N_ELSEWHERE;
    if (o->state != TELL_STATE_PRESENT || !(o->has & TELL__HAS_NUMERATOR) || o->has & TELL__HAS_N)
      continue;
    const tell__observation *from = find_answers(work, o);
    if (from != NULL) {
      status = join(work, o, from);
    } else if (o->gender == 0 && !is_told[o->file]) {
      is_told[o->file] = 1;
      status = report(work, o, "no_participation",
                      "the file has numbers of pupils whose number of answers stands in a table of "
                      "participation that was not read");
    }
  }
  return status;
}

tell_status tell__join_answers(const tell__builder *builder, tell_dataset *dataset,
                               tell_error *err) {
  if (!(builder->flags & TELL__FLAG_N_ELSEWHERE))
    return TELL_OK;
  joining work = {.builder = builder};
  tell__observation *all = dataset->observations;
  int64_t count = dataset->view.observation_count;
  int32_t indicator =
      tell__catalogue_indicator(builder->catalogue, participation, strlen(participation));
  uint8_t *is_told = tell__alloc_array(builder->file_count, sizeof *is_told);
  tell_status status = is_told != NULL ? TELL_OK : TELL_E_MEMORY;
  for (int64_t i = 0, end = 0; i < count && status == TELL_OK; i = end) {
    for (end = i + 1; end < count && all[end].unit == all[i].unit; end++)
      continue;
    status = join_unit(&work, &all[i], (size_t)(end - i), (int16_t)indicator, is_told);
  }
  tell__free(is_told);
  return status == TELL_OK ? TELL_OK : tell__fail_memory(err);
}
