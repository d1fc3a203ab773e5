/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UTF-8: checking, counting and the form for comparing names. The only file
 * that includes utf8proc. Its functions that allocate are not used, so that
 * all memory goes through alloc.h.
 */
#include "utf8.h"

#include <string.h>

#include <utf8proc.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "alloc.h"
#include "text.h"

/*
 * The length of the well-formed sequence at the start, 0 when there is none:
 * table 3-7 of the Unicode Standard (no overlong forms, no surrogates, nothing
 * above U+10FFFF).
 */
static size_t sequence_length(const unsigned char *bytes, size_t length) {
  unsigned char first = bytes[0];
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  size_t wanted = 0;
  if (first < 0x80)
    return 1;
  if (first < 0xC2 || first > 0xF4)
    return 0;
  if (first < 0xE0) {
    wanted = 2;
  } else if (first < 0xF0) {
    wanted = 3;
    low = first == 0xE0 ? 0xA0 : 0x80;
    high = first == 0xED ? 0x9F : 0xBF;
  } else {
    wanted = 4;
    low = first == 0xF0 ? 0x90 : 0x80;
    high = first == 0xF4 ? 0x8F : 0xBF;
  }
  if (length < wanted || bytes[1] < low || bytes[1] > high)
    return 0;
  for (size_t i = 2; i < wanted; i++)
    if ((bytes[i] & 0xC0U) != 0x80U)
      return 0;
  return wanted;
}

/* The length of the stretch of ASCII at the start, by whole words: 0 where a word is mixed. */
static size_t ascii_words(const unsigned char *bytes, size_t length) {
  size_t at = 0;
  for (uint64_t word = 0; at + sizeof word <= length; at += sizeof word) {
    memcpy(&word, bytes + at, sizeof word);
    if ((word & UINT64_C(0x8080808080808080)) != 0)
      break;
  }
  return at;
}

size_t tell__utf8_valid_prefix(const char *bytes, size_t length) {
  const unsigned char *text = (const unsigned char *)bytes;
  size_t at = 0;
  while (at < length) {
    at += ascii_words(text + at, length - at);
    while (at < length && text[at] < 0x80)
      at++;
    /* Letters of two bytes, such as those of Norwegian, need no more than this. */
    while (at + 1 < length && text[at] >= 0xC2 && text[at] < 0xE0 && (text[at + 1] & 0xC0U) == 0x80)
      at += 2;
    if (at == length || text[at] < 0x80)
      continue;
    size_t step = sequence_length(text + at, length - at);
    if (step == 0)
      break;
    at += step;
  }
  return at;
}

#if defined(__SSE2__)

/* Bytes inside a character, as long as there are sixteen; `*at` receives how far that is. */
static size_t count_inner(const char *bytes, size_t length, size_t *at) {
  const __m128i first = _mm_set1_epi8((char)0xC0); /* as signed numbers, 80 to BF are below it */
  __m128i sums = _mm_setzero_si128();
  size_t i = 0;
  for (; i + sizeof first <= length; i += sizeof first) {
    __m128i found = _mm_loadu_si128((const __m128i *)(const void *)(bytes + i));
    found = _mm_and_si128(_mm_cmplt_epi8(found, first), _mm_set1_epi8(1));
    sums = _mm_add_epi64(sums, _mm_sad_epu8(found, _mm_setzero_si128()));
  }
  *at = i;
  return (size_t)_mm_cvtsi128_si64(sums) +
         (size_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums));
}

#else

static size_t count_inner(const char *bytes, size_t length, size_t *at) {
  (void)bytes;
  (void)length;
  *at = 0;
  return 0;
}

#endif

size_t tell__utf8_count(const char *bytes, size_t length) {
  static const uint64_t ones = 0x0101010101010101U;
  size_t at = 0;
  size_t count = length - count_inner(bytes, length, &at);
  /* Bytes inside a character, 10xxxxxx, are taken away; eight at a time. */
  for (; at + sizeof(uint64_t) <= length; at += sizeof(uint64_t)) {
    uint64_t word = 0;
    memcpy(&word, bytes + at, sizeof word);
    word = (word >> 7) & ~(word >> 6) & ones;
    count -= (size_t)(word * ones >> 56); /* the sum of its bytes */
  }
  for (; at < length; at++)
    count -= ((unsigned char)bytes[at] & 0xC0U) == 0x80U;
  return count;
}

size_t tell__utf8_put(uint32_t code_point, char *out) {
  if (code_point < 0x80) {
    out[0] = (char)code_point;
    return 1;
  }
  if (code_point < 0x800) {
    out[0] = (char)(0xC0U | code_point >> 6);
    out[1] = (char)(0x80U | (code_point & 0x3FU));
    return 2;
  }
  if (code_point < 0x10000) {
    out[0] = (char)(0xE0U | code_point >> 12);
    out[1] = (char)(0x80U | (code_point >> 6 & 0x3FU));
    out[2] = (char)(0x80U | (code_point & 0x3FU));
    return 3;
  }
  out[0] = (char)(0xF0U | code_point >> 18);
  out[1] = (char)(0x80U | (code_point >> 12 & 0x3FU));
  out[2] = (char)(0x80U | (code_point >> 6 & 0x3FU));
  out[3] = (char)(0x80U | (code_point & 0x3FU));
  return 4;
}

