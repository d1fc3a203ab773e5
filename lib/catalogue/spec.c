/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column tables of the catalogue files; nothing but data. */
#include "catalogue/spec.h"

enum { MAX_GRADE = 13, FIRST_YEAR = 1900, LAST_YEAR = 2200 };

#define TEXT(name, flags, offset)                                                                  \
  { name, TELL__RULE_TEXT, flags, offset, 0, 0, 0, NULL, TELL__NO_OFFSET }
#define REFER(name, type, flags, offset)                                                           \
  { name, type, flags, offset, 0, 0, 0, NULL, TELL__NO_OFFSET }
#define WORD(name, flags, offset, words, code_offset)                                              \
  { name, TELL__RULE_WORD, flags, offset, 0, 0, 0, words, code_offset }
#define WHOLE(name, flags, offset, min, max, blank)                                                \
  { name, TELL__RULE_WHOLE, flags, offset, min, max, blank, NULL, TELL__NO_OFFSET }
#define REAL(name, offset)                                                                         \
  { name, TELL__RULE_REAL, 0, offset, 0, 0, 0, NULL, TELL__NO_OFFSET }
#define NEEDED_REAL(name, offset)                                                                  \
  { name, TELL__RULE_REAL, TELL__RULE_REQUIRED, offset, 0, 0, 0, NULL, TELL__NO_OFFSET }
#define NAMES(prefix, type, member)                                                                \
  TEXT(prefix "_nb", TELL__RULE_REQUIRED, offsetof(type, member.nb)),                              \
      TEXT(prefix "_nn", TELL__RULE_REQUIRED, offsetof(type, member.nn)),                          \
      TEXT(prefix "_en", TELL__RULE_REQUIRED, offsetof(type, member.en))
#define COUNT(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))

enum { ID = TELL__RULE_REQUIRED | TELL__RULE_KEY };

static const tell__word KINDS[] = {
    {"count", TELL__KIND_COUNT},   {"mean", TELL__KIND_MEAN},
    {"share", TELL__KIND_SHARE},   {"distribution", TELL__KIND_DISTRIBUTION},
    {"total", TELL__KIND_TOTAL},   {"ratio", TELL__KIND_RATIO},
    {"median", TELL__KIND_MEDIAN}, {NULL, 0},
};

static const tell__word SD_KINDS[] = {
    {"pupils", TELL__SD_PUPILS},
    {"pooled_items", TELL__SD_POOLED_ITEMS},
    {"none", TELL__SD_NONE},
    {NULL, 0},
};

static const tell__word ROLES[] = {
    {"value", TELL__ROLE_VALUE},
    {"margin", TELL__ROLE_MARGIN},
    {"n", TELL__ROLE_N},
    {"n_or_value", TELL__ROLE_N_OR_VALUE},
    {"numerator", TELL__ROLE_NUMERATOR},
    {"sd", TELL__ROLE_SD},
    {"ignored", TELL__ROLE_IGNORED},
    {NULL, 0},
};

static const tell__word DIRECTIONS[] = {
    {"higher_better", 1}, {"lower_better", 2}, {"none", 3}, {NULL, 0}};
static const tell__word PLAN_TYPES[] = {
    {"vision", 1}, {"goal", 2}, {"priority", 3}, {"action", 4}, {NULL, 0}};
static const tell__word DIMENSIONS[] = {
    {"gender", 1}, {"owner", 2}, {"grade", 3}, {"parents_education", 4}, {NULL, 0}};

static const tell__word CODE_LEVELS[] = {{"county", 1}, {"municipality", 2}, {NULL, 0}};
static const tell__word CODE_KINDS[] = {
    {"renumbered", TELL__CODE_RENUMBERED},
    {"merged", TELL__CODE_MERGED},
    {"split", TELL__CODE_SPLIT},
    {NULL, 0},
};

static const tell__rule POLICY_RULES[] = {
    TEXT("policy", ID, offsetof(tell__policy, policy)),
    TEXT("family", ID, offsetof(tell__policy, family)),
    {"minimum", TELL__RULE_WHOLE64, TELL__RULE_REQUIRED, offsetof(tell__policy, minimum), 0,
     1000000000, 0, NULL, TELL__NO_OFFSET},
};

