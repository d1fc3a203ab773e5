/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The layout "pupil-marks": one record for each pupil, subject and assessment
 * (telling/ingest.h). The records of a pupil may stand anywhere in the file, so
 * that memory grows with its pupils and their marks; each mark is kept in a few
 * bytes until the end, to find what stands twice.
 */
#include "base/alloc.h"
#include "base/error.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/pupil/pupil_frame.h"
#include "ingest/layouts/pupil/pupil_points.h"
#include "ingest/layouts/pupil/pupil_results.h"
#include "ingest/layouts/pupil/pupil_words.h"

enum {
  MARK_ROLES = 1 << TELL__PUPIL_ID | 1 << TELL__PUPIL_SUBJECT | 1 << TELL__PUPIL_SUBJECT_TYPE |
               1 << TELL__PUPIL_ASSESSMENT | 1 << TELL__PUPIL_MARK,
  NEEDED = 1 << TELL__PUPIL_ID | 1 << TELL__PUPIL_SUBJECT | 1 << TELL__PUPIL_MARK,
  FINAL_GRADE = 10, /* where the file does not say */
  KEY_WIDTH = 3,    /* school, school year, pupil */
  CENTS = TELL__PUPIL_DECIMAL_SCALE / 100
};

enum { NO_NUMBER = 0, MARK_MAX = 6 };

typedef enum subject_type { ORDINARY = 0, ELECTIVE, CONDUCT } subject_type;

typedef struct marks_plan {
  tell__pupil_frame frame; /* first, as pupil_work.h demands */
  int32_t minimum;         /* marks that a pupil must have, 0: not stated */
} marks_plan;

typedef struct mark {
  int32_t next; /* the pupil's next one, -1 */
  int32_t subject;
  int8_t assessment, number;
} mark;

typedef struct pupil {
  tell__pupil_who who;
  tell__pupil_marks marks;
  int64_t line;
  int32_t first;  /* mark, -1 */
  int is_unclear; /* 1: two records about one mark differ */
} pupil;

typedef struct marks_work {
  tell__pupil_work work; /* first, as pupil_who.c reads it */
  tell__keymap *numbers;
  pupil *pupils;
  size_t pupil_count, pupil_capacity;
  mark *marks;
  size_t mark_count, mark_capacity;
} marks_work;

/* A record under way. */
typedef struct entry {
  tell__pupil_who who;
  int32_t id, subject, assessment, number;
  subject_type type;
} entry;

static int32_t recognise(const tell__header *header, const tell_catalogue *catalogue) {
  (void)catalogue;
  int32_t columns[TELL__PUPIL_ROLE_COUNT];
  tell__pupil_columns_find(header, MARK_ROLES, columns, NULL);
  if (tell__pupil_frame_fits(header, NEEDED))
    return TELL__SCORE_FITS;
  return columns[TELL__PUPIL_SUBJECT] >= 0 && columns[TELL__PUPIL_MARK] >= 0 ? TELL__SCORE_RESEMBLES
                                                                             : 0;
}

static int32_t decode_type(const void *context, const char *text, size_t length) {
  static const tell__pupil_word words[] = {{"", ORDINARY},
                                           {"fag", ORDINARY},
                                           {"fellesfag", ORDINARY},
                                           {"valgfag", ELECTIVE},
                                           {"valfag", ELECTIVE},
                                           {"elective", ELECTIVE},
                                           {"orden", CONDUCT},
                                           {"oppførsel", CONDUCT},
                                           {"atferd", CONDUCT},
                                           {"åtferd", CONDUCT},
                                           {"conduct", CONDUCT},
                                           {"orden og oppførsel", CONDUCT},
                                           {"orden og atferd", CONDUCT},
                                           {"orden og åtferd", CONDUCT},
                                           {NULL, 0}};
  (void)context;
  return tell__pupil_word_find(words, text, length);
}

static int32_t decode_assessment(const void *context, const char *text, size_t length) {
  enum { STANDING, EXAM, WRITTEN, ORAL };
  static const tell__pupil_word words[] = {{"", STANDING},
                                           {"standpunkt", STANDING},
                                           {"stp", STANDING},
                                           {"exam", EXAM},
                                           {"eksamen", EXAM},
                                           {"skriftlig eksamen", WRITTEN},
                                           {"skriftleg eksamen", WRITTEN},
                                           {"muntlig eksamen", ORAL},
                                           {"munnleg eksamen", ORAL},
                                           {NULL, 0}};
  (void)context;
  return tell__pupil_word_find(words, text, length);
}

/* 1 to 6, or a text that says why there is no number. */
static int32_t decode_mark(const void *context, const char *text, size_t length) {
  static const tell__pupil_word words[] = {{"", NO_NUMBER},
                                           {"f", NO_NUMBER},
                                           {"fritatt", NO_NUMBER},
                                           {"friteken", NO_NUMBER},
                                           {"iv", NO_NUMBER},
                                           {"im", NO_NUMBER},
                                           {"d", NO_NUMBER},
                                           {"deltatt", NO_NUMBER},
                                           {"delteke", NO_NUMBER},
                                           {"ikke vurdert", NO_NUMBER},
                                           {"ikkje vurdert", NO_NUMBER},
                                           {NULL, 0}};
  (void)context;
  if (length == 1 && text[0] >= '1' && text[0] <= '0' + MARK_MAX)
    return text[0] - '0';
  return tell__pupil_word_find(words, text, length);
}

