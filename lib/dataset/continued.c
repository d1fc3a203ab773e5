/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Series that go on under another unit: the figures of the old one, from before
 * the change, become the successor's, marked. Where the successor has a figure
 * of its own for the same key, or two units would bring one, all stay where
 * they are.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"
#include "private.h"

/* A figure that may move. Units: `from` of the registry, `to` of the dataset. */
typedef struct candidate {
  tell__observation *figure;
  int32_t from, to;
  int stays;
} candidate;

/* A unit whose figures became another's. */
typedef struct heir {
  int32_t to, from, until;
  const char *code;
} heir;

typedef struct continuing {
  tell__builder *builder;
  tell__gathered *gathered;
  const tell__next *next;
  const int32_t *numbers; /* of the registry -> of the dataset */
  candidate *candidates;
  size_t count, capacity;
  heir *heirs;
  size_t heir_count, heir_capacity;
} continuing;

static int order_of(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int compare_keys(const tell__observation *a, const tell__observation *b) {
  int order = order_of(a->indicator, b->indicator);
  order = order != 0 ? order : order_of(a->source, b->source);
  order = order != 0 ? order : order_of(a->grade, b->grade);
  order = order != 0 ? order : order_of(a->gender, b->gender);
  order = order != 0 ? order : order_of(a->owner, b->owner);
  order = order != 0 ? order : order_of(a->category, b->category);
  return order != 0 ? order : order_of(a->period, b->period);
}

static int compare_candidates(const void *left, const void *right) {
  const candidate *a = left, *b = right;
  int order = order_of(a->to, b->to);
  order = order != 0 ? order : compare_keys(a->figure, b->figure);
  return order != 0 ? order : order_of(a->from, b->from);
}

static int compare_heirs(const void *left, const void *right) {
  const heir *a = left, *b = right;
  int order = order_of(a->to, b->to);
  order = order != 0 ? order : order_of(a->until, b->until);
  return order != 0 ? order : strcmp(a->code, b->code);
}

/* The first observation that does not stand before this unit and key (NULL: before the unit). */
static size_t find_place(const tell__gathered *gathered, int32_t unit,
                         const tell__observation *key) {
  size_t low = 0, high = gathered->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const tell__observation *o = &gathered->observations[middle];
    int order = order_of(o->unit, unit);
    order = order == 0 && key != NULL ? compare_keys(o, key) : order;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static int list_unit(continuing *work, int32_t from) {
  int32_t unit = work->numbers[from];
  for (size_t i = find_place(work->gathered, unit, NULL);
       i < work->gathered->count && work->gathered->observations[i].unit == unit; i++) {
    tell__observation *figure = &work->gathered->observations[i];
    int32_t last = tell__successors_last(work->next, from, figure->period);
    if (last == from)
      continue;
    if (!tell__grow((void **)&work->candidates, &work->capacity, work->count,
                    sizeof *work->candidates))
      return 0;
    work->candidates[work->count++] = (candidate){figure, from, work->numbers[last], 0};
  }
  return 1;
}

/* Whether one unit goes on as the other on its way to where the figures of both go. Behind that
 * place the other cannot come again, as there are no circles: years need not be looked at. */
static int leads_through(const tell__next *next, int32_t from, int32_t other) {
  for (int32_t at = from; next[at].unit >= 0; at = next[at].unit)
    if (next[at].unit == other)
      return 1;
  return 0;
}

/* Candidates for one place. Of units that go on as each other the later one's figure counts. */
static void settle_place(const continuing *work, candidate *group, size_t count) {
  const tell__observation *key = group->figure;
  size_t place = find_place(work->gathered, group->to, key);
  const tell__observation *there =
      place < work->gathered->count ? &work->gathered->observations[place] : NULL;
  int is_taken = there != NULL && there->unit == group->to && tell__same_key(there, key);
  size_t left = count;
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < count && !group[i].stays; j++)
      if (leads_through(work->next, group[i].from, group[j].from)) {
        group[i].stays = 1;
        left--;
      }
  for (size_t i = 0; i < count; i++)
    group[i].stays |= is_taken || left > 1;
}

static void settle_places(const continuing *work) {
  for (size_t from = 0, end = 0; from < work->count; from = end) {
    const candidate *first = &work->candidates[from];
    while (end < work->count && work->candidates[end].to == first->to &&
           tell__same_key(work->candidates[end].figure, first->figure))
      end++;
    settle_place(work, &work->candidates[from], end - from);
  }
}

static int is_first(const tell__observation *a, const tell__observation *b) {
  if (b == NULL || a->file != b->file)
    return b == NULL || a->file < b->file;
  return a->line != b->line ? a->line < b->line : a->field < b->field;
}

/* Told once for every unit, at the first figure that stays. */
static tell_status tell_of_stays(const continuing *work) {
  tell__builder *builder = work->builder;
  const tell__observation **first = tell__alloc_array(builder->registry.unit_count, sizeof *first);
  tell_status status = first != NULL ? TELL_OK : TELL_E_MEMORY;
  for (size_t i = 0; status == TELL_OK && i < work->count; i++) {
    const candidate *own = &work->candidates[i];
    if (own->stays && is_first(own->figure, first[own->from]))
      first[own->from] = own->figure;
  }
  for (size_t i = 0; status == TELL_OK && i < builder->registry.unit_count; i++)
    if (first[i] != NULL)
      status = tell__builder_tell(builder, first[i], TELL_SEVERITY_WARNING, "continued_twice",
                                  "the unit goes on as another one, for which the same figure "
                                  "stands already; each stays where it is (told once)");
  tell__free(first);
  return status;
}

/* Who went on as whom, each pair once. */
static int list_heirs(continuing *work) {
  const tell__registry *registry = &work->builder->registry;
  tell__keymap *known = tell__keymap_create(2);
  int good = known != NULL;
  for (size_t i = 0; good && i < work->count; i++) {
    const candidate *own = &work->candidates[i];
    int64_t key[2] = {own->from, own->to};
    if (own->stays || tell__keymap_find(known, key) >= 0)
      continue;
    good = tell__keymap_add(known, key, 0) >= 0 &&
           tell__grow((void **)&work->heirs, &work->heir_capacity, work->heir_count,
                      sizeof *work->heirs);
    if (good)
      work->heirs[work->heir_count++] =
          (heir){own->to, own->from, work->next[own->from].until,
                 tell__strings_get(registry->texts, registry->units[own->from].code, NULL)};
  }
  if (work->heir_count > 1)
    qsort(work->heirs, work->heir_count, sizeof *work->heirs, compare_heirs);
  tell__keymap_free(known);
  return good;
}

/* The successors say whose series they go on with. */
static int name_heirs(const continuing *work, tell__unit *units) {
  tell__strings *texts = work->builder->registry.texts;
  int good = 1;
  for (size_t i = 0, end = 0; good && i < work->heir_count; i = end) {
    tell__text codes = {NULL, 0, 0, 0};
    for (; end < work->heir_count && work->heirs[end].to == work->heirs[i].to; end++) {
      tell__text_add(&codes, end > i ? " " : "");
      tell__text_add(&codes, work->heirs[end].code);
    }
    int32_t text = codes.failed ? -1 : tell__strings_add(texts, codes.bytes, codes.length);
    good = text >= 0;
    if (good)
      units[work->heirs[i].to].continued_from = tell__strings_get(texts, text, NULL);
    tell__text_free(&codes);
  }
  return good;
}

static int is_behind(const tell__observation *a, const tell__observation *b) {
  return a->unit != b->unit ? a->unit > b->unit : compare_keys(a, b) > 0;
}

/* The figures that move wait in a list of their own, in the order of their new places, and are
 * merged into the others from behind. */
static int move(const continuing *work) {
  tell__gathered *gathered = work->gathered;
  tell__observation *moved = tell__alloc_array(work->count, sizeof *moved);
  if (moved == NULL)
    return 0;
  size_t count = 0, kept = 0;
  for (size_t i = 0; i < work->count; i++) {
    const candidate *own = &work->candidates[i];
    if (own->stays)
      continue;
    moved[count] = *own->figure;
    moved[count].unit = own->to;
    moved[count++].flags |= TELL__FLAG_CONTINUED;
    own->figure->unit = -1;
  }
  for (size_t i = 0; i < gathered->count; i++)
    if (gathered->observations[i].unit >= 0)
      gathered->observations[kept++] = gathered->observations[i];
  for (size_t at = gathered->count; count > 0; at--) {
    int takes_moved = kept == 0 || is_behind(&moved[count - 1], &gathered->observations[kept - 1]);
    gathered->observations[at - 1] = takes_moved ? moved[--count] : gathered->observations[--kept];
  }
  tell__free(moved);
  return 1;
}

tell_status tell__continue_series(tell__builder *builder, tell__gathered *gathered,
                                  const tell__next *next, const int32_t *numbers, tell__unit *units,
                                  tell_error *err) {
  continuing work = {.builder = builder, .gathered = gathered, .next = next, .numbers = numbers};
  int good = 1;
  for (size_t i = 0; good && i < builder->registry.unit_count; i++)
    good = next[i].unit < 0 || list_unit(&work, (int32_t)i);
  if (good && work.count > 0) {
    qsort(work.candidates, work.count, sizeof *work.candidates, compare_candidates);
    settle_places(&work);
    good = tell_of_stays(&work) == TELL_OK && list_heirs(&work) && name_heirs(&work, units) &&
           move(&work);
  }
  tell__free(work.candidates);
  tell__free(work.heirs);
  return good ? TELL_OK : tell__fail_memory(err);
}
