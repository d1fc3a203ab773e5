/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report's own fixed texts in bokmål, nynorsk and English. What the library says comes from its
 * catalogue. */
#include <string.h>

#include "html.h"

typedef struct word {
  const char *key, *nb, *nn, *en;
} word;

static const word words[] = {
    {"lang", "nb", "nn", "en"},
    {"title", "Kvalitetsrapport", "Kvalitetsrapport", "Quality report"},
    {"for", "for", "for", "for"},
    {"years", "Skoleår", "Skuleår", "School years"},
    {"policy", "Personvern", "Personvern", "Privacy"},
    {"dated", "Dato", "Dato", "Date"},
    {"contents", "Innhold", "Innhald", "Contents"},
    {"schools_nav", "Områder og skoler", "Område og skular", "Areas and schools"},
    {"summary", "Kort fortalt", "Kort fortalt", "In short"},
    {"read_so",
     "Tallene er ett av to bein: de viser hvor noe skiller seg ut eller endrer seg, og "
     "fortellingene "
     "fra skolene sier hvorfor. Høyere og lavere er ikke det samme som bedre og dårligere.",
     "Tala er eitt av to bein: dei viser kvar noko skil seg ut eller endrar seg, og forteljingane "
     "frå skulane seier kvifor. Høgare og lågare er ikkje det same som betre og dårlegare.",
     "The counts are one of two legs: they show where something stands out or changes; the stories "
     "from the schools say why. Higher and lower do not mean better and worse."},
    {"against_county", "Mot fylket, siste år med tall", "Mot fylket, siste år med tal",
     "Against the county, latest year with numbers"},
    {"over_time", "Over tid i kommunen", "Over tid i kommunen", "Over time in the municipality"},
    {"in_schools", "På skolene", "På skulane", "In the schools"},
    {"not_shown", "Det som ikke vises", "Det som ikkje er vist", "What is not shown"},
    {"of_tests_a", "Av", "Av", "Of"},
    {"of_tests_b", "sammenligninger med fylket skiller", "samanlikningar med fylket skil",
     "comparisons with the county,"},
    {"of_tests_c", "seg fra fylket. For resten kan forskjellen være tilfeldig.",
     "seg frå fylket. For resten kan skilnaden vere tilfeldig.",
     "differ from it. For the rest, the difference may be due to chance."},
    {"chance_a", "Selv om ingenting egentlig var ulikt, ville vi vente om lag",
     "Sjølv om ingenting eigentleg var ulikt, ville vi vente om lag",
     "Even if nothing really differed, we would expect about"},
    {"chance_b", "slike utslag ved tilfeldighet alene.", "slike utslag ved tilfelle åleine.",
     "such results by chance alone."},
    {"no_county", "Det er ingen tall for fylket å sammenligne med.",
     "Det er ingen tal for fylket å samanlikne med.",
     "There are no county figures to compare with."},
    {"no_trend",
     "Ingen av seriene for kommunen viser en endring som kan skilles fra tilfeldigheter.",
     "Ingen av seriane for kommunen viser ei endring som kan skiljast frå tilfelle.",
     "None of the municipality's series shows a change that can be told from chance."},
    {"school_tests_b", "sammenligninger mellom en skole og kommunen (siste skoleår) er",
     "samanlikningar mellom ein skule og kommunen (siste skuleår) er",
     "comparisons of a school with the municipality (latest year),"},
    {"school_tests_c", "større enn det som lett kan være tilfeldig.",
     "større enn det som lett kan vere tilfeldig.", "are larger than chance would easily give."},
    {"school_trend_b", "serier over tid på skolene viser", "seriar over tid på skulane viser",
     "series over time in the schools,"},
    {"school_trend_c", "en endring som kan skilles fra tilfeldigheter.",
     "ei endring som kan skiljast frå tilfelle.", "show a change that can be told from chance."},
    {"which", "Vis hvilke – noen av dem vil være tilfeldige",
     "Vis kva for nokre – nokre av dei vil vere tilfeldige",
     "Show which – some of them will be due to chance"},
    {"title_kind", "kommune", "kommune", "municipality"},
    {"levels_latest", "Siste skoleår", "Siste skuleår", "Latest school year"},
    {"left_out", "Skoleår der for få deltok, er ikke regnet med i utviklingen over tid:",
     "Skuleår der for få deltok, er ikkje rekna med i utviklinga over tid:",
     "School years in which too few took part are left out of the change over time:"},
    {"no_area", "Skoler uten område", "Skular utan område", "Schools without an area"},
    {"year", "Skoleår", "Skuleår", "School year"},
    {"rising", "stigende", "stigande", "rising"},
    {"falling", "synkende", "søkkjande", "falling"},
    {"municipality_part", "Kommunen mot fylket og landet", "Kommunen mot fylket og landet",
     "The municipality against county and nation"},
    {"more_links", "Indikatorer kan høre til flere mål; hver vises én gang.",
     "Indikatorar kan høyre til fleire mål; kvar er vist éin gong.",
     "An indicator may belong to several goals; each is shown once."},
    {"other_goal", "Uten mål i planen", "Utan mål i planen", "Without a goal in the plan"},
    {"table", "Tabell", "Tabell", "Table"},
    {"unit", "Enhet", "Eining", "Unit"},
    {"indicator", "Indikator", "Indikator", "Indicator"},
    {"computed", "beregnet av skoler som vises", "rekna ut av skular som er viste",
     "computed from the schools shown"},
    {"coverage", "dekning", "dekning", "coverage"},
    {"trend", "Over tid", "Over tid", "Over time"},
    {"members_part", "Områder og skoler", "Område og skular", "Areas and schools"},
    {"members_order",
     "I fast rekkefølge etter område og navn, ikke etter resultat. Samme indikator har samme akse "
     "på "
     "alle skoler.",
     "I fast rekkjefølgje etter område og namn, ikkje etter resultat. Same indikator har same akse "
     "på "
     "alle skular.",
     "In a fixed order by area and name, not by result. An indicator has the same axis in every "
     "school."},
    {"area", "Område", "Område", "Area"},
    {"merged", "Siste skoleår som egen skole:", "Siste skuleår som eigen skule:",
     "Last year as a school of its own:"},
    {"goes_on", "Videreføres av", "Blir ført vidare av", "Continued by"},
    {"nothing_stands_out",
     "Ingen av tallene skiller seg fra kommunen eller endrer seg mer enn det som kan være "
     "tilfeldig.",
     "Ingen av tala skil seg frå kommunen eller endrar seg meir enn det som kan vere tilfeldig.",
     "None of the numbers differs from the municipality or changes by more than chance could "
     "give."},
    {"no_row", "ikke i kilden", "ikkje i kjelda", "not in the source"},
    {"the_unit", "skolen eller området", "skulen eller området", "the school or area"},
    {"legend_state", "ikke noe tall (grunnen står i tabellen)",
     "ikkje noko tal (grunnen står i tabellen)", "no number (the table says why)"},
    {"legend_interval",
     "Strekene er 95 %-intervaller. Der kilden ikke gir nok til å regne usikkerhet, står tallet "
     "uten.",
     "Strekane er 95 %-intervall. Der kjelda ikkje gir nok til å rekne uvisse, står talet utan.",
     "Bars are 95 % intervals. Where the source does not give enough to work out uncertainty, the "
     "number stands without."},
    {"rounding",
     "Skalapoeng publiseres som hele tall. Avrundingen er regnet med i usikkerheten, så et "
     "publisert "
     "50 ± 0,4 blir 50 ± 0,7.",
     "Skalapoeng blir publiserte som heile tal. Avrundinga er rekna med i uvissa, så eit publisert "
     "50 ± 0,4 blir 50 ± 0,7.",
     "Scale points are published as whole numbers. The rounding is part of the uncertainty, so a "
     "published 50 ± 0.4 becomes 50 ± 0.7."},
    {"break", "brudd", "brot", "break"},
    {"break_note", "Brudd fra", "Brot frå", "Break from"},
    {"grade_before", "", "", "grade "},
    {"grade_after", ". trinn", ". trinn", ""},
    {"reason", "Grunn", "Grunn", "Reason"},
    {"cells", "Antall celler", "Talet på celler", "Number of cells"},
    {"hidden_none", "Personvernreglene skjuler ingen celler i denne rapporten.",
     "Personvernreglane skjuler ingen celler i denne rapporten.",
     "The privacy rules hide no cells in this report."},
    {"states_intro", "Verdier uten tall i kommunen, talt opp etter grunn:",
     "Verdiar utan tal i kommunen, talde opp etter grunn:",
     "Values without a number in the municipality, by reason:"},
    {"hidden_intro", "Skjult av personvernreglene:", "Skjult av personvernreglane:",
     "Hidden by the privacy rules:"},
    {"sources", "Kilder", "Kjelder", "Sources"},
    {"file", "Fil", "Fil", "File"},
    {"layout", "Oppsett", "Oppsett", "Layout"},
    {"encoding", "Tegnkoding", "Teiknkoding", "Encoding"},
    {"read", "Lest", "Lese", "Read"},
    {"accepted", "Brukt", "Brukt", "Used"},
    {"rejected", "Avvist", "Avvist", "Rejected"},
    {"skipped", "Hoppet over", "Hoppa over", "Skipped"},
    {"methods", "Metoder", "Metodar", "Methods"},
    {"versions", "Katalog", "Katalog", "Catalogue"},
    {"made_by", "Laget med libtelling", "Laga med libtelling", "Made with libtelling"},
    {"not_effect",
     "Rapporten rangerer ikke skoler, og den sier ikke at et tiltak har hatt en virkning.",
     "Rapporten rangerer ikkje skular, og han seier ikkje at eit tiltak har hatt ein verknad.",
     "The report does not rank schools, and it does not say that a measure had an effect."},
};

const char *html_word(const report_model *model, const char *key) {
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    if (strcmp(words[i].key, key) != 0)
      continue;
    if (model->language == TELL_LANGUAGE_NN)
      return words[i].nn;
    return model->language == TELL_LANGUAGE_EN ? words[i].en : words[i].nb;
  }
  return key;
}
