/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blocks. The text that was decoded and not yet given stands in one block of
 * memory. When a block is given, that memory goes to the caller, and what is
 * left over moves to the memory that the caller brings.
 */
#include "blocks.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "cut.h"
#include "lines.h"
#include "scan.h"

enum { RAW_BYTES = 64 * 1024, SEQUENCE_MAX = 4 };

struct tell__blocks {
  tell__source *source;
  tell__blocks_options options;
  tell__encoding encoding;
  int is_settled; /* 0: nothing but ASCII came, so that UTF-8 may turn out to be Windows-1252 */
  tell__decoder decoder;
  char *raw; /* what is to be decoded */
  char *text;
  size_t length, capacity; /* of the text; as much again as tell__scan_close() wants */
  int is_end;              /* the text reaches to the end of the source */
  tell__dialect dialect;
  tell__cutter cutter;
  int64_t index, line; /* of the next block */
};

/* Makes room for `wanted` bytes of text. */
static tell_status make_room(char **text, size_t *capacity, size_t wanted, tell_error *err) {
  if (wanted <= *capacity)
    return TELL_OK;
  char *larger = tell__realloc_array(*text, wanted + TELL__SCAN_PADDING, 1);
  if (larger == NULL)
    return tell__fail_memory(err);
  *text = larger;
  *capacity = wanted;
  return TELL_OK;
}

/* Decodes the bytes behind `from`, which were read as they are. */
static tell_status decode_read(tell__blocks *blocks, size_t from, size_t mark, tell_error *err) {
  size_t got = blocks->length - from - mark;
  tell_status status =
      make_room(&blocks->text, &blocks->capacity, from + tell__decoder_room(got), err);
  char *copy = status == TELL_OK ? tell__alloc(got) : NULL;
  if (copy == NULL)
    return status != TELL_OK ? status : tell__fail_memory(err);
  memcpy(copy, blocks->text + from + mark, got);
  blocks->decoder.encoding = blocks->encoding;
  blocks->length =
      from + tell__decoder_feed(&blocks->decoder, copy, got, blocks->is_end, blocks->text + from);
  tell__free(copy);
  return TELL_OK;
}

/* Reads on behind the text, at most to `wanted` bytes, without decoding. */
static tell_status read_plain(tell__blocks *blocks, size_t wanted, tell_error *err) {
  size_t asked = wanted - blocks->length;
  size_t got = 0;
  int64_t left = tell__source_size(blocks->source) - tell__source_position(blocks->source);
  if (left >= 0 && (uint64_t)left < asked)
    asked = (size_t)left + 1; /* the byte that is not there tells the end */
  tell_status status =
      make_room(&blocks->text, &blocks->capacity, blocks->length + asked + SEQUENCE_MAX, err);
  if (status == TELL_OK)
    status = tell__source_read(blocks->source, blocks->text + blocks->length, asked, &got, err);
  if (status != TELL_OK)
    return status;
  blocks->length += got;
  blocks->is_end = got < asked;
  return TELL_OK;
}

/* How many bytes at the end of the text begin a character of UTF-8 whose rest is missing, and how
 * many it lacks. */
static size_t cut_character(const tell__blocks *blocks, size_t from, size_t *lacking) {
  *lacking = 0;
  for (size_t back = 1; back < SEQUENCE_MAX && back <= blocks->length - from; back++) {
    unsigned char byte = (unsigned char)blocks->text[blocks->length - back];
    size_t size = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    if (size > back) {
      *lacking = size - back;
      return back;
    }
    if (byte >= 0xC0 || byte < 0x80)
      break;
  }
  return 0;
}

/* How far the text behind `from` can be judged, so that a character cut in two is not taken for
 * damage: its rest is read. What is cut after that is not judged. */
static tell_status judge_to(tell__blocks *blocks, size_t from, size_t *to, tell_error *err) {
  tell_status status = TELL_OK;
  size_t lacking = 0;
  size_t cut = blocks->is_end ? 0 : cut_character(blocks, from, &lacking);
  if (cut > 0)
    status = read_plain(blocks, blocks->length + lacking, err);
  if (status == TELL_OK)
    cut = blocks->is_end ? 0 : cut_character(blocks, from, &lacking);
  *to = blocks->length - cut;
  return status;
}

/* Reads on where only ASCII came so far: the first bytes beyond it decide. */
static tell_status read_unsettled(tell__blocks *blocks, size_t wanted, tell_error *err) {
  size_t from = blocks->length;
  size_t to = 0;
  tell_status status = read_plain(blocks, wanted, err);
  if (status != TELL_OK ||
      tell__scan_ascii(blocks->text + from, blocks->length - from) == blocks->length - from)
    return status;
  status = judge_to(blocks, from, &to, err);
  if (status != TELL_OK)
    return status;
  blocks->is_settled = 1;
  blocks->encoding = tell__encoding_of_bytes(blocks->text + from, to - from);
  return tell__encoding_is_utf8(blocks->encoding) ? TELL_OK : decode_read(blocks, from, 0, err);
}

