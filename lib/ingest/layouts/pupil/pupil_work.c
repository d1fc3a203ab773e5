/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a worker gathers: beginning, merging, the end. Whom a record is about is in pupil_who.c. */
#include "pupil_work.h"

#include "base/alloc.h"

enum { PLACE_WIDTH = 3 };

int tell__pupil_work_begin(const tell__pupil_frame *frame, tell__pupil_work *work) {
  work->frame = frame;
  if (!tell__pupil_groups_begin(&work->groups, frame->measures.block_bytes))
    return 0;
  work->texts = tell__strings_create();
  work->place_numbers = tell__keymap_create(PLACE_WIDTH);
  work->cuts = tell__alloc_array(frame->test_count * TELL__PUPIL_GRADES, sizeof *work->cuts);
  work->results = tell__alloc_array(frame->test_count, sizeof *work->results);
  work->totals = tell__alloc_array(frame->index_count, sizeof *work->totals);
  work->known = tell__alloc_array(TELL__PUPIL_KNOWN, sizeof *work->known);
  return work->texts != NULL && work->place_numbers != NULL && work->cuts != NULL &&
         work->results != NULL && work->totals != NULL && work->known != NULL;
}

void *tell__pupil_work_create(const void *plan) {
  tell__pupil_work *work = tell__alloc(sizeof *work);
  if (work != NULL && !tell__pupil_work_begin(plan, work)) {
    tell__pupil_work_free(work);
    work = NULL;
  }
  return work;
}

void tell__pupil_work_end(tell__pupil_work *work) {
  tell__pupil_groups_free(&work->groups);
  tell__strings_free(work->texts);
  tell__keymap_free(work->place_numbers);
  tell__free(work->places);
  tell__free(work->doubts);
  tell__free(work->cuts);
  tell__free(work->results);
  tell__free(work->totals);
  tell__free(work->known);
}

void tell__pupil_work_free(void *work) {
  if (work != NULL)
    tell__pupil_work_end(work);
  tell__free(work);
}

/* The place of these texts, made when new; -1 when there is no memory. */
static int64_t find_place(tell__pupil_work *work, const tell__pupil_place *place) {
  int64_t key[PLACE_WIDTH] = {place->school, place->name, place->municipality};
  int64_t number = tell__keymap_find(work->place_numbers, key);
  if (number >= 0)
    return number;
  if (!tell__grow((void **)&work->places, &work->place_capacity, work->place_count,
                  sizeof *work->places) ||
      tell__keymap_add(work->place_numbers, key, (int64_t)work->place_count) < 0)
    return -1;
  work->places[work->place_count] = *place;
  return (int64_t)work->place_count++;
}

static int add_place(tell__pupil_work *work, const tell__pupil_place *place) {
  int64_t number = find_place(work, place);
  if (number < 0)
    return 0;
  tell__pupil_place *held = &work->places[number];
  if (place->period > held->period)
    held->period = place->period;
  if (place->line < held->line)
    held->line = place->line;
  work->last_place = (size_t)number;
  return 1;
}

/* Rows about one school mostly follow each other. */
static int is_last_place(const tell__pupil_work *work, const tell__pupil_who *who, int64_t line) {
  if (work->place_count == 0)
    return 0;
  const tell__pupil_place *last = &work->places[work->last_place];
  return last->school == who->school && last->name == who->name &&
         last->municipality == who->municipality && who->period <= last->period &&
         line >= last->line;
}

static tell__pupil_group *find_group(tell__reading *reading, const tell__pupil_who *who,
                                     int32_t grade) {
  tell__pupil_work *work = reading->work;
  int64_t line = reading->record.line;
  tell__pupil_group key = {who->school, (int16_t)who->period, (int8_t)grade, (int8_t)who->gender,
                           line};
  tell__pupil_group *group = tell__pupil_groups_find(&work->groups, &key);
  if (group == NULL)
    reading->status = TELL_E_MEMORY;
  else if (line < group->line)
    group->line = line;
  return group;
}

int tell__pupil_target_find(tell__reading *reading, const tell__pupil_who *who,
                            tell__pupil_target *target) {
  tell__pupil_work *work = reading->work;
  tell__pupil_grading grading = work->frame->grading;
  int64_t line = reading->record.line;
  tell__pupil_place place = {who->school, who->name, who->municipality, who->period, line};
  if (!is_last_place(work, who, line) && !add_place(work, &place)) {
    reading->status = TELL_E_MEMORY;
    return 0;
  }
  int32_t grade = grading == TELL__PUPIL_ALL_GRADES ? 0 : who->grade;
  target->of_grade = target->of_all = find_group(reading, who, grade);
  if (grading == TELL__PUPIL_BOTH_GRADINGS && grade != 0 && target->of_grade != NULL)
    target->of_all = find_group(reading, who, 0);
  return target->of_all != NULL;
}

int tell__pupil_work_doubt(tell__pupil_work *work, const tell__pupil_doubt *doubt) {
  for (size_t i = 0; i < work->doubt_count; i++) {
    tell__pupil_doubt *held = &work->doubts[i];
    if (held->test != doubt->test || held->grade != doubt->grade || held->period != doubt->period)
      continue;
    held->pupils += doubt->pupils;
    if (doubt->line < held->line)
      held->line = doubt->line;
    return 1;
  }
  if (!tell__grow((void **)&work->doubts, &work->doubt_capacity, work->doubt_count,
                  sizeof *work->doubts))
    return 0;
  work->doubts[work->doubt_count++] = *doubt;
  return 1;
}

/* The number in `work` of a text of `other`; -1 when there is no memory. */
static int32_t move_text(tell__pupil_work *work, const tell__pupil_work *other, int32_t number) {
  size_t length = 0;
  const char *text = tell__strings_get(other->texts, number, &length);
  return tell__strings_add(work->texts, text, length);
}

static int merge_places(tell__pupil_work *work, const tell__pupil_work *other) {
  for (size_t i = 0; i < other->place_count; i++) {
    tell__pupil_place place = other->places[i];
    place.school = move_text(work, other, place.school);
    place.name = move_text(work, other, place.name);
    place.municipality = move_text(work, other, place.municipality);
    if (place.school < 0 || place.name < 0 || place.municipality < 0 || !add_place(work, &place))
      return 0;
  }
  return 1;
}

/* The blocks stay where they are; only groups that both have are added up. */
static int merge_groups(const tell__pupil_measures *measures, tell__pupil_work *work,
                        tell__pupil_work *other) {
  if (!tell__pupil_groups_take_blocks(&work->groups, &other->groups))
    return 0;
  for (size_t i = 0; i < other->groups.count; i++) {
    tell__pupil_group *from = other->groups.list[i];
    int32_t school = move_text(work, other, from->school);
    from->school = school;
    tell__pupil_group *into = school >= 0 ? tell__pupil_groups_put(&work->groups, from) : NULL;
    if (into == NULL)
      return 0;
    if (into != from)
      tell__pupil_group_merge(measures, into, from);
  }
  return 1;
}

int tell__pupil_work_merge(void *work, void *other) {
  tell__pupil_work *into = work, *from = other;
  if (!merge_places(into, from) || !merge_groups(&into->frame->measures, into, from))
    return 0;
  for (size_t i = 0; i < from->doubt_count; i++)
    if (!tell__pupil_work_doubt(into, &from->doubts[i]))
      return 0;
  return 1;
}