static const tell__rule MESSAGE_RULES[] = {
    TEXT("key", ID, offsetof(tell__message, key)),
    TEXT("nb", TELL__RULE_REQUIRED, offsetof(tell__message, text.nb)),
    TEXT("nn", TELL__RULE_REQUIRED, offsetof(tell__message, text.nn)),
    TEXT("en", TELL__RULE_REQUIRED, offsetof(tell__message, text.en)),
};

static const tell__rule SOURCE_RULES[] = {
    TEXT("id", ID, offsetof(tell__source, id)),
    TEXT("publisher", 0, offsetof(tell__source, publisher)),
    WHOLE("official", TELL__RULE_REQUIRED, offsetof(tell__source, official), 0, 1, 0),
    WHOLE("priority", TELL__RULE_REQUIRED, offsetof(tell__source, priority), 0, 1000000, 0),
    NAMES("name", tell__source, name),
    TEXT("licence", 0, offsetof(tell__source, licence)),
    {"margin_level", TELL__RULE_REAL, TELL__RULE_OPTIONAL, offsetof(tell__source, margin_level), 0,
     0, 0, NULL, TELL__NO_OFFSET},
};

static const tell__rule PLAN_RULES[] = {
    TEXT("id", ID, offsetof(tell__plan_part, id)),
    WORD("type", TELL__RULE_REQUIRED, TELL__NO_OFFSET, PLAN_TYPES, TELL__NO_OFFSET),
    REFER("parent", TELL__RULE_PLAN, TELL__RULE_LOOSE, offsetof(tell__plan_part, parent)),
    TEXT("name_nb", TELL__RULE_REQUIRED, TELL__NO_OFFSET),
    TEXT("name_nn", TELL__RULE_REQUIRED, TELL__NO_OFFSET),
    TEXT("name_en", TELL__RULE_REQUIRED, TELL__NO_OFFSET),
};

static const tell__rule INDICATOR_RULES[] = {
    TEXT("id", ID, offsetof(tell__indicator, id)),
    REFER("family", TELL__RULE_FAMILY, TELL__RULE_REQUIRED, offsetof(tell__indicator, family)),
    WORD("kind", TELL__RULE_REQUIRED, offsetof(tell__indicator, kind_id), KINDS,
         offsetof(tell__indicator, kind)),
    REFER("unit", TELL__RULE_UNIT, TELL__RULE_REQUIRED, offsetof(tell__indicator, unit)),
    REAL("scale_min", offsetof(tell__indicator, scale_min)),
    REAL("scale_max", offsetof(tell__indicator, scale_max)),
    REAL("plausible_min", offsetof(tell__indicator, plausible_min)),
    REAL("plausible_max", offsetof(tell__indicator, plausible_max)),
    WORD("direction", TELL__RULE_REQUIRED, offsetof(tell__indicator, direction), DIRECTIONS,
         TELL__NO_OFFSET),
    WHOLE("decimals", TELL__RULE_REQUIRED, offsetof(tell__indicator, decimals), 0, 15, 0),
    REFER("source", TELL__RULE_SOURCE, TELL__RULE_LOOSE, offsetof(tell__indicator, source)),
    TEXT("distribution", 0, offsetof(tell__indicator, distribution)),
    WORD("sd_kind", TELL__RULE_REQUIRED, TELL__NO_OFFSET, SD_KINDS,
         offsetof(tell__indicator, sd_kind)),
    WHOLE("minimum_answers", 0, offsetof(tell__indicator, minimum_answers), 1, 1000, 0),
    NAMES("name", tell__indicator, name),
    NAMES("about", tell__indicator, about),
};

static const tell__rule GRADE_RULES[] = {
    REFER("indicator", TELL__RULE_INDICATOR, ID, offsetof(tell__grade, indicator)),
    WHOLE("grade", ID, offsetof(tell__grade, grade), 0, MAX_GRADE, 0),
    WHOLE("first_period", 0, offsetof(tell__grade, first_period), FIRST_YEAR, LAST_YEAR, 0),
    WHOLE("last_period", 0, offsetof(tell__grade, last_period), FIRST_YEAR, LAST_YEAR, 0),
};

static const tell__rule BREAK_RULES[] = {
    REFER("indicator", TELL__RULE_INDICATOR, ID, offsetof(tell__break, indicator)),
    WHOLE("grade", TELL__RULE_KEY, offsetof(tell__break, grade), 0, MAX_GRADE, -1),
    WHOLE("period", ID, offsetof(tell__break, period), FIRST_YEAR, LAST_YEAR, 0),
    TEXT("kind", TELL__RULE_REQUIRED, offsetof(tell__break, kind)),
    NAMES("text", tell__break, text),
};