static int is_blank(utf8proc_int32_t code_point) {
  return code_point == ' ' || (code_point >= '\t' && code_point <= '\r') || code_point == 0xA0 ||
         code_point == 0x202F;
}

/* Cuts blanks at both ends and makes each run one space; gives the new length. */
static utf8proc_ssize_t squeeze(utf8proc_int32_t *points, utf8proc_ssize_t count) {
  utf8proc_ssize_t kept = 0;
  int pending = 0;
  for (utf8proc_ssize_t i = 0; i < count; i++) {
    if (is_blank(points[i])) {
      pending = kept > 0;
      continue;
    }
    if (pending)
      points[kept++] = ' ';
    pending = 0;
    points[kept++] = points[i];
  }
  return kept;
}

/* More marks on one letter than any language has (UAX #15, stream-safe text: 30). Putting them in
 * order takes time with the square of their number: 20 000 take half a minute. */
enum { MARKS_MAX = 30 };

static int has_too_many_marks(const utf8proc_uint8_t *text, utf8proc_ssize_t length) {
  utf8proc_ssize_t step = 0;
  int marks = 0;
  for (; length > 0 && marks <= MARKS_MAX; text += step, length -= step) {
    utf8proc_int32_t point = 0;
    step = utf8proc_iterate(text, length, &point);
    if (step <= 0)
      return 0; /* no text: utf8proc_decompose() says so */
    marks = utf8proc_get_property(point)->combining_class != 0 ? marks + 1 : 0;
  }
  return marks > MARKS_MAX;
}

char *tell__utf8_name_key(const char *bytes, size_t length) {
  const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD;
  const utf8proc_uint8_t *text = (const utf8proc_uint8_t *)bytes;
  for (size_t i = 0; i < length; i++)
    if (bytes[i] == '\0') /* the key ends with NUL, so none may stand inside it */
      return NULL;
  if (has_too_many_marks(text, (utf8proc_ssize_t)length))
    return tell__copy_n(bytes, length);
  utf8proc_ssize_t count = utf8proc_decompose(text, (utf8proc_ssize_t)length, NULL, 0, options);
  if (count < 0)
    return NULL;
  /* One more than asked for: utf8proc_reencode() writes a NUL behind the text. */
  utf8proc_int32_t *points = tell__alloc_array((size_t)count + 1, sizeof *points);
  if (points == NULL)
    return NULL;
  if (utf8proc_decompose(text, (utf8proc_ssize_t)length, points, count, options) != count ||
      utf8proc_reencode(points, squeeze(points, count), options) < 0) {
    tell__free(points);
    return NULL;
  }
  return (char *)points;
}

/* C0, DEL, and C1 (U+0080 to U+009F), which some terminals obey too. */
static int is_control(const unsigned char *sequence, size_t size) {
  return size == 1 ? sequence[0] < 0x20 || sequence[0] == 0x7F
                   : size == 2 && sequence[0] == 0xC2 && sequence[1] < 0xA0;
}

void tell__utf8_mask(char *text) {
  unsigned char *at = (unsigned char *)text;
  size_t left = strlen(text);
  while (left > 0) {
    size_t size = sequence_length(at, left);
    size_t bad = size == 0 ? 1 : is_control(at, size) ? size : 0;
    memset(at, '?', bad);
    size = size == 0 ? 1 : size;
    at += size;
    left -= size;
  }
}

/* The number of bytes of the blank at the start, 0 when there is none. */
static size_t blank_length(const unsigned char *bytes, size_t length) {
  if (length >= 1 && (bytes[0] == ' ' || bytes[0] == '\t'))
    return 1;
  if (length >= 2 && bytes[0] == 0xC2 && bytes[1] == 0xA0)
    return 2;
  if (length >= 3 && bytes[0] == 0xE2 && bytes[1] == 0x80 && bytes[2] == 0xAF)
    return 3;
  return 0;
}

static size_t blank_length_at_end(const unsigned char *bytes, size_t length) {
  for (size_t size = 1; size <= 3 && size <= length; size++)
    if (blank_length(bytes + length - size, size) == size)
      return size;
  return 0;
}

/* Neither a blank nor a part of one. */
static int is_plain(unsigned char byte) { return byte > ' ' && byte < 0x7F; }

size_t tell__utf8_trim(const char *bytes, size_t length, const char **start) {
  const unsigned char *text = (const unsigned char *)bytes;
  *start = bytes;
  if (length > 0 && is_plain(text[0]) && is_plain(text[length - 1]))
    return length;
  size_t step = 0;
  while ((step = blank_length(text, length)) > 0) {
    text += step;
    length -= step;
  }
  while ((step = blank_length_at_end(text, length)) > 0)
    length -= step;
  *start = (const char *)text;
  return length;
}

size_t tell__utf8_count_on(tell__utf8_counter *counter, const char *text, size_t bytes) {
  if (counter->text != text || bytes < counter->bytes)
    *counter = (tell__utf8_counter){text, 0, 0};
  counter->characters += tell__utf8_count(text + counter->bytes, bytes - counter->bytes);
  counter->bytes = bytes;
  return counter->characters;
}
