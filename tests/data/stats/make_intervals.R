# SPDX-License-Identifier: GPL-3.0-or-later
# Writes R's answers on intervals and differences that tests/unit/test_stats_*.c compare with. Run
# in this folder: Rscript make_intervals.R
# Only base R (stats) is used. Deterministic: the same R writes the same bytes.

set.seed(20250818, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

write_oracle <- function(name, table) {
  text <- lapply(table, function(column) {
    if (is.numeric(column)) sprintf("%.17g", column) else as.character(column)
  })
  lines <- do.call(paste, c(text, sep = ","))
  header <- c(paste("#", R.version.string, "- made by make_intervals.R"),
              paste(names(table), collapse = ","))
  writeLines(c(header, lines), name)
}

# Shares: binom.test is Clopper-Pearson, the quantiles of the posterior are Jeffreys.
counts <- data.frame(
  x = c(0, 1, 0, 1, 2, 3, 0, 7, 10, 17, 30, 1, 29, 9, 99, 100, 2344, 50000, 1, 999999, 4),
  n = c(1, 1, 2, 2, 2, 7, 10, 10, 10, 35, 30, 30, 30, 352, 100, 100, 2751, 65000, 1e6, 1e6, 400000))
levels <- data.frame(level = c(0.5, 0.8, 0.95, 0.99, 0.998, 0.999999))
shares <- merge(counts, levels)
exact <- mapply(function(x, n, level) binom.test(x, n, p = x / n, conf.level = level)$conf.int,
                shares$x, shares$n, shares$level)
shares$exact_lo <- exact[1, ]
shares$exact_hi <- exact[2, ]
alpha <- (1 - shares$level) / 2
shares$jeffreys_lo <- with(shares, ifelse(x == 0, 0, qbeta(alpha, x + 0.5, n - x + 0.5)))
shares$jeffreys_hi <- with(shares, ifelse(x == n, 1,
  qbeta(alpha, x + 0.5, n - x + 0.5, lower.tail = FALSE)))
write_oracle("shares.csv", shares)

# Rates: poisson.test is exact; its hypothesis, of which it would make a long test, is the rate itself.
rates <- merge(data.frame(
  events = c(0, 1, 2, 5, 9, 10, 30, 200, 1736, 1737, 20000, 300000),
  exposure = c(10, 3, 800, 12.5, 100, 100, 31, 1e6, 2500, 1e-3, 640000, 1e9)), levels)
limits <- mapply(function(x, t, level) poisson.test(x, t, r = max(x, 1) / t, conf.level = level)$conf.int,
                 rates$events, rates$exposure, rates$level)
rates$lo <- limits[1, ]
rates$hi <- limits[2, ]
write_oracle("rates.csv", rates)

# Answers 1 to 5 of single pupils; their mean, sd and t.test. Categories as counts c1 to c5.
one_index <- function(n) {
  answers <- sample(1:5, n, replace = TRUE, prob = c(0.02, 0.08, 0.2, 0.4, 0.3))
  if (sd(answers) == 0) answers[1] <- 6 - answers[1]
  limits <- t.test(answers, conf.level = 0.95)$conf.int
  counts <- as.list(tabulate(answers, 5))
  names(counts) <- paste0("c", 1:5)
  data.frame(counts, n = n, mean = mean(answers), sd = sd(answers), lo = limits[1], hi = limits[2])
}
write_oracle("ordinal.csv", do.call(rbind, lapply(c(2, 2, 3, 5, 8, 20, 31, 75, 400, 2700), one_index)))

# Two shares: prop.test with and without Yates' correction, fisher.test. The interval is Newcombe's
# by its definition: Wilson limits of prop.test for one share.
pairs <- data.frame(
  x1 = c(56, 9, 6, 5, 0, 0, 10, 10, 3, 14, 1, 400, 30, 0, 7, 2, 12, 2000),
  n1 = c(70, 10, 7, 56, 10, 10, 10, 10, 7, 20, 30, 900, 30, 5, 12, 4000, 14, 4100),
  x2 = c(48, 3, 2, 0, 0, 0, 0, 20, 3, 11, 9, 380, 25, 25, 300, 9, 6, 1800),
  n2 = c(80, 10, 7, 29, 20, 10, 20, 20, 7, 25, 30, 950, 30, 25, 500, 3000, 30, 4000))
two <- do.call(rbind, lapply(seq_len(nrow(pairs)), function(i) {
  q <- pairs[i, ]
  wilson <- function(x, n, level) suppressWarnings(
    prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)
  test <- function(correct) suppressWarnings(prop.test(c(q$x1, q$x2), c(q$n1, q$n2), correct = correct))
  none <- q$x1 + q$x2 == 0 || q$x1 + q$x2 == q$n1 + q$n2
  table <- matrix(c(q$x1, q$n1 - q$x1, q$x2, q$n2 - q$x2), 2)
  do.call(rbind, lapply(c(0.95, 0.998), function(level) {
    a <- wilson(q$x1, q$n1, level)
    b <- wilson(q$x2, q$n2, level)
    d <- q$x1 / q$n1 - q$x2 / q$n2
    data.frame(
      q, level = level, difference = d,
      lo = d - sqrt((q$x1 / q$n1 - a[1])^2 + (b[2] - q$x2 / q$n2)^2),
      hi = d + sqrt((a[2] - q$x1 / q$n1)^2 + (q$x2 / q$n2 - b[1])^2),
      chisq = if (none) 0 else unname(test(FALSE)$statistic),
      chisq_p = if (none) 1 else test(FALSE)$p.value,
      yates_p = if (none) 1 else test(TRUE)$p.value,
      fisher_p = fisher.test(table)$p.value,
      expected = min(outer(colSums(table), rowSums(table)) / sum(table)))
  }))
}))
write_oracle("two_shares.csv", two)

# Two means of single pupils: t.test. The bias of d is taken away by integrating d over its own
# distribution (noncentral t): g is d times what makes its mean the true difference.
unbiased <- function(df) {
  # At a true difference of 1 with weight 1: t = d, noncentrality 1.
  mean_t <- integrate(function(t) t * dt(t, df, ncp = 1), -Inf, Inf, rel.tol = 1e-10,
                      subdivisions = 2000)$value
  1 / mean_t
}
one_pair <- function(n1, n2, shift) {
  a <- round(rnorm(n1, 50 + shift, 10), 1)
  b <- round(rnorm(n2, 50, 8), 1)
  pooled <- sqrt(((n1 - 1) * var(a) + (n2 - 1) * var(b)) / (n1 + n2 - 2))
  do.call(rbind, lapply(c(0.9, 0.95, 0.998), function(level) {
    test <- t.test(a, b, conf.level = level)
    data.frame(n1, m1 = mean(a), sd1 = sd(a), n2, m2 = mean(b), sd2 = sd(b), level,
               difference = mean(a) - mean(b), lo = test$conf.int[1], hi = test$conf.int[2],
               t = unname(test$statistic), df = unname(test$parameter), p = test$p.value,
               d = (mean(a) - mean(b)) / pooled, unbiased = unbiased(n1 + n2 - 2))
  }))
}
sizes <- list(c(2, 2), c(2, 9), c(3, 5), c(8, 8), c(12, 30), c(25, 31), c(60, 75), c(110, 120), c(400, 30))
two_means <- do.call(rbind, Map(function(s, shift) one_pair(s[1], s[2], shift), sizes,
                                c(0, 3, -8, 12, 0, 2, 5, -1, 4)))
write_oracle("two_means.csv", two_means)

# A child against the parent that it is part of, pupil by pupil: the parent's mean less the child's
# own part is (1 - f) times the difference from the other pupils, and t.test is on those.
one_child <- function(nc, nr) {
  child <- round(rnorm(nc, 52, 10), 1)
  rest <- round(rnorm(nr, 50, 9), 1)
  parent <- c(child, rest)
  test <- t.test(child, rest)
  f <- nc / (nc + nr)
  data.frame(nc, mc = mean(child), sdc = sd(child), np = length(parent), mp = mean(parent),
             sdp = sd(parent), difference = mean(child) - mean(parent),
             lo = (1 - f) * test$conf.int[1], hi = (1 - f) * test$conf.int[2], p = test$p.value,
             rest = mean(rest), var_child = var(child) / nc, var_rest = var(rest) / nr)
}
write_oracle("children.csv", do.call(rbind, Map(one_child, c(2, 5, 12, 30, 75, 100), c(2, 40, 300, 30, 2700, 9))))
