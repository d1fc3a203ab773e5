/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From builder to dataset: units, categories and observations get their
 * canonical order and numbers, so that the order of files and rows leaves no
 * trace.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "private.h"

/* What units and pairs are sorted by, and the number they had. */
typedef struct order {
  int32_t level;
  const char *first, *second;
  int32_t number;
} order;

static int compare_orders(const void *left, const void *right) {
  const order *a = left, *b = right;
  if (a->level != b->level)
    return a->level < b->level ? -1 : 1;
  int first = strcmp(a->first, b->first);
  return first != 0 ? first : strcmp(a->second, b->second);
}

static tell_status check_accounts(const tell__builder *builder, tell_error *err) {
  for (size_t i = 0; i < builder->file_count; i++) {
    const tell__account *a = &builder->files[i].account;
    if (a->read !=
        a->accepted + a->rejected + a->skipped_duplicate + a->skipped_blank + a->skipped_other) {
      tell__position position = {
          .source = tell__strings_get(builder->registry.texts, builder->files[i].path, NULL)};
      return tell__fail_at(err, TELL_E_INTERNAL, &position,
                           "the records of a file do not add up to what became of them");
    }
  }
  return TELL_OK;
}

static const char *text_of(const tell__builder *builder, int32_t number) {
  return tell__strings_get(builder->registry.texts, number, NULL);
}

/* `numbers[old]` = new, in sorted order; the first `fixed` entries keep their place. */
static void number_orders(order *orders, size_t count, size_t fixed, int32_t *numbers) {
  if (count > fixed)
    qsort(orders + fixed, count - fixed, sizeof *orders, compare_orders);
  for (size_t i = 0; i < count; i++)
    numbers[orders[i].number] = (int32_t)i;
}

static void fill_unit(const tell__builder *builder, const tell__built_unit *from, tell__unit *to) {
  to->level = from->level;
  to->code = text_of(builder, from->code);
  to->name = from->name.rank != RANK_NONE ? text_of(builder, from->name.text) : to->code;
  to->successor = from->successor.rank != RANK_NONE ? text_of(builder, from->successor.text)
                                                    : tell__successor_in_history(builder, from);
  to->continued_from = "";
  to->valid_from = from->valid_from.number;
  to->valid_to = from->valid_to.number;
}

/* `first[number of the builder]` is the place among the units as files first speak of them. */
static int sort_by_place(tell__builder *builder, int32_t **first) {
  *first = tell__alloc_array(builder->registry.unit_count, sizeof **first);
  return *first != NULL && tell__registry_sort(&builder->registry, *first);
}

/* What hangs under a unit that goes on as another hangs under that one, as do its figures. */
static void follow(const tell__next *next, int32_t *links, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (links[i] >= 0)
      links[i] = tell__successors_last(next, links[i], INT32_MIN);
}

/* `numbers` receives the index in the dataset of every unit of the registry, `next` what each goes
 * on as. */
static tell_status sort_units(tell__builder *builder, tell_dataset *dataset, int32_t **numbers,
                              tell__next **next, tell_error *err) {
  int32_t *parents = NULL, *areas = NULL;
  order *orders = NULL;
  tell_status status = tell__hierarchy_link(builder, &parents, &areas, err);
  if (status == TELL_OK)
    status = tell__successors_find(builder, next, err);
  if (status != TELL_OK)
    goto out;
  size_t count = builder->registry.unit_count;
  follow(*next, parents, count);
  follow(*next, areas, count);
  orders = tell__alloc_array(count, sizeof *orders);
  *numbers = tell__alloc_array(count, sizeof **numbers);
  dataset->units = tell__alloc_array(count, sizeof *dataset->units);
  if (orders == NULL || *numbers == NULL || dataset->units == NULL) {
    status = tell__fail_memory(err);
    goto out;
  }
  for (size_t i = 0; i < count; i++) {
    const tell__built_unit *unit = &builder->registry.units[i];
    const char *parent =
        parents[i] >= 0 ? text_of(builder, builder->registry.units[parents[i]].code) : "";
    orders[i] = (order){(int32_t)unit->level, parent, text_of(builder, unit->code), (int32_t)i};
  }
  number_orders(orders, count, 0, *numbers);
  for (size_t i = 0; i < count; i++) {
    tell__unit *unit = &dataset->units[(*numbers)[i]];
    fill_unit(builder, &builder->registry.units[i], unit);
    unit->parent = parents[i] >= 0 ? (*numbers)[parents[i]] : -1;
    unit->area = areas[i] >= 0 ? (*numbers)[areas[i]] : -1;
  }
  dataset->view.units = dataset->units;
  dataset->view.unit_count = (int32_t)count;
out:
  tell__free(orders);
  tell__free(parents);
  tell__free(areas);
  return status;
}

static tell_status sort_pairs(const tell__builder *builder, tell_dataset *dataset,
                              int32_t **numbers, tell_error *err) {
  size_t count = builder->registry.pair_count;
  order *orders = tell__alloc_array(count, sizeof *orders);
  *numbers = tell__alloc_array(count, sizeof **numbers);
  dataset->pairs = tell__alloc_array(count, sizeof *dataset->pairs);
  if (orders == NULL || *numbers == NULL || dataset->pairs == NULL) {
    tell__free(orders);
    return tell__fail_memory(err);
  }
  for (size_t i = 0; i < count; i++)
    orders[i] = (order){0, text_of(builder, builder->registry.pairs[i].dimension),
                        text_of(builder, builder->registry.pairs[i].category), (int32_t)i};
  number_orders(orders, count, 1, *numbers);
  for (size_t i = 0; i < count; i++)
    dataset->pairs[(*numbers)[i]] = builder->registry.pairs[i];
  dataset->pair_count = count;
  tell__free(orders);
  return TELL_OK;
}

