/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From bytes to portions; see the header. */
#include "ingest/reading/supply.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/number.h"
#include "csv/format.h"
#include "ingest/layouts/mapped/mapping.h"

void tell__portion_free(tell__portion *portion) {
  tell__block_free(&portion->block);
  *portion = (tell__portion){0};
}

/* How many bytes tell what a file is. */
enum { PEEKED = 4096 };

/* A JSON text tells itself by its first characters, in whatever encoding. */
static tell_status is_json(const tell_ingest *ingest, const tell__blocks_options *options,
                           const char *name, const char *bytes, size_t length, int *found,
                           tell_error *err) {
  tell__decoded text = {0};
  *found = 0;
  if (options->has_delimiter) /* then it is delimited text whatever it begins with */
    return TELL_OK;
  tell_status status = tell__encoding_decode(bytes, length, ingest->encoding, name, &text, err);
  if (status == TELL_OK)
    *found = tell__json_looks_like(text.text, text.length);
  tell__decoded_free(&text);
  if (status == TELL_E_ENCODING) { /* blocks say so with all they know */
    tell__error_clear(err);
    status = TELL_OK;
  }
  return status;
}

/* Users give spreadsheets, PDF and web pages by mistake, and should not read that a header is not
 * known. */
static tell_status refuse_other_formats(tell__supply *supply, const char *bytes, size_t length,
                                        tell_error *err) {
  tell__position position = {.source = supply->name};
  supply->is_other_format = tell__format_is_other(bytes, length);
  return supply->is_other_format
             ? tell__fail_at(err, TELL_E_LAYOUT, &position,
                             "a spreadsheet, PDF or web page, not a table as text; save it as CSV")
             : TELL_OK;
}

static tell_status open_json(tell__supply *supply, const tell_ingest *ingest, tell_error *err) {
  tell_status status =
      tell__source_take(supply->source, ingest->limits.json_bytes, &supply->taken, err);
  if (status == TELL_OK)
    status = tell__encoding_decode(supply->taken.bytes, supply->taken.length, ingest->encoding,
                                   supply->name, &supply->text, err);
  if (status == TELL_OK)
    status =
        tell__json_open(supply->name, supply->text.text, supply->text.length, &supply->json, err);
  if (status == TELL_OK)
    supply->elements = tell__json_records(supply->json);
  return status;
}

tell_status tell__supply_open(tell__supply *supply, const tell_ingest *ingest, const char *name,
                              tell__source *source, tell_error *err) {
  const tell__limits *limits = &ingest->limits;
  tell__blocks_options options = {.block_bytes = ingest->block_bytes,
                                  .encoding = ingest->encoding,
                                  .has_delimiter = ingest->has_delimiter,
                                  .delimiter = ingest->delimiter};
  /* What a mapping says of its table goes before what holds for all files. */
  if (ingest->mapping != NULL && tell__mapping_delimiter(ingest->mapping) != '\0') {
    options.has_delimiter = 1;
    options.delimiter = tell__mapping_delimiter(ingest->mapping);
  }
  supply->name = name;
  supply->source = source;
  supply->reader_limits =
      (tell__reader_limits){(size_t)limits->field_bytes, (size_t)limits->fields};
  int is_array_or_object = 0;
  const char *first = NULL;
  size_t length = 0;
  tell_status status = tell__source_peek(source, PEEKED, &first, &length, err);
  if (status == TELL_OK)
    status = refuse_other_formats(supply, first, length, err);
  if (status == TELL_OK)
    status = is_json(ingest, &options, name, first, length, &is_array_or_object, err);
  if (status != TELL_OK)
    return status;
  return is_array_or_object ? open_json(supply, ingest, err)
                            : tell__blocks_open(source, &options, &supply->blocks, err);
}

void tell__supply_close(tell__supply *supply) {
  for (size_t i = 0; i < supply->held_count; i++)
    tell__portion_free(&supply->held[i]);
  tell__free(supply->held);
  tell__blocks_free(supply->blocks);
  tell__json_close(supply->json);
  tell__decoded_free(&supply->text);
  tell__bytes_free(&supply->taken);
  tell__source_free(supply->source);
  *supply = (tell__supply){0};
}

static tell_status cut(tell__supply *supply, tell__portion *portion, tell_error *err) {
  portion->skip = 0;
  tell_status status = tell__blocks_next(supply->blocks, &portion->block, err);
  portion->bytes = tell__source_position(supply->source);
  supply->has_failed |= status != TELL_OK && status != TELL_END;
  return status;
}

tell_status tell__supply_next(tell__supply *supply, tell__portion *portion, tell_error *err) {
  if (tell__supply_is_json(supply)) {
    portion->bytes = tell__source_position(supply->source);
    return supply->is_ended ? TELL_END : TELL_OK;
  }
  if (supply->given == supply->held_count)
    return cut(supply, portion, err);
  tell__portion given = supply->held[supply->given];
  supply->held[supply->given++] = *portion; /* its memory is freed with the supply */
  *portion = given;
  return TELL_OK;
}

tell_status tell__supply_hold(tell__supply *supply, tell_error *err) {
  if (!tell__grow((void **)&supply->held, &supply->held_capacity, supply->held_count,
                  sizeof *supply->held))
    return tell__fail_memory(err);
  tell__portion *portion = &supply->held[supply->held_count];
  *portion = (tell__portion){0};
  tell_status status = cut(supply, portion, err);
  if (status == TELL_OK)
    supply->held_count++;
  else
    tell__portion_free(portion);
  return status;
}

int tell__supply_is_json(const tell__supply *supply) { return supply->json != NULL; }

int tell__supply_is_open(const tell__supply *supply) {
  return supply->blocks != NULL || tell__supply_is_json(supply);
}

const char *tell__supply_encoding(const tell__supply *supply) {
  return tell__encoding_id(tell__supply_is_json(supply) ? supply->text.encoding
                                                        : tell__blocks_encoding(supply->blocks));
}

static char delimiter_of(const tell__supply *supply) {
  return tell__blocks_dialect(supply->blocks)->delimiter;
}

const char *tell__supply_delimiter(const tell__supply *supply) {
  return tell__supply_is_json(supply) ? "json" : tell__delimiter_name(delimiter_of(supply));
}

char tell__supply_mark(const tell__supply *supply) {
  return !tell__supply_is_json(supply) && delimiter_of(supply) == ',' ? TELL__MARK_BETWEEN_COMMAS
                                                                      : 0;
}

int64_t tell__supply_size(const tell__supply *supply) { return tell__source_size(supply->source); }
