# SPDX-License-Identifier: GPL-3.0-or-later
# Writes a small file of job A and the answers of data.table that
# tests/unit/test_cells_oracle.c compares with. Run in this folder:
#   Rscript make_cells.R
# Deterministic: the same R and data.table write the same bytes.
suppressMessages(library(data.table))
set.seed(20260817, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# Input: 7 schools in two municipalities, five areas; gaps, hidden and incomplete rows.
schools <- data.table(org = 970000001 + 11 * (0:6), name = paste("Skole", 1:7),
                      municipality = rep(c("4601", "0301"), c(4, 3)),
                      area = c("Fana", "Fana", "Arna", "Sør", "Sør", "Nord", "Nord"))
rows <- CJ(year = 2014:2021, school = 1:7, gender = c("Alle kjønn", "Gutter", "Jenter"),
           indicator = c("Trivsel", "Grunnskolepoeng"))
rows <- rows[!(school == 2 & year == 2016) & !(school == 7 & year %in% 2015:2019)]
rows[, grade := ifelse(indicator == "Trivsel", 7L, 10L)]
rows[, n := sample(2:60, .N, replace = TRUE)]
rows[, y := round(ifelse(indicator == "Trivsel", 4.2, 41.3) + rnorm(.N) + school / 10 + (year - 2014) / 20, 1)]
rows[, s := round(ifelse(indicator == "Trivsel", 0.8, 8.4) * runif(.N, 0.5, 1.5), 1)]
rows[school == 5 & gender == "Gutter", s := 0]   # all pupils equal
hide <- runif(nrow(rows))
rows[hide < 0.08, `:=`(n = NA, y = NA, s = NA)]
rows[hide >= 0.08 & hide < 0.12, s := NA]
decimal <- function(x, hidden) ifelse(is.na(x), ifelse(hidden, "*", ""), sub(".", ",", sprintf("%.1f", x), fixed = TRUE))
input <- rows[, .(Skoleaar = sprintf("%d-%02d", year, (year + 1) %% 100),
                  EnhetNavn = schools$name[school], Organisasjonsnummer = schools$org[school],
                  KommuneKode = schools$municipality[school], Omraade = schools$area[school],
                  Trinn = grade, Kjoenn = gender, Indikator = indicator,
                  AntallElever = ifelse(is.na(n), "*", n), Verdi = decimal(y, TRUE),
                  Standardavvik = decimal(s, is.na(n)))]
fwrite(input, "input.csv", sep = ";", quote = FALSE)

# Cells: every row at four levels, summed up by unit.
rows[, used := !is.na(n) & !is.na(y) & !is.na(s)]
at <- function(level, unit) cbind(rows, level = level, unit = unit)
all <- rbind(at("school", as.character(schools$org[rows$school])),
             at("area", paste(schools$municipality, schools$area)[rows$school]),
             at("municipality", schools$municipality[rows$school]), at("nation", "I"))
key <- c("level", "unit", "gender", "indicator", "grade")
z <- qnorm(0.975)
cells <- all[, {
  n <- n[used]; y <- y[used]; s <- s[used]; N <- sum(n); mean <- sum(n * y) / N
  ss <- sum((n - 1) * s^2) + sum(n * (y - mean)^2)
  .(used = length(n), unused = .N - length(n), n = N, mean = mean,
    se = if (N >= 2) sqrt(ss / (N - 1)) / sqrt(N) else NaN)
}, by = c(key, "year")]
cells[, `:=`(lo = mean - z * se, hi = mean + z * se)]

# Trends, each formula written out.
no_ties <- function(k, s) { # P(|S0| >= s): orders by number of inversions
  count <- 1
  for (m in 2:k) count <- rowSums(sapply(0:(m - 1), function(shift) c(rep(0, shift), count, rep(0, m - 1 - shift))))
  sum(count[abs(k * (k - 1) / 2 - 2 * (seq_along(count) - 1)) >= s]) / sum(count)
}
trends <- cells[se > 0][order(year), {
  pairs <- if (.N > 1) combn(.N, 2) else matrix(0, 2, 0)
  d <- mean[pairs[2, ]] - mean[pairs[1, ]]
  if (.N >= 3) {
    s <- sum((d > 1e-9) - (d < -1e-9))
    .(points = .N, theil_sen = median(d / (year[pairs[2, ]] - year[pairs[1, ]])), s = as.numeric(s),
      p = no_ties(.N, abs(s)), ols = unname(coef(lm(mean ~ year))[2]),
      wls = unname(coef(lm(mean ~ year, weights = 1 / se^2))[2]),
      wls_se = { w <- 1 / se^2; 1 / sqrt(sum(w * (year - sum(w * year) / sum(w))^2)) })
  }
}, by = key]

write_answers <- function(name, table) {
  text <- lapply(table, function(column) {
    if (is.numeric(column)) ifelse(is.nan(column), "", sprintf("%.15g", column)) else as.character(column)
  })
  writeLines(c(paste0("# ", R.version.string, ", data.table ", packageVersion("data.table"), " - made by make_cells.R"),
               paste(names(table), collapse = ","), do.call(paste, c(text, sep = ","))), name)
}
write_answers("cells.csv", cells)
write_answers("trends.csv", trends)