static const tell__rule LINK_RULES[] = {
    REFER("indicator", TELL__RULE_INDICATOR, ID, TELL__NO_OFFSET),
    REFER("plan", TELL__RULE_PLAN, ID, TELL__NO_OFFSET),
};

static const tell__rule LABEL_RULES[] = {
    TEXT("layout", ID | TELL__RULE_NAME, offsetof(tell__label, layout)),
    TEXT("subject", TELL__RULE_KEY | TELL__RULE_NAME, offsetof(tell__label, subject)),
    TEXT("measure", ID | TELL__RULE_NAME, offsetof(tell__label, measure)),
    REFER("indicator", TELL__RULE_INDICATOR, 0, offsetof(tell__label, indicator)),
    WORD("role", TELL__RULE_REQUIRED, TELL__NO_OFFSET, ROLES, offsetof(tell__label, role)),
    WHOLE("grade", 0, offsetof(tell__label, grade), 0, MAX_GRADE, -1),
    REFER("source", TELL__RULE_SOURCE, 0, offsetof(tell__label, source)),
    TEXT("category", TELL__RULE_OPTIONAL, offsetof(tell__label, category)),
};

static const tell__rule GROUP_RULES[] = {
    WORD("dimension", ID, offsetof(tell__group, dimension), DIMENSIONS, TELL__NO_OFFSET),
    TEXT("id", TELL__RULE_REQUIRED, offsetof(tell__group, id)),
    WHOLE("code", TELL__RULE_REQUIRED, offsetof(tell__group, code), 0, MAX_GRADE, 0),
    TEXT("label", ID | TELL__RULE_NAME, offsetof(tell__group, label)),
};

static const tell__rule CUTPOINT_RULES[] = {
    REFER("indicator", TELL__RULE_INDICATOR, ID, offsetof(tell__cutpoint, indicator)),
    WHOLE("grade", ID, offsetof(tell__cutpoint, grade), 0, MAX_GRADE, 0),
    WHOLE("first_period", ID, offsetof(tell__cutpoint, first_period), FIRST_YEAR, LAST_YEAR, 0),
    WHOLE("last_period", 0, offsetof(tell__cutpoint, last_period), FIRST_YEAR, LAST_YEAR, 0),
    NEEDED_REAL("limit_2", offsetof(tell__cutpoint, limits[0])),
    REAL("limit_3", offsetof(tell__cutpoint, limits[1])),
    REAL("limit_4", offsetof(tell__cutpoint, limits[2])),
    REAL("limit_5", offsetof(tell__cutpoint, limits[3])),
    REFER("source", TELL__RULE_SOURCE, TELL__RULE_LOOSE, offsetof(tell__cutpoint, source)),
};

static const tell__rule RESCALING_RULES[] = {
    REFER("indicator", TELL__RULE_INDICATOR, ID, offsetof(tell__rescaling, indicator)),
    WHOLE("grade", ID, offsetof(tell__rescaling, grade), 0, MAX_GRADE, 0),
    WHOLE("period", ID, offsetof(tell__rescaling, period), FIRST_YEAR, LAST_YEAR, 0),
    NEEDED_REAL("old_mean", offsetof(tell__rescaling, old_mean)),
    NEEDED_REAL("old_sd", offsetof(tell__rescaling, old_sd)),
    NEEDED_REAL("new_mean", offsetof(tell__rescaling, new_mean)),
    NEEDED_REAL("new_sd", offsetof(tell__rescaling, new_sd)),
    REFER("source", TELL__RULE_SOURCE, TELL__RULE_REQUIRED, offsetof(tell__rescaling, source)),
};

static const tell__rule ITEM_RULES[] = {
    REFER("indicator", TELL__RULE_INDICATOR, ID, offsetof(tell__item, indicator)),
    TEXT("item", ID, offsetof(tell__item, id)),
    WHOLE("lowest", TELL__RULE_REQUIRED, offsetof(tell__item, lowest), 0, 100, 0),
    WHOLE("highest", TELL__RULE_REQUIRED, offsetof(tell__item, highest), 0, 100, 0),
    WHOLE("counts_from", 0, offsetof(tell__item, counts_from), 1, 100, 0),
    NAMES("label", tell__item, label),
};

