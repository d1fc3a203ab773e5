/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes decoded: piece by piece as at once, and never more than there is room for. The first
 * byte says which encoding is demanded and how long the pieces are.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "csv/encoding.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void must(int holds) {
  if (!holds) {
    abort();
  }
}

/* Every character of UTF-16 and of Windows-1252 has its own in UTF-8; what is broken has none. */
static void check_text(const char *text, size_t length) {
  size_t at = 0;
  while (at < length) {
    at += tell__utf8_valid_prefix(text + at, length - at);
    must(at == length || text[at] == '\xFF');
    at += at < length;
  }
}

static void decode_in_pieces(const char *bytes, size_t length, size_t step,
                             const tell__decoded *whole) {
  tell__decoder decoder = {.encoding = whole->encoding};
  char *text = malloc(tell__decoder_room(length) + 1);
  size_t written = 0;
  must(text != NULL);
  for (size_t at = 0; at <= length; at += step) {
    size_t count = step < length - at ? step : length - at;
    int is_end = at + step > length;
    char *piece = malloc(tell__decoder_room(count));
    must(piece != NULL);
    size_t got = tell__decoder_feed(&decoder, bytes + at, count, is_end, piece);
    must(got <= tell__decoder_room(count) && written + got <= whole->length);
    memcpy(text + written, piece, got);
    written += got;
    free(piece);
  }
  must(written == whole->length && memcmp(text, whole->text, written) == 0);
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size == 0) {
    return 0;
  }
  const char *text = (const char *)bytes + 1;
  size_t length = size - 1;
  tell__encoding_demand demand = (tell__encoding_demand)(bytes[0] % 4);
  tell__decoded whole;
  tell_status status = tell__encoding_decode(text, length, demand, "input", &whole, NULL);
  if (status != TELL_OK) {
    must(status == TELL_E_ENCODING && whole.text == NULL);
    return 0;
  }
  if (!tell__encoding_is_utf8(whole.encoding)) {
    size_t mark = tell__encoding_mark(whole.encoding);
    mark = mark < length ? mark : length;
    check_text(whole.text, whole.length);
    decode_in_pieces(text + mark, length - mark, 1 + bytes[0] / 4U, &whole);
  }
  tell__decoded_free(&whole);
  return 0;
}