static tell_status read_decoded(tell__blocks *blocks, size_t wanted, tell_error *err) {
  size_t missing = wanted - blocks->length;
  size_t asked = missing < RAW_BYTES ? missing : RAW_BYTES;
  size_t got = 0;
  tell_status status =
      make_room(&blocks->text, &blocks->capacity, blocks->length + tell__decoder_room(asked), err);
  if (status == TELL_OK && blocks->raw == NULL)
    blocks->raw = tell__realloc_array(NULL, RAW_BYTES, 1);
  if (status == TELL_OK && blocks->raw == NULL)
    status = tell__fail_memory(err);
  if (status == TELL_OK)
    status = tell__source_read(blocks->source, blocks->raw, asked, &got, err);
  if (status != TELL_OK)
    return status;
  blocks->is_end = got < asked;
  blocks->length += tell__decoder_feed(&blocks->decoder, blocks->raw, got, blocks->is_end,
                                       blocks->text + blocks->length);
  return TELL_OK;
}

/* Reads on until there is that much text, or all. */
static tell_status fill(tell__blocks *blocks, size_t wanted, tell_error *err) {
  tell_status status = TELL_OK;
  while (status == TELL_OK && !blocks->is_end && blocks->length < wanted) {
    if (!blocks->is_settled)
      status = read_unsettled(blocks, wanted, err);
    else if (tell__encoding_is_utf8(blocks->encoding))
      status = read_plain(blocks, wanted, err);
    else
      status = read_decoded(blocks, wanted, err);
  }
  return status;
}

/* Takes bytes away from the start of the text. */
static void drop_start(tell__blocks *blocks, size_t count) {
  blocks->length -= count;
  memmove(blocks->text, blocks->text + count, blocks->length);
}

static tell_status begin_encoding(tell__blocks *blocks, tell_error *err) {
  tell__encoding_demand demand = blocks->options.encoding;
  size_t to = 0;
  tell_status status = read_plain(blocks, blocks->options.sample_bytes, err);
  if (status == TELL_OK)
    status = judge_to(blocks, 0, &to, err);
  if (status != TELL_OK)
    return status;
  blocks->encoding = tell__encoding_detect(blocks->text, to, demand);
  if (blocks->encoding == TELL__ENCODING_UNKNOWN) {
    tell__position position = {.source = tell__source_name(blocks->source)};
    return tell__fail_at(err, TELL_E_ENCODING, &position, tell__encoding_message(demand));
  }
  blocks->is_settled = demand != TELL__DEMAND_NONE || blocks->encoding != TELL__ENCODING_UTF8 ||
                       tell__scan_ascii(blocks->text, blocks->length) < blocks->length;
  size_t mark = tell__encoding_mark(blocks->encoding);
  if (!tell__encoding_is_utf8(blocks->encoding))
    return decode_read(blocks, 0, mark, err);
  drop_start(blocks, mark);
  return TELL_OK;
}

/* Programs that add a byte order mark to a file that has one leave two; the second one would be a
 * part of the first column's name, which nobody could see. */
static void drop_further_marks(tell__blocks *blocks) {
  static const char mark[] = "\xEF\xBB\xBF";
  size_t size = sizeof mark - 1;
  while (blocks->length >= size && memcmp(blocks->text, mark, size) == 0)
    drop_start(blocks, size);
}

static void begin_dialect(tell__blocks *blocks) {
  drop_further_marks(blocks);
  tell__dialect_detect(blocks->text, blocks->length, &blocks->dialect);
  if (blocks->options.has_delimiter)
    blocks->dialect.delimiter = blocks->options.delimiter;
  drop_start(blocks, blocks->dialect.start);
  blocks->line = blocks->dialect.first_line;
  blocks->cutter.delimiter = blocks->dialect.delimiter;
  blocks->cutter.record_bytes = blocks->options.record_bytes;
}