static int32_t text_number(tell__reading *reading, int32_t column) {
  int32_t number = tell__reading_code(reading, column, tell__pupil_text, reading->work);
  if (number < 0)
    reading->status = TELL_E_MEMORY;
  else if (number == 0)
    tell__reading_reject(reading, "missing_code", column, "the record names no pupil or subject");
  return number;
}

static int32_t read_word(tell__reading *reading, int32_t column, tell__decode_fn decode,
                         const char *code, const char *message) {
  int32_t found = column < 0 ? 0 : tell__reading_code(reading, column, decode, NULL);
  if (found < 0)
    tell__reading_reject(reading, code, column, message);
  return found;
}

static int read_entry(tell__reading *reading, const tell__pupil_frame *frame, entry *read) {
  const int32_t *columns = frame->columns;
  size_t length = 0;
  const char *subject = tell__reading_cell(reading, columns[TELL__PUPIL_SUBJECT], &length);
  tell__pupil_who_read(reading, frame, &read->who);
  if (read->who.grade == 0)
    read->who.grade = FINAL_GRADE;
  read->id = text_number(reading, columns[TELL__PUPIL_ID]);
  read->subject = text_number(reading, columns[TELL__PUPIL_SUBJECT]);
  read->type =
      (subject_type)read_word(reading, columns[TELL__PUPIL_SUBJECT_TYPE], decode_type,
                              "unknown_subject_type", "not one of fag, valgfag, orden, oppførsel");
  /* Orden and oppførsel are known by their names too. */
  if (decode_type(NULL, subject, length) == CONDUCT)
    read->type = CONDUCT;
  read->assessment =
      read_word(reading, columns[TELL__PUPIL_ASSESSMENT], decode_assessment, "unknown_assessment",
                "not one of standpunkt, eksamen, skriftlig eksamen, muntlig eksamen");
  /* Orden and oppførsel have marks of their own (G, Ng, Lg), and are no part of the points. */
  read->number = NO_NUMBER;
  if (read->type != CONDUCT)
    read->number = read_word(reading, columns[TELL__PUPIL_MARK], decode_mark, "unknown_mark",
                             "not a mark of 1 to 6, nor a known text such as F or IV");
  return !reading->rejected && reading->status == TELL_OK;
}

/* The pupil of a record, made when new; NULL when there is no memory. */
static pupil *find_pupil(marks_work *held, const entry *read, int64_t line) {
  int64_t key[KEY_WIDTH] = {read->who.school, read->who.period, read->id};
  int64_t number = tell__keymap_find(held->numbers, key);
  if (number >= 0)
    return &held->pupils[number];
  if (!tell__grow((void **)&held->pupils, &held->pupil_capacity, held->pupil_count,
                  sizeof *held->pupils) ||
      tell__keymap_add(held->numbers, key, (int64_t)held->pupil_count) < 0)
    return NULL;
  pupil *made = &held->pupils[held->pupil_count++];
  *made = (pupil){.who = read->who, .line = line, .first = -1};
  return made;
}

static const mark *find_mark(const marks_work *held, const pupil *owner, const entry *read) {
  for (int32_t i = owner->first; i >= 0; i = held->marks[i].next)
    if (held->marks[i].subject == read->subject && held->marks[i].assessment == read->assessment)
      return &held->marks[i];
  return NULL;
}

static int add_mark(marks_work *held, pupil *owner, const entry *read) {
  if (held->mark_count >= INT32_MAX || !tell__grow((void **)&held->marks, &held->mark_capacity,
                                                   held->mark_count, sizeof *held->marks))
    return 0;
  held->marks[held->mark_count] =
      (mark){owner->first, read->subject, (int8_t)read->assessment, (int8_t)read->number};
  owner->first = (int32_t)held->mark_count++;
  return 1;
}

static void count_mark(tell__pupil_marks *marks, const entry *read) {
  if (read->type == CONDUCT)
    return;
  if (read->number == NO_NUMBER) {
    marks->without++;
  } else if (read->type == ELECTIVE) {
    marks->elective_sum += read->number;
    marks->elective_count++;
  } else {
    marks->sum += read->number;
    marks->count++;
  }
}

/* What a record says of a mark that was read before, or of its pupil. */
static void settle_repeated(tell__reading *reading, const tell__pupil_frame *frame, pupil *owner,
                            const mark *before, const entry *read) {
  int is_same = owner->who.gender == read->who.gender && owner->who.grade == read->who.grade;
  if (is_same && before != NULL && before->number == read->number) {
    tell__reading_repeat(reading, frame->columns[TELL__PUPIL_ID]);
    return;
  }
  owner->is_unclear = 1;
  tell__reading_reject(reading, "contradicting_rows", frame->columns[TELL__PUPIL_MARK],
                       "a record before it says otherwise of the pupil or the mark; the pupil gets "
                       "no points");
}

