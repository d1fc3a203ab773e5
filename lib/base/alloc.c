/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one door to memory: only this file calls the allocator of the C library. */
#define _DEFAULT_SOURCE /* for madvise(), which POSIX does not have */

#include "alloc.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { FIRST_CAPACITY = 8, LARGE_PAGE = 2 * 1024 * 1024 };

void *tell__alloc(size_t size) { return calloc(1, size > 0 ? size : 1); }

void *tell__alloc_array(size_t count, size_t size) {
  if (size > 0 && count > SIZE_MAX / size)
    return NULL;
  return tell__alloc(count * size);
}

/* Asks for large pages in what lies whole in them; the system may say no, and nothing is lost. */
static void advise(void *block, size_t bytes) {
#ifdef MADV_HUGEPAGE
  uintptr_t begin = ((uintptr_t)block + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
  uintptr_t end = ((uintptr_t)block + bytes) / LARGE_PAGE * LARGE_PAGE;
  int kept_errno = errno;
  if (begin < end)
    (void)madvise((char *)block + (begin - (uintptr_t)block), end - begin, MADV_HUGEPAGE);
  errno = kept_errno;
#else
  (void)block;
  (void)bytes;
#endif
}

void *tell__alloc_large(size_t count, size_t size) {
  void *block = tell__realloc_array(NULL, count, size);
  if (block != NULL)
    advise(block, count * size);
  return block;
}

void *tell__realloc_array(void *block, size_t count, size_t size) {
  if (size > 0 && count > SIZE_MAX / size)
    return NULL;
  size_t bytes = count * size;
  return realloc(block, bytes > 0 ? bytes : 1);
}

void tell__free(void *block) { free(block); }

int tell__grow(void **array, size_t *capacity, size_t count, size_t element_size) {
  if (count < *capacity)
    return 1;
  if (*capacity > SIZE_MAX / 2)
    return 0;
  size_t wanted = *capacity > 0 ? *capacity * 2 : FIRST_CAPACITY;
  /* The caller's pointer is rarely a void pointer; copying its bytes keeps to the aliasing rules.
   */
  void *block = NULL;
  memcpy(&block, array, sizeof block);
  block = tell__realloc_array(block, wanted, element_size);
  if (block == NULL)
    return 0;
  memcpy(array, &block, sizeof block);
  *capacity = wanted;
  return 1;
}
