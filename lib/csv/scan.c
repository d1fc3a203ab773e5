/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scanning lines by vectors of 16 bytes, which every x86-64 has, or byte by byte. */
#include "scan.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { WORD_BITS = 64 };

static int is_line_end(char byte) { return byte == '\n' || byte == '\r'; }

/* Letters of two bytes begin with C2 to DF; none of another length does, nor anything broken. */
static int is_lead(char byte) { return (unsigned char)byte >= 0xC2 && (unsigned char)byte < 0xE0; }

static int is_inner(char byte) { return ((unsigned char)byte & 0xC0U) == 0x80U; }

/* Whether the byte beyond ASCII at `at` is no part of a letter of two bytes. */
static int is_long(const char *text, size_t at) {
  if (is_inner(text[at]))
    return at == 0 || !is_lead(text[at - 1]);
  return !is_lead(text[at]) || !is_inner(text[at + 1]);
}

static int is_delimiter(char byte, char delimiter) {
  return byte == delimiter && delimiter != '\0';
}

/* Whether a quote may open right behind a byte, or close right before it. Of two in a row inside a
 * field the first one closes and the second one opens, each because of the other. */
static int may_open_behind(char byte, char delimiter) {
  return byte == '"' || is_delimiter(byte, delimiter);
}

static int may_close_before(char byte, char delimiter) {
  return may_open_behind(byte, delimiter) || is_line_end(byte);
}

/* Looks at the quote at `at`, which opens or closes. */
static void look_at_quote(const char *text, size_t at, int opens, char delimiter, tell__scan *out) {
  if (!opens) {
    out->has_hard_quote |= !may_close_before(text[at + 1], delimiter);
  } else if (at > 0) {
    out->has_hard_quote |= !may_open_behind(text[at - 1], delimiter);
    if (text[at - 1] == '"' && !out->has_twin_quote) {
      out->has_twin_quote = 1;
      out->first_twin = at;
    }
  }
}

void tell__scan_line_plainly(const char *text, char delimiter, uint32_t *ends, size_t capacity,
                             tell__scan *out) {
  size_t at = 0;
  int is_open = 0;
  *out = (tell__scan){0};
  for (; !is_line_end(text[at]); at++) {
    is_open ^= text[at] == '"';
    if (text[at] == '"')
      look_at_quote(text, at, is_open, delimiter, out);
    out->has_nul |= text[at] == '\0';
    if (((unsigned char)text[at] & 0x80U) != 0) {
      out->has_long |= is_long(text, at);
      if (is_inner(text[at]) && at / WORD_BITS < TELL__SCAN_WORDS)
        out->inner[at / WORD_BITS] |= UINT64_C(1) << at % WORD_BITS;
    }
    if (is_delimiter(text[at], delimiter) && !is_open) {
      if (out->count < capacity)
        ends[out->count] = (uint32_t)at;
      out->count++;
    }
  }
  if (out->count < capacity)
    ends[out->count] = (uint32_t)at;
  out->count++;
  out->has_hard_quote |= is_open;
  out->length = at;
}