/* From the parts' numbers by `first` and `second` to those of the dataset. */
static void compose(int32_t *first, size_t count, const int32_t *second) {
  for (size_t i = 0; i < count; i++)
    first[i] = second[first[i]];
}

static void hand_over(const tell__builder *builder, tell__gathered *gathered,
                      tell_dataset *dataset) {
  size_t count = gathered->count;
  for (size_t i = 0; builder->flags & TELL__FLAG_SET_ASIDE && i < count; i++)
    gathered->observations[i].flags &= (uint8_t)~TELL__FLAG_SET_ASIDE;
  /* Where the block cannot be made smaller the larger one serves as well. */
  tell__observation *fitting = NULL;
  if (count > 0)
    fitting = tell__realloc_array(gathered->observations, count, sizeof *fitting);
  dataset->observations = fitting != NULL ? fitting : gathered->observations;
  dataset->view.observations = dataset->observations;
  dataset->view.observation_count = (int64_t)count;
  gathered->observations = NULL;
}

/* What finish() works with; all freed by it. */
typedef struct finishing {
  tell__builder *builder;
  tell_dataset *dataset;
  int32_t threads;
  int32_t *first; /* the dataset's index of every unit as the parts were absorbed */
  int32_t *units; /* ... of every unit of the registry as it is now */
  int32_t *pairs;
  tell__next *next;
} finishing;

/* A thread costs more than it brings for a handful of observations. */
static int32_t useful_threads(const finishing *work) {
  enum { EACH = 256 };
  int64_t count = 0;
  for (size_t i = 0; i < work->builder->part_count; i++)
    for (const tell__chunk *c = work->builder->parts[i].last; c != NULL; c = c->previous)
      count += (int64_t)c->count;
  return count / EACH < work->threads ? (int32_t)(count / EACH) + 1 : work->threads;
}

static tell_status sort_observations(finishing *work, tell_error *err) {
  tell__builder *builder = work->builder;
  tell_dataset *dataset = work->dataset;
  tell__gathered gathered = {.unit_count = dataset->view.unit_count,
                             .threads = useful_threads(work)};
  tell__repeats repeats = {NULL, 0, 0};
  tell_status status = tell__gather(builder, work->first, work->pairs, &gathered, &repeats, err);
  if (status == TELL_OK)
    status = tell__repeats_settle(builder, &gathered, &repeats, err);
  if (status == TELL_OK)
    status = tell__years_check(builder, &gathered, dataset->units, work->units, err);
  if (status == TELL_OK)
    status =
        tell__continue_series(builder, &gathered, work->next, work->units, dataset->units, err);
  if (status == TELL_OK)
    hand_over(builder, &gathered, dataset);
  tell__free(gathered.observations);
  tell__free(repeats.list);
  return status;
}

static tell_status copy_files(const tell__builder *builder, tell_dataset *dataset,
                              tell_error *err) {
  dataset->file_names = tell__alloc_array(builder->file_count, sizeof *dataset->file_names);
  if (dataset->file_names == NULL)
    return tell__fail_memory(err);
  dataset->file_count = builder->file_count;
  for (size_t i = 0; i < builder->file_count; i++) {
    const char *name = tell__builder_file_name(builder, (int32_t)i);
    dataset->file_names[i] = tell__strings_add(builder->registry.texts, name, strlen(name));
    if (dataset->file_names[i] < 0)
      return tell__fail_memory(err);
  }
  return TELL_OK;
}

static tell_status sort_all(finishing *work, tell_error *err) {
  size_t known = work->builder->registry.unit_count;
  if (!sort_by_place(work->builder, &work->first))
    return tell__fail_memory(err);
  tell_status status = sort_units(work->builder, work->dataset, &work->units, &work->next, err);
  if (status == TELL_OK)
    status = sort_pairs(work->builder, work->dataset, &work->pairs, err);
  if (status != TELL_OK)
    return status;
  compose(work->first, known, work->units);
  return sort_observations(work, err);
}

static tell_status make_tables(tell__builder *builder, tell_dataset *dataset, tell_error *err) {
  dataset->texts = builder->registry.texts;
  builder->registry.texts = NULL;
  tell_status status = tell__dataset_unit_table(dataset, &dataset->unit_table, err);
  if (status == TELL_OK)
    status = tell__dataset_file_table(builder, dataset, &dataset->file_table, err);
  return status;
}

tell_status tell__builder_finish(tell__builder *builder, int32_t threads, tell_dataset **out,
                                 tell_error *err) {
  *out = NULL;
  if (builder->finished)
    return tell__fail(err, TELL_E_STATE, "the dataset was made already");
  builder->finished = 1;
  tell_status status = check_accounts(builder, err);
  if (status != TELL_OK)
    return status;
  tell_dataset *dataset = tell__alloc(sizeof *dataset);
  if (dataset == NULL)
    return tell__fail_memory(err);
  finishing work = {.builder = builder, .dataset = dataset, .threads = threads};
  dataset->view.catalogue = builder->catalogue;
  status = copy_files(builder, dataset, err);
  if (status == TELL_OK)
    status = sort_all(&work, err);
  if (status == TELL_OK)
    status = tell__join_answers(builder, dataset, err);
  if (status == TELL_OK)
    status = check_accounts(builder, err);
  if (status == TELL_OK)
    status = make_tables(builder, dataset, err);
  if (status == TELL_OK) {
    dataset->issues = builder->issues;
    builder->issues = NULL;
    *out = dataset;
    dataset = NULL;
  }
  tell__free(work.first);
  tell__free(work.units);
  tell__free(work.pairs);
  tell__free(work.next);
  tell_dataset_free(dataset);
  return status;
}
