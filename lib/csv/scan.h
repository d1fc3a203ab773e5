/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where fields and lines end, many bytes at a time. Of quotes it knows those
 * that stand right around a whole field, and two in a row inside of it that
 * mean one; where others are, whoever asks lets libcsv read the line.
 */
#ifndef TELL_CSV_SCAN_H
#define TELL_CSV_SCAN_H

#include <stddef.h>
#include <stdint.h>

/** How many bytes behind a text must be readable; the first of them is a line feed. */
enum { TELL__SCAN_PADDING = 64 };

/** How many more elements than it fills the array of ends must have. */
enum { TELL__SCAN_SLACK = 64 };

/** How many words say which bytes at the start of a line are inside of a character. */
enum { TELL__SCAN_WORDS = 4 };

typedef struct tell__scan {
  size_t length; /* of the line, without its end */
  size_t count;  /* of fields; more than `capacity` where not all ends were kept */
  int has_nul;
  int has_hard_quote; /* one that does not open a field as its first byte, nor close it as its last
                         one, nor stand beside another inside of it; or one that is not closed */
  int has_twin_quote; /* of those that are not hard: two in a row inside a field */
  int has_long;       /* a byte beyond ASCII that is no part of a letter of two bytes: to be looked
                         at */
  size_t first_twin;  /* where the second one of the first two stands, if any are */
  size_t known;       /* of the fields, those that were not scanned again */
  uint64_t inner[TELL__SCAN_WORDS + 1]; /* a bit a byte, as far as the line goes, but for the last
                                           word: for tell__scan_characters() */
} tell__scan;

/**
 * Scans the physical line at `text`, to the LF or CR that ends it. A delimiter behind an odd number
 * of quotes ends no field: so do those of every record of one line in which libcsv finds nothing
 * wrong.
 * @param text a text with #TELL__SCAN_PADDING bytes behind its end, the first a line feed.
 * @param delimiter 0 for none; no quote or line end.
 * @param ends receives where fields end, counted from `text`, as many as `capacity`; the memory
 *        has #TELL__SCAN_SLACK elements more.
 */
void tell__scan_line(const char *text, char delimiter, uint32_t *ends, size_t capacity,
                     tell__scan *out);

/**
 * The same for a line whose first fields are those of the line scanned before, into the same `ends`
 * and `out`: of neighbours in a table half is the same.
 * @param known how many, as tell__scan_known() says.
 */
void tell__scan_line_on(const char *text, char delimiter, size_t known, uint32_t *ends,
                        size_t capacity, tell__scan *out);

/**
 * How many fields a line has in common with one that was scanned, with the delimiter behind each; 0
 * also where anything stands in that one that would have to be told of the other as well. Not for
 * delimiters that are part of a letter, nor where not all ends were kept.
 * @param shared how many bytes both have in common, as tell__scan_shared() says.
 */
size_t tell__scan_known(const tell__scan *line, const uint32_t *ends, size_t shared);

/** The same as tell__scan_line(), byte by byte: for processors without vectors, and to be tested
 * against. */
void tell__scan_line_plainly(const char *text, char delimiter, uint32_t *ends, size_t capacity,
                             tell__scan *out);

/** Of 64 bytes, a bit each, those that are or follow an odd one of some quotes: sums of all the
 * bits below, without their carries. */
static inline uint64_t tell__scan_in_quotes(uint64_t quotes) {
  for (int shift = 1; shift < 64; shift *= 2)
    quotes ^= quotes << shift;
  return quotes;
}

/** Puts behind a text of `length` bytes what tell__scan_line() wants there. */
void tell__scan_close(char *text, size_t length);

/** How many characters the first `bytes` of a scanned line are, which must not be cut in one;
 * `bytes` is at most 64 a word and the length of the line. */
size_t tell__scan_characters(const tell__scan *line, size_t bytes);

/** How many bytes at the start of two texts are the same, at most `length`; behind `length` there
 * is as much of both as tell__scan_line() wants. */
size_t tell__scan_shared(const char *one, const char *other, size_t length);

/** Whether every line that ends in a text has an even number of quotes, so that none leaves one
 * open. */
int tell__scan_is_even(const char *text, size_t length);

/** How many lines end in a text: LF, CRLF, CR. A CR at its end counts, whatever follows. */
int64_t tell__scan_count_lines(const char *text, size_t length);

/** The length of the stretch of ASCII at the start. */
size_t tell__scan_ascii(const char *text, size_t length);

#endif
