/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Heap sort and median; see the header. */
#include "stats/sort.h"

/* Lets numbers[at] sink until no child in the heap of `count` is larger. */
static void sink(double *numbers, size_t at, size_t count) {
  double number = numbers[at];
  for (;;) {
    size_t child = 2 * at + 1;
    if (child >= count)
      break;
    if (child + 1 < count && numbers[child + 1] > numbers[child])
      child++;
    if (numbers[child] <= number)
      break;
    numbers[at] = numbers[child];
    at = child;
  }
  numbers[at] = number;
}

void tell__stats_sort(double *numbers, size_t count) {
  for (size_t i = count / 2; i > 0; i--)
    sink(numbers, i - 1, count);
  for (size_t last = count; last > 1; last--) {
    double largest = numbers[0];
    numbers[0] = numbers[last - 1];
    numbers[last - 1] = largest;
    sink(numbers, 0, last - 1);
  }
}

double tell__stats_sorted_median(const double *numbers, size_t count) {
  double upper = numbers[count / 2];
  if (count % 2 == 1)
    return upper;
  return numbers[count / 2 - 1] / 2 + upper / 2;
}
