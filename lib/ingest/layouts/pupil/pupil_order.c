/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting of groups; see the header. */
#include "pupil_order.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

typedef struct school {
  const char *code;
  int32_t text; /* number of the code among the work's texts */
} school;

static int compare_schools(const void *left, const void *right) {
  return strcmp(((const school *)left)->code, ((const school *)right)->code);
}

static int compare_ranked(const void *left, const void *right) {
  const tell__pupil_ranked *a = left, *b = right;
  return (a->rank > b->rank) - (a->rank < b->rank);
}

/* Ranks by the text of the code: its number depends on which worker met it first. NULL when there
 * is no memory. */
static int32_t *rank_schools(const tell__strings *texts) {
  int32_t count = tell__strings_count(texts);
  school *schools = tell__alloc_array((size_t)count, sizeof *schools);
  int32_t *ranks = schools != NULL ? tell__alloc_array((size_t)count, sizeof *ranks) : NULL;
  if (ranks != NULL) {
    for (int32_t i = 0; i < count; i++)
      schools[i] = (school){tell__strings_get(texts, i, NULL), i};
    qsort(schools, (size_t)count, sizeof *schools, compare_schools);
    for (int32_t i = 0; i < count; i++)
      ranks[schools[i].text] = i;
  }
  tell__free(schools);
  return ranks;
}

tell__pupil_ranked *tell__pupil_order(const tell__pupil_work *work) {
  const tell__pupil_groups *groups = &work->groups;
  int32_t *ranks = rank_schools(work->texts);
  tell__pupil_ranked *order =
      ranks != NULL ? tell__alloc_array(groups->count, sizeof *order) : NULL;
  if (order != NULL) {
    for (size_t i = 0; i < groups->count; i++) {
      const tell__pupil_group *group = groups->list[i];
      order[i].group = groups->list[i];
      order[i].rank = (uint64_t)(uint32_t)ranks[group->school] << 32 |
                      (uint64_t)(uint16_t)group->period << 16 |
                      (uint64_t)(uint8_t)group->grade << 8 | (uint8_t)group->gender;
    }
    qsort(order, groups->count, sizeof *order, compare_ranked);
  }
  tell__free(ranks);
  return order;
}

int tell__pupil_is_family(const tell__pupil_ranked *a, const tell__pupil_ranked *b) {
  return a->rank >> 8 == b->rank >> 8;
}
