# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the answers of R that tests/unit/test_stats_*.c compare with. Run in this folder:
#   Rscript make_oracle.R
# Only base R (stats) is used. Deterministic: the same R writes the same bytes.

set.seed(20220817, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

write_oracle <- function(name, table) {
  text <- lapply(table, function(column) {
    if (is.numeric(column)) sprintf("%.17g", column) else as.character(column)
  })
  lines <- do.call(paste, c(text, sep = ","))
  header <- c(paste("#", R.version.string, "- made by make_oracle.R"), paste(names(table), collapse = ","))
  writeLines(c(header, lines), name)
}

# Quantiles; df 0 stands for the normal distribution.
p <- c(1e-9, 1e-4, 0.001, 0.01, 0.025, 0.05, 0.2, 0.4, 0.5, 0.6, 0.9, 0.95, 0.975, 0.99, 0.999, 0.9995)
quantiles <- expand.grid(p = p, df = c(0, 1, 2, 3, 4, 7, 15, 30, 31, 32, 60, 150, 1000, 70000))
quantiles$value <- ifelse(quantiles$df == 0, qnorm(quantiles$p), qt(quantiles$p, pmax(quantiles$df, 1)))
write_oracle("quantiles.csv", quantiles)

# Tails: two-sided normal (df 0) and upper chi-square.
normal <- data.frame(x = c(0, 1e-8, 0.1, 1, 1.96, 2.5758, 4, 8, 15, 30), df = 0)
normal$p <- 2 * pnorm(normal$x, lower.tail = FALSE)
chisq <- expand.grid(x = c(0, 1e-6, 0.5, 1, 3.84, 9.5495, 20, 55, 300), df = c(1, 2, 3, 4, 5, 8, 19, 60))
chisq$p <- pchisq(chisq$x, chisq$df, lower.tail = FALSE)
write_oracle("tails.csv", rbind(normal, chisq))

# Wilson: prop.test without continuity correction is the score interval.
counts <- data.frame(
  x = c(0, 1, 0, 1, 2, 3, 0, 7, 10, 17, 30, 1, 29, 99, 100, 2344, 50000, 1, 999999),
  n = c(1, 1, 2, 2, 2, 7, 10, 10, 10, 35, 30, 30, 30, 100, 100, 2751, 65000, 1e6, 1e6))
wilson <- merge(counts, data.frame(level = c(0.8, 0.95, 0.99, 0.998)))
limits <- mapply(function(x, n, level) {
  suppressWarnings(prop.test(x, n, conf.level = level, correct = FALSE)$conf.int)
}, wilson$x, wilson$n, wilson$level)
wilson$lo <- limits[1, ]
wilson$hi <- limits[2, ]
write_oracle("wilson.csv", wilson)

# Means: t.test on the pupils themselves.
mean_rows <- lapply(c(2, 3, 5, 12, 31, 32, 75, 400, 3000), function(n) {
  pupils <- round(rnorm(n, 50, 10), 1)
  do.call(rbind, lapply(c(0.9, 0.95, 0.998), function(level) {
    limits <- t.test(pupils, conf.level = level)$conf.int
    data.frame(n = n, mean = mean(pupils), sd = sd(pupils), level = level, lo = limits[1], hi = limits[2])
  }))
})
write_oracle("mean_t.csv", do.call(rbind, mean_rows))

# Series: weighted slope by lm (its variance divided by sigma^2, which known standard errors do not
# have), Theil-Sen by all pairs, Kendall's exact test by cor.test.
one_series <- function(id, k) {
  years <- sort(sample(2007:(2007 + 2 * k), k))
  # No value twice, so that cor.test is exact.
  values <- sample(seq(40, 60, by = 0.1), k)
  se <- round(runif(k, 0.2, 3), 2)
  fit <- lm(values ~ I(years - min(years)), weights = 1 / se^2)
  slope <- unname(coef(fit)[2])
  slope_se <- summary(fit)$coefficients[2, 2] / summary(fit)$sigma
  q <- sum(residuals(fit)^2 / se^2)
  z <- slope / slope_se
  pairs <- combn(k, 2)
  slopes <- (values[pairs[2, ]] - values[pairs[1, ]]) / (years[pairs[2, ]] - years[pairs[1, ]])
  kendall <- cor.test(years, values, method = "kendall", exact = TRUE)
  list(
    points = data.frame(series = id, year = years, value = values, se = se),
    answer = data.frame(
      series = id, k = k, slope = slope, slope_se = slope_se,
      lo = slope - qnorm(0.975) * slope_se, hi = slope + qnorm(0.975) * slope_se,
      z = z, p = 2 * pnorm(-abs(z)), q = q, q_p = pchisq(q, k - 2, lower.tail = FALSE),
      first_year = min(years), intercept = unname(coef(fit)[1]), theil_sen = median(slopes),
      s = sum(sign(values[pairs[2, ]] - values[pairs[1, ]])), kendall_p = kendall$p.value))
}
sizes <- c(3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 8, 9, 10, 11, 13, 16, 19, 20, 21, 25, 33, 49)
series <- Map(one_series, seq_along(sizes), sizes)
write_oracle("series_points.csv", do.call(rbind, lapply(series, `[[`, "points")))
write_oracle("series_answers.csv", do.call(rbind, lapply(series, `[[`, "answer")))

# A parent as the weighted mean of independent children, each against it: the variance by matrix
# algebra on the sampling errors (a'Va), rounding errors of the two published figures beside it.
one_family <- function(id, k) {
  n <- sample(5:120, k)
  value <- round(rnorm(k, 50, 4), 1)
  sampling <- (10 / sqrt(n) * runif(k, 0.8, 1.2))^2
  rounding <- rep(0.01 / 12, k)
  parent_rounding <- 1 / 12
  w <- n / sum(n)
  covariance <- diag(sampling)
  parent_sampling <- drop(t(w) %*% covariance %*% w)
  difference <- function(i) {
    a <- -w
    a[i] <- a[i] + 1
    se <- sqrt(drop(t(a) %*% covariance %*% a) + rounding[i] + parent_rounding)
    c(drop(a %*% value), se)
  }
  answers <- sapply(seq_len(k), difference)
  data.frame(
    family = id, value = value, n = n, sampling = sampling, rounding = rounding,
    parent = weighted.mean(value, n), parent_n = sum(n), parent_sampling = parent_sampling,
    parent_summed_rounding = sum(w^2 * rounding), parent_rounding = parent_rounding,
    difference = answers[1, ], difference_se = answers[2, ])
}
write_oracle("families.csv", do.call(rbind, Map(one_family, 1:6, c(2, 2, 3, 8, 30, 70))))