static void read_record(tell__reading *reading, void *plan) {
  const marks_plan *held = plan;
  marks_work *work = reading->work;
  entry read;
  if (!read_entry(reading, &held->frame, &read))
    return;
  pupil *owner = find_pupil(work, &read, reading->record.line);
  const mark *before = owner != NULL ? find_mark(work, owner, &read) : NULL;
  if (owner == NULL) {
    reading->status = TELL_E_MEMORY;
  } else if (before != NULL || owner->who.gender != read.who.gender ||
             owner->who.grade != read.who.grade) {
    settle_repeated(reading, &held->frame, owner, before, &read);
  } else if (add_mark(work, owner, &read)) {
    count_mark(&owner->marks, &read);
    reading->tally.cells++;
  } else {
    reading->status = TELL_E_MEMORY;
  }
}

static void add_points(tell__reading *reading, const marks_plan *plan, const pupil *owner) {
  int32_t points = owner->is_unclear ? 0 : tell__pupil_points(&owner->marks, plan->minimum);
  reading->record.line = owner->line;
  if (points == 0) {
    if (!owner->is_unclear && tell__reading_is_news(reading, "too_few_marks", 0, 0, 0))
      tell__reading_find(reading, TELL_SEVERITY_NOTE, "too_few_marks",
                         plan->frame.columns[TELL__PUPIL_MARK],
                         "pupils without a number in more than half of their records, or with too "
                         "few marks, get no points");
    return;
  }
  tell__pupil_target target;
  if (tell__pupil_target_find(reading, &owner->who, &target))
    tell__pupil_sum_add(tell__pupil_sums_of(&target, &plan->frame.measures.list[0]),
                        (int64_t)points * CENTS);
}

static void finish_work(tell__reading *reading, const void *plan, void *work) {
  const marks_work *held = work;
  for (size_t i = 0; i < held->pupil_count && reading->status == TELL_OK; i++)
    add_points(reading, plan, &held->pupils[i]);
  tell__pupil_results_finish(reading, plan, work);
}

static void free_work(void *work) {
  marks_work *held = work;
  if (held == NULL)
    return;
  tell__pupil_work_end(&held->work);
  tell__keymap_free(held->numbers);
  tell__free(held->pupils);
  tell__free(held->marks);
  tell__free(held);
}

static void *create_work(const void *plan) {
  marks_work *made = tell__alloc(sizeof *made);
  if (made == NULL)
    return NULL;
  made->numbers = tell__keymap_create(KEY_WIDTH);
  if (!tell__pupil_work_begin(plan, &made->work) || made->numbers == NULL) {
    free_work(made);
    return NULL;
  }
  return made;
}

static tell_status find_indicator(const tell__reading *reading, marks_plan *plan, tell_error *err) {
  static const char id[] = "grunnskolepoeng";
  int32_t indicator = tell__catalogue_indicator(reading->catalogue, id, sizeof id - 1);
  if (indicator < 0) {
    tell__position position = {.source = reading->name};
    return tell__fail_at(err, TELL_E_LAYOUT, &position,
                         "the catalogue has no indicator \"grunnskolepoeng\"");
  }
  plan->minimum = reading->definitions->indicators[indicator].minimum_answers;
  if (tell__pupil_measures_add(&plan->frame.measures, TELL__PUPIL_MEAN, indicator,
                               plan->frame.columns[TELL__PUPIL_MARK],
                               TELL__PUPIL_DECIMAL_SCALE) < 0)
    return tell__fail_memory(err);
  return TELL_OK;
}

static tell_status fill_plan(tell__reading *reading, void *made, uint8_t *is_used,
                             tell_error *err) {
  marks_plan *plan = made;
  tell_status status =
      tell__pupil_frame_begin(reading, MARK_ROLES, NEEDED, &plan->frame, is_used, err);
  if (status == TELL_OK)
    status = find_indicator(reading, plan, err);
  if (status != TELL_OK)
    return status;
  tell__pupil_frame_end(&plan->frame, reading->catalogue);
  tell__reading_warn_unused(reading, is_used);
  return TELL_OK;
}

static tell_status prepare(tell__reading *reading, void **plan, tell_error *err) {
  return tell__layout_plan(reading, sizeof(marks_plan), fill_plan, plan, err);
}

static void free_plan(void *plan) {
  marks_plan *held = plan;
  if (held == NULL)
    return;
  tell__pupil_frame_free(&held->frame);
  tell__free(held);
}

const tell__layout tell__layout_pupil_marks = {.name = "pupil-marks",
                                               .in_order = 1,
                                               .recognise = recognise,
                                               .prepare = prepare,
                                               .record = read_record,
                                               .free_plan = free_plan,
                                               .create_work = create_work,
                                               .finish_work = finish_work,
                                               .free_work = free_work};
