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
    out->has_twin_quote |= text[at - 1] == '"';
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
      out->has_high = 1;
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
  uint64_t delimiter, line_end;
  uint64_t odd;  /* a quote or a zero byte */
  uint64_t high; /* beyond ASCII */
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

static inline masks look(const char *text, __m128i delimiter) {
  const __m128i lf = _mm_set1_epi8('\n');
  const __m128i cr = _mm_set1_epi8('\r');
  const __m128i quote = _mm_set1_epi8('"');
  masks found = {0, 0, 0, 0};
  for (int i = 0; i < VECTORS; i++) {
    __m128i bytes = load(text + (ptrdiff_t)i * VECTOR);
    __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, lf), _mm_cmpeq_epi8(bytes, cr));
    __m128i odd =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
    found.delimiter |= bits(_mm_cmpeq_epi8(bytes, delimiter), i);
    found.line_end |= bits(ends, i);
    found.odd |= bits(odd, i);
    found.high |= bits(bytes, i); /* the highest bit is that of the byte */
  }
  return found;
}

/*
 * Which odd bytes stand in the part of a step before its line end. Returns
 * which of its bytes are in quotes, opening ones among them. The step begins `at`
 * bytes behind `line`; `carry` is all bits where the step before left a quote open.
 */
static uint64_t look_at_odd(const char *line, size_t at, const step *seen, uint64_t carry,
                            tell__scan *out) {
  const char *text = line + at;
  uint64_t quotes = 0;
  uint64_t zeros = 0;
  for (int i = 0; i < VECTORS; i++) {
    __m128i bytes = load(text + (ptrdiff_t)i * VECTOR);
    quotes |= bits(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), i);
    zeros |= bits(_mm_cmpeq_epi8(bytes, _mm_setzero_si128()), i);
  }
  quotes &= seen->end - 1;
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
  out->has_twin_quote |= (opening & behind_quote) != 0;
  out->has_hard_quote |= hard != 0;
  out->has_nul |= (zeros & (seen->end - 1)) != 0;
  return open;
}

/*
 * Whether all that is beyond ASCII in a step are letters of two bytes, which
 * is then well-formed: looking at 64 bytes at once saves most lines of
 * Norwegian the check of their characters, 60 ns a record. `carry` is 1 when
 * the step before ended inside of one. Returns the carry for the next step; `*places` receives
 * the bytes inside of characters.
 */
static uint64_t look_at_high(const char *text, uint64_t before, uint64_t carry, uint64_t high,
                             tell__scan *out, uint64_t *places) {
  uint64_t leads = 0;
  uint64_t inner = 0;
  for (int i = 0; i < VECTORS; i++) {
    /* As signed numbers, 80 to BF are below C0, and C2 to DF lie between C1 and E0. */
    __m128i bytes = load(text + (ptrdiff_t)i * VECTOR);
    __m128i is_above = _mm_cmpgt_epi8(bytes, _mm_set1_epi8((char)0xC1));
    __m128i is_below = _mm_cmplt_epi8(bytes, _mm_set1_epi8((char)0xE0));
    leads |= bits(_mm_and_si128(is_above, is_below), i);
    inner |= bits(_mm_cmplt_epi8(bytes, _mm_set1_epi8((char)0xC0)), i);
  }
  leads &= before;
  inner &= before;
  *places = inner;
  high &= before;
  out->has_high |= high != 0;
  out->has_long |= (leads << 1 | carry) != inner || (leads | inner) != high;
  return leads >> (STEP - 1);
}

static inline size_t lowest(uint64_t mask) { return (size_t)__builtin_ctzll(mask); }

/* Keeps the place of each bit; returns how many there are. Bits are few and the loop is short, so
 * that writing several at once gains nothing (measured). */
static inline size_t keep(uint64_t mask, size_t at, uint32_t *ends) {
  uint32_t *next = ends;
  for (; mask != 0; mask &= mask - 1)
    *next++ = (uint32_t)(at + lowest(mask));
  return (size_t)(next - ends);
}

void tell__scan_line(const char *text, char delimiter, uint32_t *ends, size_t capacity,
                     tell__scan *out) {
  const __m128i wanted = _mm_set1_epi8(delimiter);
  size_t count = 0;
  size_t at = 0;
  uint64_t carry = 0;
  uint64_t open = 0;
  out->has_hard_quote = out->has_twin_quote = out->has_nul = out->has_high = out->has_long = 0;
  for (;; at += STEP) {
    masks found = look(text + at, wanted);
    uint64_t end = found.line_end & -found.line_end;
    uint64_t before = end - 1; /* all bits where there is no end */
    uint64_t inner = 0;
    uint64_t delimiters = delimiter != '\0' ? found.delimiter & before : 0;
    if (((found.odd & before) | open) != 0) {
      const step seen = {delimiters, end, delimiter};
      uint64_t places = look_at_odd(text, at, &seen, open, out);
      delimiters &= ~places;
      open = 0 - (places >> (STEP - 1));
    }
    if (((found.high & before) | carry) != 0)
      carry = look_at_high(text + at, before, carry, found.high, out, &inner);
    if (at < (size_t)TELL__SCAN_WORDS * STEP)
      out->inner[at / STEP] = inner;
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
  for (size_t at = 0; at < length; at += VECTOR) {
    uint64_t same = bits(_mm_cmpeq_epi8(load(one + at), load(other + at)), 0);
    if (same != UINT16_MAX) {
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

void tell__scan_line(const char *text, char delimiter, uint32_t *ends, size_t capacity,
                     tell__scan *out) {
  tell__scan_line_plainly(text, delimiter, ends, capacity, out);
}

#endif
