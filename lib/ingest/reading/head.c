/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the header. Portions that are cut meanwhile are held by the supply, so that the file is
 * read once and pipes work. */
#include "ingest/reading/head.h"

#include "base/error.h"
#include "ingest/layouts/mapped/mapping.h"

/* A search under way. */
typedef struct search {
  tell__supply *supply;
  const tell_ingest *ingest;
  tell__head *head;
  tell__reader *reader;        /* NULL for JSON */
  tell__record_source records; /* what is searched */
  int64_t in_portion;          /* records of the last portion that were looked at */
} search;

void tell__head_free(tell__head *head) {
  tell__header_free(&head->header);
  *head = (tell__head){0};
}

static tell_status next_record(void *self, tell__record *record, tell_error *err) {
  return tell__reader_next(self, record, err);
}

static tell__place record_place(void *self, size_t index) {
  return tell__reader_field_place(self, index);
}

static tell_status begin(search *work, tell_error *err) {
  work->records = work->supply->elements;
  if (tell__supply_is_json(work->supply))
    return TELL_OK;
  tell_status status = tell__reader_create(&work->supply->reader_limits, &work->reader, err);
  work->records = (tell__record_source){work->reader, next_record, record_place};
  return status;
}

/* The next record of the file, whatever portion it stands in. */
static tell_status step(search *work, tell__record *record, tell_error *err) {
  tell__supply *supply = work->supply;
  tell_status status = supply->held_count > 0 || work->reader == NULL
                           ? work->records.next(work->records.self, record, err)
                           : TELL_END;
  while (status == TELL_END && work->reader != NULL) {
    status = tell__supply_hold(supply, err);
    if (status != TELL_OK)
      return status;
    work->in_portion = 0;
    tell__reader_begin(work->reader, &supply->held[supply->held_count - 1].block);
    status = work->records.next(work->records.self, record, err);
  }
  work->in_portion += status == TELL_OK;
  return status;
}

/* Whether a header is one for the caller's layout, or for any; `*layout` receives it. */
static int is_known(const search *work, const tell__header *header, const tell__layout **layout) {
  const tell__layout *demanded = work->ingest->layout;
  if (work->ingest->mapping != NULL) {
    *layout = &tell__layout_mapped;
    return tell__mapping_knows(work->ingest->mapping, header);
  }
  *layout = demanded;
  if (demanded == NULL)
    *layout = tell__layout_recognise(header, work->ingest->catalogue);
  else if (!demanded->is_plain && demanded->recognise(header, work->ingest->catalogue) <= 0)
    return 0;
  return *layout != NULL;
}

/* The record that was looked at last is the header; what stands above it is no data. */
static void take_header(search *work, tell__header *header, int64_t passed) {
  tell__supply *supply = work->supply;
  tell__header_free(&work->head->header);
  work->head->header = *header;
  work->head->passed = passed;
  if (work->reader == NULL)
    return;
  supply->given = supply->held_count - 1;
  supply->held[supply->given].skip = work->in_portion;
}

/* Looks at a record; `passed` others were looked at before. The first one is the header until a
 * better one is found. */
static tell_status look(search *work, const tell__record *record, int64_t passed, int *is_found,
                        tell_error *err) {
  /* A broken record may stand among title lines. */
  if (record->error != TELL__RECORD_OK && passed > 0)
    return TELL_OK;
  tell__header header = {NULL, 0};
  const tell__layout *layout = NULL;
  tell_status status = tell__header_make(&header, record, &work->records, work->supply->name, err);
  *is_found = status == TELL_OK && is_known(work, &header, &layout);
  if (*is_found || passed == 0) {
    take_header(work, &header, passed);
    work->head->layout = layout;
  } else {
    tell__header_free(&header);
  }
  return status;
}

static tell_status fail_empty(const search *work, tell_error *err) {
  tell__position position = {.source = work->supply->name};
  return tell__fail_at(err, TELL_E_LAYOUT, &position, "the input is empty");
}

/* A mapping may say how many lines stand above the header, and that there is none. */
static tell_status find_by_mapping(search *work, tell_error *err) {
  const tell__mapping *mapping = work->ingest->mapping;
  tell__record record = {.line = 0};
  tell__header header = {NULL, 0};
  int64_t passed = -1;
  tell_status status = TELL_OK;
  for (; status == TELL_OK && record.line <= mapping->skip_lines; passed++)
    status = step(work, &record, err);
  if (status == TELL_END)
    return fail_empty(work, err);
  if (status != TELL_OK)
    return status;
  if (mapping->header_count > 0)
    status = tell__mapping_header(mapping, &header, err);
  else
    status = tell__header_make(&header, &record, &work->records, work->supply->name, err);
  work->head->layout = &tell__layout_mapped;
  take_header(work, &header, passed);
  /* Where the mapping holds the header, this record is data. */
  if (mapping->header_count > 0)
    work->supply->held[work->supply->given].skip--;
  return status;
}

static tell_status find(search *work, tell_error *err) {
  tell_status first = TELL_OK; /* what is wrong with the first record, which `err` then tells */
  int64_t most = work->reader != NULL ? TELL__HEAD_RECORDS : 1; /* JSON has no title lines */
  int is_found = 0;
  for (int64_t passed = 0; !is_found && passed < most; passed++) {
    tell__record record;
    tell_status status = step(work, &record, err);
    if (status == TELL_END)
      return passed > 0 ? first : fail_empty(work, err);
    if (status != TELL_OK)
      return status;
    status = look(work, &record, passed, &is_found, err);
    if (status == TELL_E_MEMORY)
      return status;
    first = passed == 0 ? status : first;
  }
  return is_found ? TELL_OK : first;
}

tell_status tell__head_find(tell__head *head, tell__supply *supply, const tell_ingest *ingest,
                            tell_error *err) {
  search work = {.supply = supply, .ingest = ingest, .head = head};
  tell_status status = begin(&work, err);
  if (status == TELL_OK)
    status =
        work.reader != NULL && ingest->mapping != NULL && tell__mapping_says_header(ingest->mapping)
            ? find_by_mapping(&work, err)
            : find(&work, err);
  tell__reader_free(work.reader);
  return status;
}
