/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers, pupil by pupil. Which indices a file has is found once, in pupil_survey.c. */
#include "pupil_answers.h"

#include "ingest/layouts/pupil/pupil_words.h"

/*
 * The meaning of an answer is PRESENT, ANSWERED and what it counts, that of
 * "vet ikke" PRESENT, that of everything else 0: the plain sum over the items of
 * an index then tells how many answers there are, what they add up to, and how
 * many cells hold one byte that is known.
 */
enum { ANSWERED = 1 << 16, SUM = ANSWERED - 1, NO_ANSWER = 0 };
static const uint64_t PRESENT = (uint64_t)1 << 32;
static const uint32_t ODD = UINT32_MAX; /* no answer that the item has */

static uint32_t meaning_of(const tell__pupil_scale *scale, int32_t answer) {
  if (answer < scale->lowest || answer > scale->highest)
    return answer == TELL__PUPIL_DONT_KNOW ? NO_ANSWER : ODD;
  int32_t counts = scale->counts_from > 0 ? answer >= scale->counts_from : answer;
  return ANSWERED + (uint32_t)counts;
}

void tell__pupil_scale_fill(tell__pupil_scale *scale) {
  for (int32_t digit = 0; digit <= 9; digit++) {
    uint32_t meaning = meaning_of(scale, digit);
    scale->meanings['0' + digit] = meaning != ODD ? PRESENT + meaning : 0;
  }
}

/* A written number of at most three digits, -1 for anything else. */
static int32_t read_whole(const char *text, size_t length) {
  int32_t number = 0;
  if (length > 3)
    return -1;
  for (size_t i = 0; i < length; i++) {
    if (text[i] < '0' || text[i] > '9')
      return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

/* Answers that are none, in words; 1 for them. */
static int is_no_answer(const char *text, size_t length) {
  static const tell__pupil_word words[] = {{"vet ikke", 1},    {"veit ikkje", 1}, {"ikke svart", 1},
                                           {"ikkje svart", 1}, {"don't know", 1}, {".", 1},
                                           {NULL, 0}};
  return tell__pupil_word_find(words, text, length) >= 0;
}

static uint32_t read_answer(tell__reading *reading, const tell__pupil_item *item) {
  size_t length = 0;
  const char *text = tell__reading_cell(reading, item->column, &length);
  if (length == 0 || is_no_answer(text, length))
    return NO_ANSWER;
  uint32_t meaning = meaning_of(item->scale, read_whole(text, length));
  if (meaning != ODD)
    return meaning;
  tell__reading_reject(reading, "unknown_answer", item->column,
                       "not an answer that the item has, nor blank, 9 or \"vet ikke\"");
  return NO_ANSWER;
}

static uint32_t read_closely(tell__reading *reading, const tell__pupil_item *items, int32_t count) {
  uint32_t total = 0;
  for (int32_t i = 0; i < count; i++)
    total += read_answer(reading, &items[i]);
  return total;
}

/* The meaning of the byte at which a cell begins: of a blank one that is what ends it, and means
 * nothing. */
static inline uint64_t first_meaning(const tell__record *record, const tell__pupil_scale *scale,
                                     int32_t column) {
  uint32_t from = record->ends[column - 1] + 1;
  return scale->meanings[(unsigned char)record->text[from]];
}

/* The bytes in `count` cells side by side. */
static inline uint32_t bytes_in(const tell__record *record, int32_t column, int32_t count) {
  return record->ends[column + count - 1] - record->ends[column - 1] - (uint32_t)count;
}

static inline uint64_t sum_run(const tell__record *record, const tell__pupil_scale *scale,
                               int32_t column, int32_t count) {
  uint64_t total = 0;
  for (int32_t i = 0; i < count; i++)
    total += first_meaning(record, scale, column + i);
  return total;
}

/* Most indices have three to five items: with their number known to the compiler the loop is none.
 */
static uint64_t sum_index(const tell__record *record, const tell__pupil_scale *scale,
                          int32_t column, int32_t count) {
  switch (count) {
  case 3:
    return sum_run(record, scale, column, 3);
  case 4:
    return sum_run(record, scale, column, 4);
  case 5:
    return sum_run(record, scale, column, 5);
  default:
    return sum_run(record, scale, column, count);
  }
}

static uint64_t sum_scattered(const tell__record *record, const tell__pupil_item *items,
                              int32_t count, uint32_t *bytes) {
  uint64_t total = 0;
  *bytes = 0;
  for (int32_t i = 0; i < count; i++) {
    total += first_meaning(record, items[i].scale, items[i].column);
    *bytes += bytes_in(record, items[i].column, 1);
  }
  return total;
}

/*
 * Nearly every cell is one digit or nothing: looked at where the record lies,
 * without cutting the field out, and without a jump for blanks, which would be
 * guessed wrong for every eighth answer. Where the cells hold just as many bytes
 * as were known, each holds one or none; else they are looked at one by one.
 */
static inline uint32_t read_index(tell__reading *reading, const tell__pupil_item *items,
                                  const tell__pupil_index *index) {
  const tell__record *record = &reading->record;
  uint32_t bytes = 0;
  uint64_t total = 0;
  if (record->fields != NULL)
    return read_closely(reading, items, index->count);
  if (index->scale != NULL) {
    total = sum_index(record, index->scale, items->column, index->count);
    bytes = bytes_in(record, items->column, index->count);
  } else {
    total = sum_scattered(record, items, index->count, &bytes);
  }
  return total / PRESENT == bytes ? (uint32_t)total : read_closely(reading, items, index->count);
}

int tell__pupil_answers_read(tell__reading *reading, const tell__pupil_survey *survey) {
  uint32_t *totals = ((tell__pupil_work *)reading->work)->totals;
  for (size_t i = 0; i < survey->index_count; i++) {
    const tell__pupil_index *index = &survey->indices[i];
    totals[i] = read_index(reading, survey->items + index->first, index);
  }
  return !reading->rejected;
}

/* The scale over each number of answers: a division for every index of every pupil would be dear.
 */
#define SHARE(n) (TELL__PUPIL_ANSWER_SCALE / (n))
static const int64_t shares[TELL__PUPIL_ANSWERS_MAX + 1] = {
    0,         SHARE(1),  SHARE(2),  SHARE(3),  SHARE(4),  SHARE(5),  SHARE(6),  SHARE(7),
    SHARE(8),  SHARE(9),  SHARE(10), SHARE(11), SHARE(12), SHARE(13), SHARE(14), SHARE(15),
    SHARE(16), SHARE(17), SHARE(18), SHARE(19), SHARE(20), SHARE(21), SHARE(22)};

static void add_share(tell__pupil_share *share, uint32_t total) {
  share->count++;
  share->numerator += (total & SUM) > 0;
}

void tell__pupil_answers_add(const tell__pupil_survey *survey, const tell__pupil_frame *frame,
                             const uint32_t *totals, const tell__pupil_target *target) {
  const tell__pupil_measure *measures = frame->measures.list;
  for (size_t i = 0; i < survey->index_count; i++) {
    const tell__pupil_index *index = &survey->indices[i];
    int32_t valid = (int32_t)(totals[i] / ANSWERED);
    if (valid < index->minimum)
      continue;
    /* The mean of the answers as a whole number: the scale is divisible by every number of them. */
    if (index->is_share)
      add_share(tell__pupil_sums_of(target, &measures[index->measure]), totals[i]);
    else
      tell__pupil_sum_add(tell__pupil_sums_of(target, &measures[index->measure]),
                          (int64_t)(totals[i] & SUM) * shares[valid]);
  }
}
