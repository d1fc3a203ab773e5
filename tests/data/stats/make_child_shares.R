# SPDX-License-Identifier: GPL-3.0-or-later
# Writes what tests/unit/test_stats_counted.c and test_indicators_shares.c compare with: a school's
# share against that of the municipality that it is part of. Run in this folder:
#   Rscript make_child_shares.R
# Only base R. Deterministic: the same R writes the same bytes.
#
# Newcombe's interval of the school less the others is put together from the score intervals of
# prop.test, p is fisher.test's, and se comes from the covariance matrix of school and others.
# Everything in per cent; the shares are rounded to one decimal, as they are published, and the
# interval lies around their difference as it does around that of the counts.

set.seed(20261122, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

score <- function(x, n) suppressWarnings(prop.test(x, n, conf.level = 0.95, correct = FALSE)$conf.int)

one <- function(xc, nc, xr, nr) {
  np <- nc + nr
  others <- nr / np # pc - pp is this times pc - pr
  pc <- xc / nc
  pr <- xr / nr
  c_limits <- score(xc, nc)
  r_limits <- score(xr, nr)
  d <- pc - pr
  lo <- d - sqrt((pc - c_limits[1])^2 + (r_limits[2] - pr)^2)
  hi <- d + sqrt((c_limits[2] - pc)^2 + (pr - r_limits[1])^2)
  # Cov of the shares of school and whole, the whole having the binomial variance of its own share.
  pp <- (xc + xr) / np
  vc <- pc * (1 - pc) / nc
  covariance <- matrix(c(vc, vc * nc / np, vc * nc / np, pp * (1 - pp) / np), 2)
  se <- sqrt(drop(c(1, -1) %*% covariance %*% c(1, -1)))
  value_c <- round(1000 * pc) / 10
  value_p <- round(1000 * pp) / 10
  moved <- (value_c - value_p) - 100 * (pc - pp)
  p <- fisher.test(matrix(c(xc, nc - xc, xr, nr - xr), 2))$p.value
  data.frame(xc, nc, xp = xc + xr, np, value_c, value_p, difference = value_c - value_p,
             se = if (vc > 0 && pp > 0 && pp < 1) 100 * se else -1,
             lo = 100 * others * lo + moved, hi = 100 * others * hi + moved, p)
}

edges <- list(one(0, 12, 0, 200), one(12, 12, 200, 200), one(0, 20, 40, 300), one(25, 25, 180, 220),
              one(1, 8, 4, 16), one(3, 30, 0, 90), one(5, 60, 60, 900), one(7, 40, 110, 2400),
              one(1, 1, 30, 61), one(900, 4000, 5200, 21000))
drawn <- lapply(1:70, function(i) {
  nc <- sample(8:60, 1)
  nr <- sample(c(20:200, 200:3000), 1)
  p <- runif(1, 0.03, 0.6)
  one(rbinom(1, nc, p), nc, rbinom(1, nr, p), nr)
})
table <- do.call(rbind, c(edges, drawn))
lines <- do.call(paste, c(lapply(table, function(column) sprintf("%.17g", column)), sep = ","))
header <- c(paste("#", R.version.string, "- made by make_child_shares.R"), paste(names(table), collapse = ","))
writeLines(c(header, lines), "child_shares.csv")
