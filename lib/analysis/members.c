/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the members of groups among the rows of a release; see the header. */
#include "analysis/members.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

/* A row and a group that its unit is a member of. */
typedef struct link {
  int64_t group, row;
} link;

typedef struct finding {
  const tell__figures *figures;
  tell__members *members;
  tell__keymap *declared; /* declared group, level, code → 0 */
  int64_t *of_unit;       /* groups of the unit at hand */
  size_t of_unit_count;
  link *links, *spare;
  size_t link_count, link_capacity;
} finding;

void tell__members_free(tell__members *members) {
  tell__free(members->groups);
  tell__free(members->sets);
  tell__free(members->rows);
  tell__keymap_free(members->units);
  *members = (tell__members){0};
}

static int add_group(tell__members *members, const tell__member_group *group) {
  if (!tell__grow((void **)&members->groups, &members->group_capacity, members->group_count,
                  sizeof *members->groups))
    return 0;
  members->groups[members->group_count++] = *group;
  return 1;
}

/* A member that no row of the release names cannot be looked up and need not be. */
static int add_declared(finding *job, const tell__declared_group *group) {
  const int64_t index = (int64_t)job->members->group_count;
  const tell__member_group made = {group, {-1, -1}, (int64_t)group->count};
  for (size_t i = 0; i < group->count; i++) {
    const int64_t key[] = {index, tell__figures_code(job->figures, group->members[i].level),
                           tell__figures_code(job->figures, group->members[i].code)};
    if (key[1] >= 0 && key[2] >= 0 && tell__keymap_add(job->declared, key, 0) < 0)
      return 0;
  }
  return add_group(job->members, &made);
}

/* The units that are made of schools, in the order of the release. */
static int add_units(finding *job) {
  const tell__figures *figures = job->figures;
  const int64_t area = tell__figures_code(figures, "area");
  const int64_t municipality = tell__figures_code(figures, "municipality");
  for (int64_t row = 0; row < figures->count; row = tell__figures_unit_end(figures, row)) {
    const tell__figure_key key = tell__figures_key(figures, row);
    const int64_t words[] = {key.unit.level, key.unit.code};
    const tell__member_group made = {NULL, key.unit, 0};
    if (key.unit.level != area && key.unit.level != municipality)
      continue;
    if (tell__keymap_add(job->members->units, words, (int64_t)job->members->group_count) < 0 ||
        !add_group(job->members, &made))
      return 0;
  }
  return 1;
}

int64_t tell__members_unit(const tell__members *members, tell__figure_unit unit) {
  const int64_t words[] = {unit.level, unit.code};
  return tell__keymap_find(members->units, words);
}

static void join_unit(finding *job, tell__figure_unit unit) {
  int64_t group = tell__members_unit(job->members, unit);
  if (group < 0)
    return;
  job->members->groups[group].units++;
  job->of_unit[job->of_unit_count++] = group;
}

/* The groups of the unit that the rows from `row` are about. */
static void find_groups(finding *job, int64_t row) {
  const tell__figure_key key = tell__figures_key(job->figures, row);
  job->of_unit_count = 0;
  for (size_t i = 0; i < job->members->group_count; i++) {
    const int64_t words[] = {(int64_t)i, key.unit.level, key.unit.code};
    if (job->members->groups[i].declared == NULL)
      break;
    if (tell__keymap_find(job->declared, words) >= 0)
      job->of_unit[job->of_unit_count++] = (int64_t)i;
  }
  if (key.unit.level != job->figures->school)
    return;
  join_unit(job, tell__figures_area(job->figures, row));
  join_unit(job, tell__figures_parent(job->figures, row));
}

/* Whether a row stands for its unit in what members say together. */
static int counts(const tell__figures *figures, int64_t row) {
  const tell__kind kind = tell__figures_indicator(figures, row)->kind;
  const tell__figure_key key = tell__figures_key(figures, row);
  return kind != TELL__KIND_RATIO && kind != TELL__KIND_MEDIAN &&
         figures->reals[TELL__FIGURE_value].states[row] != TELL_STATE_NOT_APPLICABLE &&
         tell__figures_used(figures, &key) == row;
}

static int link_rows(finding *job) {
  int64_t end = 0;
  for (int64_t row = 0; row < job->figures->count; row++) {
    if (row == end) {
      end = tell__figures_unit_end(job->figures, row);
      find_groups(job, row);
    }
    if (job->of_unit_count == 0 || !counts(job->figures, row))
      continue;
    for (size_t i = 0; i < job->of_unit_count; i++) {
      if (!tell__grow((void **)&job->links, &job->link_capacity, job->link_count,
                      sizeof *job->links))
        return 0;
      job->links[job->link_count++] = (link){job->of_unit[i], row};
    }
  }
  return 1;
}

