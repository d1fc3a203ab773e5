/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping the basis of rows; see the header. */
#include "analysis/basis.h"

#include <math.h>

#include "base/alloc.h"

void tell__basis_free(tell__basis *basis) {
  tell__free(basis->entries);
  *basis = (tell__basis){0};
}

static int add(tell__basis *basis, const tell__basis_entry *entry) {
  if (!tell__grow((void **)&basis->entries, &basis->capacity, basis->count, sizeof *basis->entries))
    return 0;
  basis->entries[basis->count++] = *entry;
  return 1;
}

int tell__basis_add(tell__basis *basis, int64_t row, int64_t figure, double weight,
                    const char *role) {
  int has = isfinite(weight) != 0;
  const tell__basis_entry entry = {row, figure, has ? weight : 0, has, role};
  return add(basis, &entry);
}

int tell__basis_note(tell__basis *basis, int64_t row, int64_t figure, const char *role) {
  const tell__basis_entry entry = {row, figure, 0, 0, role};
  return add(basis, &entry);
}

/* The first entry whose row is not before `row`. */
static size_t first_from(const tell__basis *basis, int64_t row) {
  size_t low = 0, high = basis->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (basis->entries[middle].row < row)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

const tell__basis_entry *tell__basis_of(const tell__basis *basis, int64_t row, size_t *count) {
  size_t first = first_from(basis, row);
  *count = first_from(basis, row + 1) - first;
  return *count > 0 ? &basis->entries[first] : NULL;
}
