/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key stands once: twice the same numbers are a duplicate, twice with others no number at all. */
#include "repeats.h"

#include "base/alloc.h"

int tell__same_key(const tell__observation *a, const tell__observation *b) {
  return a->indicator == b->indicator && a->source == b->source && a->grade == b->grade &&
         a->gender == b->gender && a->owner == b->owner && a->category == b->category &&
         a->period == b->period;
}

static int same_numbers(const tell__observation *a, const tell__observation *b) {
  if (a->state != b->state || a->has != b->has)
    return 0;
  if (a->state == TELL_STATE_PRESENT && a->value != b->value)
    return 0;
  return !((a->has & TELL__HAS_N && a->n != b->n) ||
           (a->has & TELL__HAS_NUMERATOR && a->numerator != b->numerator) ||
           (a->has & TELL__HAS_SD && a->sd != b->sd) ||
           (a->has & TELL__HAS_MARGIN && a->margin != b->margin));
}

/* Neither of two contradicting rows is believed, so that their order does not matter. */
static void make_invalid(tell__observation *held) {
  held->state = TELL_STATE_INVALID;
  held->value = held->sd = held->margin = 0;
  held->n = held->numerator = 0;
  held->has = 0;
  held->flags &= TELL__FLAG_PUPILS | TELL__FLAG_SET_ASIDE;
  held->decimals = 0;
}

/* What `later` is to the first one with its key; changes the first one. */
static int32_t settle(tell__observation *first, const tell__observation *later) {
  if (!same_numbers(first, later)) {
    make_invalid(first);
    return TELL__CONTRADICTING;
  }
  /* "50" and "50,0" are one number; the longer one says more about its rounding. */
  if (later->decimals > first->decimals)
    first->decimals = later->decimals;
  first->flags |= later->flags & (TELL__FLAG_SD_POOLED | TELL__FLAG_PROVISIONAL);
  return TELL__REPEATED;
}

int tell__repeats_find(tell__observation *observations, int64_t from, int64_t end,
                       tell__repeats *repeats) {
  int64_t first = from;
  for (int64_t i = from + 1; i < end; i++) {
    tell__observation *o = &observations[i];
    if (!tell__same_key(&observations[first], o)) {
      first = i;
      continue;
    }
    if (!tell__grow((void **)&repeats->list, &repeats->capacity, repeats->count,
                    sizeof *repeats->list))
      return 0;
    repeats->list[repeats->count++] = (tell__repeat){o->file, o->field, o->line, i, first};
    o->unit = settle(&observations[first], o);
  }
  return 1;
}