/* Hacker's Delight, 2nd ed., 5-1; not every x86-64 has an instruction for it. */
static inline size_t count_bits(uint64_t mask) {
  mask -= mask >> 1 & UINT64_C(0x5555555555555555);
  mask = (mask & UINT64_C(0x3333333333333333)) + (mask >> 2 & UINT64_C(0x3333333333333333));
  mask = (mask + (mask >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
  return (size_t)(mask * UINT64_C(0x0101010101010101) >> 56);
}

size_t tell__scan_known(const tell__scan *line, const uint32_t *ends, size_t shared) {
  size_t known = line->known;
  if ((line->has_nul | line->has_hard_quote | line->has_long) != 0)
    return 0;
  /* Neighbours mostly share as many as the two before them. The last field ends with its line, of
   * which no more is shared. */
  while (ends[known] < shared)
    known++;
  while (known > 0 && ends[known - 1] >= shared)
    known--;
  return known;
}

size_t tell__scan_characters(const tell__scan *line, size_t bytes) {
  size_t inner = 0, word = 0;
  for (; word < bytes / WORD_BITS; word++)
    inner += count_bits(line->inner[word]);
  if (bytes % WORD_BITS > 0)
    inner += count_bits(line->inner[word] & ((UINT64_C(1) << bytes % WORD_BITS) - 1));
  return bytes - inner;
}

void tell__scan_close(char *text, size_t length) {
  memset(text + length, 0, TELL__SCAN_PADDING);
  text[length] = '\n';
}

#if defined(__SSE2__)

enum { STEP = 64, VECTOR = 16, VECTORS = STEP / VECTOR };

static const uint64_t LAST = UINT64_C(1) << (STEP - 1);

/* One bit a byte of a step, the first byte in the lowest. */
typedef struct masks {
  uint64_t delimiter;
  uint64_t low;  /* a line end or what else is not above: a zero byte, a tab */
  int has_quote; /* anywhere in the step, also behind the line's end */
  int has_high;  /* the same of bytes beyond ASCII */
} masks;

/* What ends fields in a step. */
typedef struct step {
  uint64_t delimiters; /* before `end`; also those in quotes */
  uint64_t end;        /* the bit of the line's end, 0: it goes on */
  char delimiter;
} step;

static uint64_t bits(__m128i bytes, int vector) {
  return (uint64_t)(uint32_t)_mm_movemask_epi8(bytes) << (vector * VECTOR);
}

static __m128i load(const char *text) {
  return _mm_loadu_si128((const __m128i *)(const void *)text);
}

static inline size_t lowest(uint64_t mask) { return (size_t)__builtin_ctzll(mask); }

/* What most steps do not have is not looked for byte by byte. */
static inline masks look(const char *text, __m128i delimiter) {
  const __m128i low = _mm_set1_epi8('\r');
  const __m128i quote = _mm_set1_epi8('"');
  __m128i quotes = _mm_setzero_si128();
  __m128i highs = _mm_setzero_si128();
  masks found = {0, 0, 0, 0};
  for (int i = 0; i < VECTORS; i++) {
    __m128i bytes = load(text + (ptrdiff_t)i * VECTOR);
    found.delimiter |= bits(_mm_cmpeq_epi8(bytes, delimiter), i);
    found.low |= bits(_mm_cmpeq_epi8(_mm_min_epu8(bytes, low), bytes), i);
    quotes = _mm_or_si128(quotes, _mm_cmpeq_epi8(bytes, quote));
    highs = _mm_or_si128(highs, bytes); /* the highest bit is that of the byte */
  }
  found.has_quote = _mm_movemask_epi8(quotes);
  found.has_high = _mm_movemask_epi8(highs);
  return found;
}

static inline uint64_t find(const char *text, char byte) {
  const __m128i wanted = _mm_set1_epi8(byte);
  uint64_t found = 0;
  for (int i = 0; i < VECTORS; i++)
    found |= bits(_mm_cmpeq_epi8(load(text + (ptrdiff_t)i * VECTOR), wanted), i);
  return found;
}

/* The line's end in a step where another low byte comes before it. */
static uint64_t find_end(const char *text, tell__scan *out) {
  uint64_t ends = find(text, '\n') | find(text, '\r');
  uint64_t end = ends & -ends;
  out->has_nul |= (find(text, '\0') & (end - 1)) != 0;
  return end;
}

/*
 * Which quotes stand in the part of a step before its line end. Returns
 * which of its bytes are in quotes, opening ones among them. The step begins `at`
 * bytes behind `line`; `carry` is all bits where the step before left a quote open.
 */
static uint64_t look_at_quotes(const char *line, size_t at, const step *seen, uint64_t carry,
                               tell__scan *out) {
  const char *text = line + at;
  uint64_t quotes = find(text, '"') & (seen->end - 1);
  uint64_t open = tell__scan_in_quotes(quotes) ^ carry;
  uint64_t behind_quote = quotes << 1 | (at > 0 && text[-1] == '"');
  uint64_t begins = seen->delimiters << 1 | (at == 0 || is_delimiter(text[-1], seen->delimiter));
  uint64_t ends = (seen->delimiters | seen->end | quotes) >> 1;
  uint64_t opening = quotes & open;
  uint64_t hard =
      (opening & ~(begins | behind_quote)) | (quotes & ~open & ~ends) | (open & seen->end);
  /* The byte behind the step is there if the line has not ended in it. */
  if (hard == LAST && (open & LAST) == 0 && may_close_before(text[STEP], seen->delimiter))
    hard = 0;
  if ((opening & behind_quote) != 0 && !out->has_twin_quote) {
    out->has_twin_quote = 1;
    out->first_twin = at + lowest(opening & behind_quote);
  }
  out->has_hard_quote |= hard != 0;
  return open;
}

/*
 * Whether all that is beyond ASCII in a step are letters of two bytes, which
 * is then well-formed: looking at 64 bytes at once saves most lines of
 * Norwegian the check of their characters, 60 ns a record. `carry` is 1 when
 * the step before ended inside of one. Returns the carry for the next step; `*places` receives
 * the bytes inside of characters.
 */
static uint64_t look_at_high(const char *text, uint64_t before, uint64_t carry, tell__scan *out,
                             uint64_t *places) {
  uint64_t leads = 0;
  uint64_t inner = 0;
  uint64_t high = 0;
  for (int i = 0; i < VECTORS; i++) {
    /* As signed numbers, 80 to BF are below C0, and C2 to DF less 42 below all others. */
    __m128i bytes = load(text + (ptrdiff_t)i * VECTOR);
    __m128i turned = _mm_sub_epi8(bytes, _mm_set1_epi8(0x42));
    leads |= bits(_mm_cmplt_epi8(turned, _mm_set1_epi8((char)(0xE0 - 0x42))), i);
    inner |= bits(_mm_cmplt_epi8(bytes, _mm_set1_epi8((char)0xC0)), i);
    high |= bits(bytes, i);
  }
  leads &= before;
  inner &= before;
  *places = inner;
  out->has_long |= (leads << 1 | carry) != inner || (leads | inner) != (high & before);
  return leads >> (STEP - 1);
}

/* Keeps the place of each bit; returns how many there are. Bits are few and the loop is short, so
 * that writing several at once gains nothing (measured). */
static inline size_t keep(uint64_t mask, size_t at, uint32_t *ends) {
  uint32_t *next = ends;
  for (; mask != 0; mask &= mask - 1)
    *next++ = (uint32_t)(at + lowest(mask));
  return (size_t)(next - ends);
}

/* Keeps which bytes are inside of characters in the step that begins `at` bytes behind the line's
 * start; what is kept of bytes before it stands. */
static inline void keep_inner(uint64_t *words, size_t at, uint64_t inner) {
  size_t word = at / STEP, shift = at % STEP;
  if (word >= TELL__SCAN_WORDS)
    return;
  words[word] = (words[word] & ((UINT64_C(1) << shift) - 1)) | inner << shift;
  words[word + 1] = inner >> 1 >> (STEP - 1 - shift); /* by 64 in all is not allowed at once */
}

void tell__scan_line_on(const char *text, char delimiter, size_t known, uint32_t *ends,
                        size_t capacity, tell__scan *out) {
  const __m128i wanted = _mm_set1_epi8(delimiter);
  size_t count = known;
  size_t at = known > 0 ? (size_t)ends[known - 1] + 1 : 0;
  uint64_t carry = 0;
  uint64_t open = 0;
  out->has_hard_quote = out->has_nul = out->has_long = 0;
  out->has_twin_quote = known > 0 && out->has_twin_quote && out->first_twin < at;
  out->known = known;
  for (;; at += STEP) {
    masks found = look(text + at, wanted);
    uint64_t delimiters = delimiter != '\0' ? found.delimiter : 0;
    uint64_t low = found.low & ~delimiters;
    uint64_t end = low & -low;
    if (end != 0 && !is_line_end(text[at + lowest(end)]))
      end = find_end(text + at, out);
    uint64_t before = end - 1; /* all bits where there is no end */
    uint64_t inner = 0;
    delimiters &= before;
    if (found.has_quote | (open != 0)) {
      const step seen = {delimiters, end, delimiter};
      uint64_t places = look_at_quotes(text, at, &seen, open, out);
      delimiters &= ~places;
      open = 0 - (places >> (STEP - 1));
    }
    if (found.has_high | (carry != 0))
      carry = look_at_high(text + at, before, carry, out, &inner);
    keep_inner(out->inner, at, inner);
    /* The end of the line is the end of the last field. */
    uint64_t fields = delimiters | end;
    count += count < capacity ? keep(fields, at, ends + count) : count_bits(fields);
    if (end != 0) {
      out->length = at + lowest(end);
      break;
    }
  }
  out->count = count;
}

size_t tell__scan_shared(const char *one, const char *other, size_t length) {
  for (size_t at = 0; at < length; at += STEP) {
    uint64_t same = 0;
    for (int i = 0; i < VECTORS; i++) {
      size_t from = at + (size_t)i * VECTOR;
      same |= bits(_mm_cmpeq_epi8(load(one + from), load(other + from)), i);
    }
    if (same != UINT64_MAX) {
      at += lowest(~same);
      return at < length ? at : length;
    }
  }
  return length;
}

#else

size_t tell__scan_shared(const char *one, const char *other, size_t length) {
  size_t at = 0;
  while (at < length && one[at] == other[at])
    at++;
  return at;
}

void tell__scan_line_on(const char *text, char delimiter, size_t known, uint32_t *ends,
                        size_t capacity, tell__scan *out) {
  tell__scan_line_plainly(text, delimiter, ends, capacity, out);
  out->known = known;
}

#endif

void tell__scan_line(const char *text, char delimiter, uint32_t *ends, size_t capacity,
                     tell__scan *out) {
  tell__scan_line_on(text, delimiter, 0, ends, capacity, out);
}
