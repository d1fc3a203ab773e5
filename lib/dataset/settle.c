/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands twice is told, in the order of the files, and the accounts of
 * the records concerned are settled: both records of a contradiction are
 * rejected, one that brought nothing but duplicates is skipped. Those are told
 * once for a file, as nothing need be done about them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"
#include "private.h"

/* A record in which something was read again: its repeats, and how many of its observations are
 * new. */
typedef struct record {
  int16_t file;
  int32_t line;
  size_t from, end;
  int64_t added;
} record;

typedef struct settling {
  tell__builder *builder;
  tell__gathered *gathered;
  const tell__repeats *repeats;
  record *records;
  size_t count;
  int64_t *skipped; /* for each file, the records to be skipped that were not told yet */
} settling;

#define COMPARE(field)                                                                             \
  if (a->field != b->field)                                                                        \
  return a->field < b->field ? -1 : 1

static int compare_repeats(const void *left, const void *right) {
  const tell__repeat *a = left, *b = right;
  COMPARE(file);
  COMPARE(line);
  COMPARE(field);
  COMPARE(index);
  return 0;
}

static int compare_records(const void *left, const void *right) {
  const record *a = left, *b = right;
  COMPARE(file);
  COMPARE(line);
  return 0;
}

#undef COMPARE

static int list_records(settling *work) {
  const tell__repeats *repeats = work->repeats;
  size_t count = 0;
  for (size_t i = 0; i < repeats->count; i++)
    count += i == 0 || repeats->list[i].file != repeats->list[i - 1].file ||
             repeats->list[i].line != repeats->list[i - 1].line;
  work->records = tell__alloc_array(count, sizeof *work->records);
  if (work->records == NULL)
    return 0;
  for (size_t i = 0; i < repeats->count; i++) {
    const tell__repeat *own = &repeats->list[i];
    record *last = work->count > 0 ? &work->records[work->count - 1] : NULL;
    if (last == NULL || last->file != own->file || last->line != own->line)
      work->records[work->count++] =
          (record){.file = own->file, .line = own->line, .from = i, .end = i + 1};
    else
      last->end = i + 1;
  }
  return 1;
}

/* Only files with repeats are asked for their records: a country without any passes quickly. */
static int count_added(const settling *work) {
  uint8_t *has_records = tell__alloc_array(work->builder->file_count, sizeof *has_records);
  if (has_records == NULL)
    return 0;
  for (size_t i = 0; i < work->count; i++)
    has_records[work->records[i].file] = 1;
  for (size_t i = 0; i < work->gathered->count; i++) {
    const tell__observation *o = &work->gathered->observations[i];
    if (o->unit < 0 || !has_records[o->file])
      continue;
    const record wanted = {.file = o->file, .line = o->line};
    record *found =
        bsearch(&wanted, work->records, work->count, sizeof *work->records, compare_records);
    if (found != NULL)
      found->added++;
  }
  tell__free(has_records);
  return 1;
}

static tell_status tell_of_contradiction(const settling *work, const tell__repeat *repeat) {
  const tell__observation *later = &work->gathered->observations[repeat->index];
  const tell__observation *first = &work->gathered->observations[repeat->first];
  tell__text message = {NULL, 0, 0, 0};
  tell__text_add(&message, "the same unit, indicator, period and group stands with other numbers "
                           "in line ");
  tell__text_add_i64(&message, first->line);
  if (first->file != later->file) {
    tell__text_add(&message, " of ");
    tell__text_add(&message, tell__builder_file_name(work->builder, first->file));
  }
  tell__text_add(&message, "; neither is used");
  tell_status status = TELL_E_MEMORY;
  if (!message.failed)
    status = tell__builder_tell(work->builder, later, TELL_SEVERITY_ERROR, "contradicting_rows",
                                tell__text_get(&message));
  tell__text_free(&message);
  return status;
}

/* The first one of a file speaks for all of them. */
static tell_status tell_of_duplicates(const settling *work, const tell__observation *first) {
  int64_t count = work->skipped[first->file];
  tell__text message = {NULL, 0, 0, 0};
  if (count == 0)
    return TELL_OK;
  work->skipped[first->file] = 0;
  tell__text_add(&message, first->flags & TELL__FLAG_PUPILS
                               ? "what pupils add up to was read before with the same outcome: "
                               : "everything in a record was read before with the same outcome: ");
  tell__text_add_i64(&message, count);
  tell__text_add(&message, " skipped in this file, of which this is the first");
  tell_status status = TELL_E_MEMORY;
  if (!message.failed)
    status = tell__builder_tell(work->builder, first, TELL_SEVERITY_NOTE, "duplicate_rows",
                                tell__text_get(&message));
  tell__text_free(&message);
  return status;
}