static const tell__rule CODE_RULES[] = {
    WORD("level", ID, offsetof(tell__code, level), CODE_LEVELS, TELL__NO_OFFSET),
    TEXT("code", ID, offsetof(tell__code, code)),
    TEXT("successor", ID, offsetof(tell__code, successor)),
    WHOLE("period", TELL__RULE_REQUIRED, offsetof(tell__code, period), FIRST_YEAR, LAST_YEAR, 0),
    WORD("kind", TELL__RULE_REQUIRED, TELL__NO_OFFSET, CODE_KINDS, offsetof(tell__code, kind)),
};

static const tell__rule DERIVED_RULES[] = {
    REFER("indicator", TELL__RULE_INDICATOR, ID, offsetof(tell__derived, indicator)),
    WHOLE("grade", ID, offsetof(tell__derived, grade), 0, MAX_GRADE, 0),
    REFER("from", TELL__RULE_INDICATOR, TELL__RULE_REQUIRED, offsetof(tell__derived, from)),
    TEXT("categories", TELL__RULE_REQUIRED, offsetof(tell__derived, text)),
};

static const tell__file_spec SPECS[TELL__FILE_COUNT] = {
    [TELL__FILE_POLICIES] = {"policies.csv", POLICY_RULES, COUNT(POLICY_RULES),
                             sizeof(tell__policy), TELL_CATALOGUE_POLICIES, NULL},
    [TELL__FILE_TEXTS] = {"texts.csv", MESSAGE_RULES, COUNT(MESSAGE_RULES), sizeof(tell__message),
                          0, tell__settle_message},
    [TELL__FILE_SOURCES] = {"sources.csv", SOURCE_RULES, COUNT(SOURCE_RULES), sizeof(tell__source),
                            TELL_CATALOGUE_SOURCES, tell__settle_source},
    [TELL__FILE_PLAN] = {"plan.csv", PLAN_RULES, COUNT(PLAN_RULES), sizeof(tell__plan_part),
                         TELL_CATALOGUE_PLAN, NULL},
    [TELL__FILE_INDICATORS] = {"indicators.csv", INDICATOR_RULES, COUNT(INDICATOR_RULES),
                               sizeof(tell__indicator), TELL_CATALOGUE_INDICATORS,
                               tell__settle_indicator},
    [TELL__FILE_GRADES] = {"grades.csv", GRADE_RULES, COUNT(GRADE_RULES), sizeof(tell__grade),
                           TELL_CATALOGUE_GRADES, tell__settle_grade},
    [TELL__FILE_BREAKS] = {"breaks.csv", BREAK_RULES, COUNT(BREAK_RULES), sizeof(tell__break),
                           TELL_CATALOGUE_BREAKS, NULL},
    [TELL__FILE_LINKS] = {"links.csv", LINK_RULES, COUNT(LINK_RULES), 1, TELL_CATALOGUE_LINKS,
                          NULL},
    [TELL__FILE_LABELS] = {"labels.csv", LABEL_RULES, COUNT(LABEL_RULES), sizeof(tell__label), 0,
                           tell__settle_label},
    [TELL__FILE_GROUPS] = {"groups.csv", GROUP_RULES, COUNT(GROUP_RULES), sizeof(tell__group), 0,
                           tell__settle_group},
    [TELL__FILE_CUTPOINTS] = {"cutpoints.csv", CUTPOINT_RULES, COUNT(CUTPOINT_RULES),
                              sizeof(tell__cutpoint), TELL_CATALOGUE_CUTPOINTS,
                              tell__settle_cutpoint},
    [TELL__FILE_RESCALINGS] = {"rescalings.csv", RESCALING_RULES, COUNT(RESCALING_RULES),
                               sizeof(tell__rescaling), TELL_CATALOGUE_RESCALINGS,
                               tell__settle_rescaling},
    [TELL__FILE_ITEMS] = {"items.csv", ITEM_RULES, COUNT(ITEM_RULES), sizeof(tell__item),
                          TELL_CATALOGUE_ITEMS, tell__settle_item},
    [TELL__FILE_CODES] = {"codes.csv", CODE_RULES, COUNT(CODE_RULES), sizeof(tell__code),
                          TELL_CATALOGUE_CODES, tell__settle_code},
    [TELL__FILE_DERIVED] = {"derived.csv", DERIVED_RULES, COUNT(DERIVED_RULES),
                            sizeof(tell__derived), TELL_CATALOGUE_DERIVED, tell__settle_derived},
};

const tell__file_spec *tell__file_spec_get(tell__file file) { return &SPECS[file]; }
