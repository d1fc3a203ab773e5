/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of columns in pupil files. */
#include "pupil_columns.h"

/* Known and of no use here. */
enum { NO_USE = TELL__PUPIL_ROLE_COUNT };

typedef struct alias {
  const char *key; /* in the form for comparing names */
  int role;
} alias;

/* Of several names of one role in a header the first one here is taken: the establishment
 * (ORGNRBED) is the school, and ORGNR beside it the enterprise that owns it. */
static const alias aliases[] = {
    {"orgnrbed", TELL__PUPIL_SCHOOL},
    {"orgnr", TELL__PUPIL_SCHOOL},
    {"organisasjonsnummer", TELL__PUPIL_SCHOOL},
    {"school", TELL__PUPIL_SCHOOL},
    {"skolenavn", TELL__PUPIL_SCHOOL_NAME},
    {"skolenamn", TELL__PUPIL_SCHOOL_NAME},
    {"school_name", TELL__PUPIL_SCHOOL_NAME},
    {"kommunenr", TELL__PUPIL_MUNICIPALITY},
    {"kommunekode", TELL__PUPIL_MUNICIPALITY},
    {"kommunenummer", TELL__PUPIL_MUNICIPALITY},
    {"municipality", TELL__PUPIL_MUNICIPALITY},
    {"skolekom", TELL__PUPIL_MUNICIPALITY},
    {"utd_skolekom", TELL__PUPIL_MUNICIPALITY},
    {"skoleår", TELL__PUPIL_PERIOD},
    {"skoleaar", TELL__PUPIL_PERIOD},
    {"skuleår", TELL__PUPIL_PERIOD},
    {"period", TELL__PUPIL_PERIOD},
    {"school_year", TELL__PUPIL_PERIOD},
    {"utd_skoleaar_start", TELL__PUPIL_START_YEAR},
    {"aargang", TELL__PUPIL_START_YEAR},
    {"trinn", TELL__PUPIL_GRADE},
    {"årstrinn", TELL__PUPIL_GRADE},
    {"årssteg", TELL__PUPIL_GRADE},
    {"grade", TELL__PUPIL_GRADE},
    {"kjønn", TELL__PUPIL_GENDER},
    {"kjoenn", TELL__PUPIL_GENDER},
    {"gender", TELL__PUPIL_GENDER},
    {"prøve", TELL__PUPIL_TEST},
    {"prove", TELL__PUPIL_TEST},
    {"provekode", TELL__PUPIL_TEST},
    {"test", TELL__PUPIL_TEST},
    {"deltakelse", TELL__PUPIL_STATUS},
    {"deltaking", TELL__PUPIL_STATUS},
    {"deltattstatus", TELL__PUPIL_STATUS},
    {"status", TELL__PUPIL_STATUS},
    {"skalapoeng", TELL__PUPIL_SCORE},
    {"scale_score", TELL__PUPIL_SCORE},
    {"mestringsnivå", TELL__PUPIL_LEVEL},
    {"mestringsnivaa", TELL__PUPIL_LEVEL},
    {"meistringsnivå", TELL__PUPIL_LEVEL},
    {"mastery_level", TELL__PUPIL_LEVEL},
    {"elev", TELL__PUPIL_ID},
    {"elev_id", TELL__PUPIL_ID},
    {"pupil", TELL__PUPIL_ID},
    {"fagkode", TELL__PUPIL_SUBJECT},
    {"fag", TELL__PUPIL_SUBJECT},
    {"subject", TELL__PUPIL_SUBJECT},
    {"fagtype", TELL__PUPIL_SUBJECT_TYPE},
    {"subject_type", TELL__PUPIL_SUBJECT_TYPE},
    {"vurdering", TELL__PUPIL_ASSESSMENT},
    {"karaktertype", TELL__PUPIL_ASSESSMENT},
    {"assessment", TELL__PUPIL_ASSESSMENT},
    {"karakter", TELL__PUPIL_MARK},
    {"mark", TELL__PUPIL_MARK},
    /* NUDB and SSB. */
    {"snr_nudb", NO_USE},
    {"snr", NO_USE},
    {"orgnr_foretak", NO_USE},
    {"skolefylke", NO_USE},
    {"skoletype", NO_USE},
    {"avgiverskole_orgnr", NO_USE},
    {"avgiverskole_orgnrbed", NO_USE},
    {"avgiverskole_orgnr_foretak", NO_USE},
    {"poeng", NO_USE},
    {"oppgavesett", NO_USE},
    {"andelpoeng", NO_USE},
    {"gruppenummer", NO_USE},
};

static const char *const names[TELL__PUPIL_ROLE_COUNT] = {
    [TELL__PUPIL_SCHOOL] = "orgnr",
    [TELL__PUPIL_SCHOOL_NAME] = "skolenavn",
    [TELL__PUPIL_MUNICIPALITY] = "kommunenr",
    [TELL__PUPIL_PERIOD] = "skoleår",
    [TELL__PUPIL_START_YEAR] = "utd_skoleaar_start",
    [TELL__PUPIL_GRADE] = "trinn",
    [TELL__PUPIL_GENDER] = "kjønn",
    [TELL__PUPIL_TEST] = "prøve",
    [TELL__PUPIL_STATUS] = "deltakelse",
    [TELL__PUPIL_SCORE] = "skalapoeng",
    [TELL__PUPIL_LEVEL] = "mestringsnivå",
    [TELL__PUPIL_ID] = "elev",
    [TELL__PUPIL_SUBJECT] = "fagkode",
    [TELL__PUPIL_SUBJECT_TYPE] = "fagtype",
    [TELL__PUPIL_ASSESSMENT] = "vurdering",
    [TELL__PUPIL_MARK] = "karakter",
};

enum { ALIAS_COUNT = sizeof aliases / sizeof *aliases };

void tell__pupil_columns_find(const tell__header *header, unsigned roles, int32_t *columns,
                              uint8_t *is_used) {
  for (int i = 0; i < TELL__PUPIL_ROLE_COUNT; i++)
    columns[i] = -1;
  for (int i = 0; i < ALIAS_COUNT; i++) {
    int role = aliases[i].role;
    if (role != NO_USE && !(roles & 1U << role))
      continue;
    int32_t column = tell__header_find(header, aliases[i].key);
    if (column >= 0 && is_used != NULL)
      is_used[column] = 1;
    if (column >= 0 && role != NO_USE && columns[role] < 0)
      columns[role] = column;
  }
}

const char *tell__pupil_role_name(tell__pupil_role role) { return names[role]; }