static const tell__observation *first_of(const settling *work, const record *own) {
  return &work->gathered->observations[work->repeats->list[own->from].index];
}

static int is_skipped(const settling *work, const record *own) {
  const tell__observation *observations = work->gathered->observations;
  for (size_t i = own->from; i < own->end; i++)
    if (observations[work->repeats->list[i].index].unit == TELL__CONTRADICTING)
      return 0;
  return own->added == 0 && !(first_of(work, own)->flags & TELL__FLAG_SET_ASIDE);
}

static int count_skipped(settling *work) {
  work->skipped = tell__alloc_array(work->builder->file_count, sizeof *work->skipped);
  for (size_t i = 0; work->skipped != NULL && i < work->count; i++)
    work->skipped[work->records[i].file] += is_skipped(work, &work->records[i]);
  return work->skipped != NULL;
}

/* Whether an observation has a record of its own whose account is still open: those of pupils have
 * none. */
static int has_account(const tell__observation *o) {
  return !(o->flags & (TELL__FLAG_SET_ASIDE | TELL__FLAG_PUPILS));
}

static tell_status settle_record(const settling *work, const record *own) {
  const tell__observation *observations = work->gathered->observations;
  tell__account *account = &work->builder->files[own->file].account;
  tell_status status = TELL_OK;
  for (size_t i = own->from; status == TELL_OK && i < own->end; i++) {
    const tell__observation *o = &observations[work->repeats->list[i].index];
    if (o->unit == TELL__CONTRADICTING)
      status = tell_of_contradiction(work, &work->repeats->list[i]);
    if (!(o->flags & TELL__FLAG_PUPILS))
      account->cells -= o->cells;
  }
  if (status != TELL_OK || !is_skipped(work, own))
    return status;
  if (has_account(first_of(work, own))) {
    account->accepted--;
    account->skipped_duplicate++;
  }
  return tell_of_duplicates(work, first_of(work, own));
}

/* Both records of every contradiction, each of them once. */
static int reject_records(const settling *work) {
  const tell__repeats *repeats = work->repeats;
  const tell__observation *observations = work->gathered->observations;
  record *rejected = tell__alloc_array(2 * repeats->count, sizeof *rejected);
  size_t count = 0;
  if (rejected == NULL)
    return 0;
  for (size_t i = 0; i < repeats->count; i++) {
    const tell__observation *both[] = {&observations[repeats->list[i].index],
                                       &observations[repeats->list[i].first]};
    for (int j = 0; both[0]->unit == TELL__CONTRADICTING && j < 2; j++)
      if (has_account(both[j]))
        rejected[count++] = (record){.file = both[j]->file, .line = both[j]->line};
  }
  qsort(rejected, count, sizeof *rejected, compare_records);
  for (size_t i = 0; i < count; i++) {
    tell__account *account = &work->builder->files[rejected[i].file].account;
    int is_new = i == 0 || compare_records(&rejected[i - 1], &rejected[i]) != 0;
    account->accepted -= is_new;
    account->rejected += is_new;
  }
  tell__free(rejected);
  return 1;
}

static void take_out(tell__gathered *gathered) {
  size_t kept = 0;
  for (size_t i = 0; i < gathered->count; i++)
    if (gathered->observations[i].unit >= 0)
      gathered->observations[kept++] = gathered->observations[i];
  gathered->count = kept;
}

tell_status tell__repeats_settle(tell__builder *builder, tell__gathered *gathered,
                                 tell__repeats *repeats, tell_error *err) {
  if (repeats->count == 0)
    return TELL_OK;
  settling work = {builder, gathered, repeats, NULL, 0, NULL};
  qsort(repeats->list, repeats->count, sizeof *repeats->list, compare_repeats);
  int is_good = list_records(&work) && count_added(&work) && count_skipped(&work);
  tell_status status = is_good && reject_records(&work) ? TELL_OK : TELL_E_MEMORY;
  for (size_t i = 0; status == TELL_OK && i < work.count; i++)
    status = settle_record(&work, &work.records[i]);
  tell__free(work.records);
  tell__free(work.skipped);
  if (status != TELL_OK)
    return tell__fail_memory(err);
  take_out(gathered);
  return TELL_OK;
}