tell_status tell__blocks_open(tell__source *source, const tell__blocks_options *options,
                              tell__blocks **out, tell_error *err) {
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the blocks");
  *out = NULL;
  if (source == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no source to read from");
  tell__blocks *blocks = tell__alloc(sizeof *blocks);
  if (blocks == NULL)
    return tell__fail_memory(err);
  if (options != NULL)
    blocks->options = *options;
  if (blocks->options.block_bytes == 0)
    blocks->options.block_bytes = TELL__BLOCK_BYTES;
  if (blocks->options.sample_bytes == 0)
    blocks->options.sample_bytes = TELL__BLOCK_BYTES;
  if (blocks->options.record_bytes == 0)
    blocks->options.record_bytes = TELL__RECORD_BYTES_MAX;
  blocks->source = source;
  tell_status status = begin_encoding(blocks, err);
  if (status != TELL_OK) {
    tell__blocks_free(blocks);
    return status;
  }
  begin_dialect(blocks);
  *out = blocks;
  return TELL_OK;
}

static int is_blank(const tell__blocks *blocks, const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if ((text[i] != ' ' && text[i] != '\t') || text[i] == blocks->dialect.delimiter)
      return 0;
  return 1;
}

/* Whether the first line is above the limit of records, and more text would not change that. */
static int is_endless(const tell__blocks *blocks) {
  size_t next = 0;
  return blocks->length > blocks->options.record_bytes + 1 &&
         tell__line_end(blocks->text, blocks->length, 0, &next) > blocks->options.record_bytes;
}

/*
 * The text is one line above the limit of records, and goes on: of what follows
 * only the line end is kept. The line stays too long and, were it blank so far,
 * does not stay blank.
 */
static tell_status shorten_line(tell__blocks *blocks, tell_error *err) {
  size_t kept = blocks->options.record_bytes + 1;
  tell_status status = TELL_OK;
  for (;;) {
    size_t next = 0;
    size_t end = tell__line_end(blocks->text, blocks->length, kept, &next);
    if (!is_blank(blocks, blocks->text + kept, end - kept))
      blocks->text[kept - 1] = 'x';
    blocks->length -= end - kept;
    memmove(blocks->text + kept, blocks->text + end, blocks->length - kept);
    if (blocks->length > kept || blocks->is_end)
      return TELL_OK;
    status = fill(blocks, kept + RAW_BYTES, err);
    if (status != TELL_OK)
      return status;
  }
}

/* How much text is to be seen when what is there is not enough: a record above the limit is broken,
 * so that more would not help. */
static size_t more_than(const tell__blocks *blocks) {
  size_t most = blocks->options.record_bytes + blocks->options.block_bytes + 2;
  return blocks->length < most / 2 ? blocks->length * 2 + 1 : most;
}

/* Reads on until the text begins with a whole block, whose length is given. */
static tell_status find_block(tell__blocks *blocks, size_t *length, tell_error *err) {
  size_t wanted = blocks->options.block_bytes;
  for (;;) {
    tell_status status = fill(blocks, wanted, err);
    if (status != TELL_OK)
      return status;
    *length = blocks->length;
    if (blocks->is_end && blocks->length <= blocks->options.block_bytes)
      return TELL_OK;
    switch (tell__cut_find(&blocks->cutter, blocks->text, blocks->length, blocks->is_end,
                           blocks->options.block_bytes, length)) {
    case TELL__CUT_FOUND:
      return TELL_OK;
    case TELL__CUT_NO_MEMORY:
      return tell__fail_memory(err);
    case TELL__CUT_MORE:
      break;
    }
    if (is_endless(blocks))
      status = shorten_line(blocks, err);
    if (status != TELL_OK)
      return status;
    wanted = more_than(blocks);
  }
}

/* Makes the caller's memory fit for the text behind a block; memory that one huge record needed is
 * given back. */
static tell_status prepare_memory(const tell__blocks *blocks, tell__block *block, size_t wanted,
                                  tell_error *err) {
  size_t usual = tell__decoder_room(RAW_BYTES) + blocks->options.block_bytes * 2;
  if (block->capacity < wanted || block->capacity > usual + wanted * 2)
    tell__block_free(block);
  return make_room(&block->text, &block->capacity, wanted, err);
}

tell_status tell__blocks_next(tell__blocks *blocks, tell__block *block, tell_error *err) {
  size_t length = 0;
  tell_status status = find_block(blocks, &length, err);
  if (status == TELL_OK && blocks->length == 0)
    return TELL_END;
  size_t rest = blocks->length - length;
  /* Behind the last block no memory is needed. */
  if (status == TELL_OK && rest + !blocks->is_end > 0)
    status = prepare_memory(blocks, block, rest + SEQUENCE_MAX, err);
  if (status != TELL_OK)
    return status;
  if (rest > 0)
    memcpy(block->text, blocks->text + length, rest);
  tell__block given = {.text = blocks->text,
                       .length = length,
                       .visible = blocks->length,
                       .is_last = blocks->is_end,
                       .index = blocks->index++,
                       .first_line = blocks->line,
                       .record_bytes = blocks->options.record_bytes,
                       .delimiter = blocks->dialect.delimiter,
                       .capacity = blocks->capacity};
  tell__scan_close(given.text, given.visible);
  blocks->line += tell__scan_count_lines(given.text, length);
  blocks->text = block->text;
  blocks->capacity = block->capacity;
  blocks->length = rest;
  *block = given;
  return TELL_OK;
}

tell__encoding tell__blocks_encoding(const tell__blocks *blocks) { return blocks->encoding; }

const tell__dialect *tell__blocks_dialect(const tell__blocks *blocks) { return &blocks->dialect; }

void tell__blocks_free(tell__blocks *blocks) {
  if (blocks == NULL)
    return;
  tell__cutter_free(&blocks->cutter);
  tell__free(blocks->raw);
  tell__free(blocks->text);
  tell__free(blocks);
}

void tell__block_free(tell__block *block) {
  if (block == NULL)
    return;
  tell__free(block->text);
  *block = (tell__block){0};
}
