/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said of a whole text at once: how many lines it has, how much of it is ASCII. */
#include <string.h>

#include "scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static int ends_line(const char *text, size_t at, size_t length) {
  return text[at] == '\n' || (text[at] == '\r' && (at + 1 == length || text[at + 1] != '\n'));
}

#if defined(__SSE2__)

enum { VECTOR = 16, STEP = 4 * VECTOR, RUN = 255 / 4 };

static __m128i load(const char *text) {
  return _mm_loadu_si128((const __m128i *)(const void *)text);
}

/* All bits of each byte that ends a line. Looks one byte further. */
static inline __m128i find_ends(const char *text, int has_cr) {
  const __m128i lf = _mm_set1_epi8('\n');
  __m128i ends = _mm_cmpeq_epi8(load(text), lf);
  if (!has_cr)
    return ends;
  __m128i is_cr = _mm_cmpeq_epi8(load(text), _mm_set1_epi8('\r'));
  return _mm_or_si128(ends, _mm_andnot_si128(_mm_cmpeq_epi8(load(text + 1), lf), is_cr));
}

/* Line ends in `steps`, at most RUN, so that a byte can count them. */
static inline int64_t count_run(const char *text, size_t steps, int has_cr) {
  __m128i counts = _mm_setzero_si128();
  for (size_t i = 0; i < steps; i++, text += STEP) {
    __m128i one = _mm_add_epi8(find_ends(text, has_cr), find_ends(text + VECTOR, has_cr));
    __m128i other = _mm_add_epi8(find_ends(text + (ptrdiff_t)2 * VECTOR, has_cr),
                                 find_ends(text + (ptrdiff_t)3 * VECTOR, has_cr));
    counts = _mm_sub_epi8(counts, _mm_add_epi8(one, other)); /* an end is -1 */
  }
  counts = _mm_sad_epu8(counts, _mm_setzero_si128());
  return (int64_t)_mm_cvtsi128_si32(counts) + _mm_extract_epi16(counts, 4);
}

/* Counts the line ends in most of a text; returns in how much of it. */
static size_t count_vectors(const char *text, size_t length, int64_t *lines) {
  int has_cr = 0; /* without, counting is much faster */
  size_t at = 0;
  while (at + STEP < length) {
    size_t left = (length - at - 1) / STEP;
    size_t steps = left < RUN ? left : RUN;
    has_cr = has_cr || memchr(text + at, '\r', steps * STEP) != NULL;
    *lines += has_cr ? count_run(text + at, steps, 1) : count_run(text + at, steps, 0);
    at += steps * STEP;
  }
  return at;
}

/* One bit a byte that is `byte`, for 64 of them. */
static uint64_t find(const char *text, char byte) {
  const __m128i wanted = _mm_set1_epi8(byte);
  uint64_t found = 0;
  for (int i = 0; i < 4; i++)
    found |= (uint64_t)(uint32_t)_mm_movemask_epi8(
                 _mm_cmpeq_epi8(load(text + (ptrdiff_t)i * VECTOR), wanted))
             << (i * VECTOR);
  return found;
}

/* Whether any of 64 bytes is a quote. */
static int has_quote(const char *text) {
  const __m128i quote = _mm_set1_epi8('"');
  __m128i found = _mm_cmpeq_epi8(load(text), quote);
  for (int i = 1; i < 4; i++)
    found = _mm_or_si128(found, _mm_cmpeq_epi8(load(text + (ptrdiff_t)i * VECTOR), quote));
  return _mm_movemask_epi8(found) != 0;
}

/* The same for most of a text; `*at` receives how much, where no quote is open. */
static int is_even_vectors(const char *text, size_t length, size_t *at) {
  uint64_t carry = 0; /* all bits: a quote is open */
  size_t i = 0;
  for (*at = 0; i + STEP <= length; *at = carry == 0 ? i : *at) {
    if (carry == 0 && !has_quote(text + i)) { /* then the next one may be far */
      const char *quote = memchr(text + i + STEP, '"', length - i - STEP);
      i = quote != NULL ? i + (size_t)(quote - text - (ptrdiff_t)i) / STEP * STEP : length;
      continue;
    }
    uint64_t open = tell__scan_in_quotes(find(text + i, '"')) ^ carry;
    if ((open & (find(text + i, '\n') | find(text + i, '\r'))) != 0)
      return 0;
    carry = 0 - (open >> (STEP - 1));
    i += STEP;
  }
  return 1;
}

/* How much of a text is ASCII for certain. */
static size_t ascii_vectors(const char *text, size_t length) {
  size_t at = 0;
  for (; at + STEP <= length; at += STEP) {
    __m128i low = _mm_or_si128(load(text + at), load(text + at + VECTOR));
    __m128i high = _mm_or_si128(load(text + at + 2 * VECTOR), load(text + at + 3 * VECTOR));
    if (_mm_movemask_epi8(_mm_or_si128(low, high)) != 0)
      break;
  }
  return at;
}

#else

static int is_even_vectors(const char *text, size_t length, size_t *at) {
  (void)text;
  (void)length;
  *at = 0;
  return 1;
}

static size_t count_vectors(const char *text, size_t length, int64_t *lines) {
  (void)text;
  (void)length;
  (void)lines;
  return 0;
}

static size_t ascii_vectors(const char *text, size_t length) {
  (void)text;
  (void)length;
  return 0;
}

#endif

int64_t tell__scan_count_lines(const char *text, size_t length) {
  int64_t lines = 0;
  if (length == 0)
    return 0;
  for (size_t at = count_vectors(text, length, &lines); at < length; at++)
    lines += ends_line(text, at, length);
  return lines;
}

size_t tell__scan_ascii(const char *text, size_t length) {
  size_t at = ascii_vectors(text, length);
  while (at < length && ((unsigned char)text[at] & 0x80U) == 0)
    at++;
  return at;
}

int tell__scan_is_even(const char *text, size_t length) {
  size_t at = 0;
  int is_open = 0;
  if (!is_even_vectors(text, length, &at))
    return 0;
  for (; at < length; at++) {
    is_open ^= text[at] == '"';
    if (is_open && (text[at] == '\n' || text[at] == '\r'))
      return 0;
  }
  return 1;
}