static int order_of(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int compare_keys(const tell__figure_key *a, const tell__figure_key *b) {
  const int64_t of_a[] = {a->indicator, a->source,    a->grade,    a->gender,
                          a->owner,     a->dimension, a->category, a->period};
  const int64_t of_b[] = {b->indicator, b->source,    b->grade,    b->gender,
                          b->owner,     b->dimension, b->category, b->period};
  for (size_t i = 0; i < sizeof of_a / sizeof *of_a; i++)
    if (of_a[i] != of_b[i])
      return order_of(of_a[i], of_b[i]);
  return 0;
}

static int compare_links(const tell__figures *figures, const link *a, const link *b) {
  if (a->group != b->group)
    return order_of(a->group, b->group);
  const tell__figure_key of_a = tell__figures_key(figures, a->row);
  const tell__figure_key of_b = tell__figures_key(figures, b->row);
  int order = compare_keys(&of_a, &of_b);
  return order != 0 ? order : order_of(a->row, b->row);
}

static void merge(finding *job, size_t start, size_t width) {
  size_t count = job->link_count;
  size_t middle = count - start < width ? count : start + width;
  size_t end = count - middle < width ? count : middle + width;
  size_t left = start, right = middle;
  for (size_t i = start; i < end; i++) {
    int take_left = left < middle && (right >= end || compare_links(job->figures, &job->links[left],
                                                                    &job->links[right]) <= 0);
    job->spare[i] = take_left ? job->links[left++] : job->links[right++];
  }
}

static int sort_links(finding *job) {
  job->spare = tell__alloc_array(job->link_count, sizeof *job->spare);
  if (job->spare == NULL)
    return 0;
  for (size_t width = 1; width < job->link_count; width *= 2) {
    for (size_t start = 0; start < job->link_count; start += 2 * width)
      merge(job, start, width);
    link *sorted = job->spare;
    job->spare = job->links;
    job->links = sorted;
  }
  return 1;
}

static int add_set(finding *job, size_t first, size_t end) {
  tell__members *members = job->members;
  tell__member_set made = {.group = job->links[first].group,
                           .key = tell__figures_key(job->figures, job->links[first].row),
                           .rows = members->rows + first,
                           .count = end - first};
  made.key.unit = (tell__figure_unit){-1, -1};
  if (!tell__grow((void **)&members->sets, &members->set_capacity, members->set_count,
                  sizeof *members->sets))
    return 0;
  members->sets[members->set_count++] = made;
  return 1;
}

static int cut_sets(finding *job) {
  size_t first = 0;
  job->members->rows = tell__alloc_array(job->link_count, sizeof *job->members->rows);
  if (job->members->rows == NULL)
    return 0;
  for (size_t i = 0; i < job->link_count; i++) {
    const tell__figure_key of_first = tell__figures_key(job->figures, job->links[first].row);
    const tell__figure_key key = tell__figures_key(job->figures, job->links[i].row);
    job->members->rows[i] = job->links[i].row;
    if (job->links[i].group == job->links[first].group && compare_keys(&of_first, &key) == 0)
      continue;
    if (!add_set(job, first, i))
      return 0;
    first = i;
  }
  return job->link_count == 0 || add_set(job, first, job->link_count);
}

static int find(finding *job, const tell_analysis_options *options) {
  job->declared = tell__keymap_create(3);
  job->members->units = tell__keymap_create(2);
  if (job->declared == NULL || job->members->units == NULL)
    return 0;
  for (size_t i = 0; i < options->group_count; i++)
    if (!add_declared(job, &options->groups[i]))
      return 0;
  if (!add_units(job))
    return 0;
  job->of_unit = tell__alloc_array(options->group_count + 2, sizeof *job->of_unit);
  return job->of_unit != NULL && link_rows(job) && sort_links(job) && cut_sets(job);
}

tell_status tell__members_find(const tell__figures *figures, const tell_analysis_options *options,
                               tell__members *members, tell_error *err) {
  finding job = {.figures = figures, .members = members};
  *members = (tell__members){0};
  tell_status status = tell__members_check(figures->release, options, err);
  if (status == TELL_OK && !find(&job, options))
    status = tell__fail_memory(err);
  tell__keymap_free(job.declared);
  tell__free(job.of_unit);
  tell__free(job.links);
  tell__free(job.spare);
  return status;
}

static int compare_set(const tell__member_set *set, int64_t group, const tell__figure_key *key) {
  return set->group != group ? order_of(set->group, group) : compare_keys(&set->key, key);
}

const tell__member_set *tell__members_set(const tell__members *members, int64_t group,
                                          const tell__figure_key *key) {
  size_t low = 0, high = members->set_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = compare_set(&members->sets[middle], group, key);
    if (order == 0)
      return &members->sets[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

size_t tell__members_largest(const tell__members *members) {
  size_t largest = 0;
  for (size_t i = 0; i < members->set_count; i++)
    largest = members->sets[i].count > largest ? members->sets[i].count : largest;
  return largest;
}
