# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the answers of R that the tests of trends compare with (test_stats_random_slope.c,
# test_stats_ols.c, test_stats_sen_line.c, test_stats_proportion_trend.c). Run in this folder:
#   Rscript make_series.R
# Needs metafor (r-cran-metafor). Deterministic: the same R writes the same bytes.
suppressMessages(library(metafor))
set.seed(20231001, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

write_oracle <- function(name, table) {
  text <- lapply(table, function(column) {
    if (is.numeric(column)) sprintf("%.17g", column) else as.character(column)
  })
  lines <- do.call(paste, c(text, sep = ","))
  header <- c(paste0("# ", R.version.string, ", metafor ", packageVersion("metafor"), " - made by make_series.R"),
              paste(names(table), collapse = ","))
  writeLines(c(header, lines), name)
}

# Lines with year effects: rma() with Knapp-Hartung's variance; and lm(weights).
one_series <- function(id, k, scatter) {
  year <- sort(sample(2010:(2010 + k + 3), k))
  se <- round(runif(k, 0.2, 1.5), 2)
  value <- round(50 + 0.4 * (year - 2010) + rnorm(k, 0, se) + rnorm(k, 0, scatter), 2)
  data.frame(series = id, year = year, value = value, se = se)
}
sizes <- c(3, 4, 4, 5, 5, 6, 7, 8, 9, 12, 15, 25)
points <- do.call(rbind, Map(one_series, seq_along(sizes), sizes, rep(c(0.1, 2, 4), 4)))
write_oracle("fit_points.csv", points)

fit_one <- function(d, method) {
  at <- max(d$year) + 2
  x <- d$year - min(d$year)
  fit <- rma(d$value, sei = d$se, mods = ~x, method = method, test = "knha",
             control = list(threshold = 1e-13, tol = 1e-14, maxiter = 10000))
  line <- predict(fit, newmods = at - min(d$year))
  data.frame(
    series = d$series[1], method = method, tau2 = fit$tau2, intercept = fit$beta[1], slope = fit$beta[2],
    se = fit$se[2], lo = fit$ci.lb[2], hi = fit$ci.ub[2], t = fit$zval[2], p = fit$pval[2], q = fit$QE, q_p = fit$QEp,
    at = at, line = line$pred, line_se = line$se, line_lo = line$ci.lb, line_hi = line$ci.ub,
    new_lo = line$pi.lb, new_hi = line$pi.ub)
}
answers <- do.call(rbind, lapply(split(points, points$series), function(d) {
  do.call(rbind, lapply(c("DL", "REML", "PM"), function(m) suppressWarnings(fit_one(d, m))))
}))
write_oracle("fit_answers.csv", answers)

ols_one <- function(d, weighted, origin) {
  d$w <- if (weighted) 1 / d$se^2 else 1
  fit <- if (origin) lm(value ~ 0 + year, d, weights = w) else lm(value ~ year, d, weights = w)
  s <- summary(fit)
  row <- s$coefficients["year", ]
  limits <- confint(fit, "year", 0.9)
  data.frame(series = d$series[1], weighted = as.numeric(weighted), origin = as.numeric(origin), slope = row[[1]], se = row[[2]],
             t = row[[3]], p = row[[4]], lo = limits[1], hi = limits[2],
             intercept = if (origin) 0 else s$coefficients[1, 1], intercept_se = if (origin) 0 else s$coefficients[1, 2],
             residual_sd = s$sigma, r_squared = s$r.squared)
}
ols <- do.call(rbind, lapply(split(points, points$series), function(d) {
  d$year <- d$year - 2000
  rbind(ols_one(d, FALSE, FALSE), ols_one(d, TRUE, FALSE), ols_one(d, FALSE, TRUE), ols_one(d, TRUE, TRUE))
}))
write_oracle("ols_answers.csv", ols)

# Theil-Sen: the exact interval as the slopes that cor.test(exact) of the residuals does not reject.
sen_points <- do.call(rbind, Map(function(id, k) {
  year <- sort(sample(2000:(2000 + 2 * k), k))
  data.frame(series = id, year = year, value = round(runif(k, 0, 90), 5) + 2 * (year - 2000))
}, 1:10, c(5, 5, 6, 7, 8, 9, 10, 13, 20, 30)))
write_oracle("sen_points.csv", sen_points)
sen_one <- function(d, level) {
  pairs <- combn(nrow(d), 2)
  slopes <- sort(diff(matrix(d$value[pairs], 2)) / diff(matrix(d$year[pairs], 2)))
  p_at <- function(b) cor.test(d$year, d$value - b * d$year, method = "kendall", exact = TRUE)$p.value
  # One value of p between each two slopes that follow each other, and outside.
  middles <- c(slopes[1] - 1, (head(slopes, -1) + tail(slopes, -1)) / 2, max(slopes) + 1)
  p <- sapply(middles, p_at)
  kept <- which(p > (1 - level) * (1 + 1e-9))
  first <- min(kept) - 1
  data.frame(series = d$series[1], level = level, slope = median(slopes), exists = as.numeric(first >= 1),
             lo = if (first >= 1) slopes[first] else 0, hi = if (first >= 1) rev(slopes)[first] else 0,
             attained = if (first >= 1) 1 - p[first] else 0,
             medians = median(d$value) - median(slopes) * median(d$year), residuals = median(d$value - median(slopes) * d$year))
}
sen <- do.call(rbind, lapply(split(sen_points, sen_points$series), function(d) {
  do.call(rbind, lapply(c(0.8, 0.95, 0.99), function(level) sen_one(d, level)))
}))
write_oracle("sen_answers.csv", sen)

# Gilbert's interval: Kendall's variance by all orders of the values, ranks by approx().
permutations <- function(v) {
  if (length(v) <= 1) return(matrix(v, 1))
  do.call(rbind, lapply(seq_along(v), function(i) cbind(v[i], permutations(v[-i]))))
}
gilbert_points <- do.call(rbind, Map(function(id, k, ties) {
  data.frame(series = id, year = sort(if (ties) sample(2010:2014, k, TRUE) else 2010 + seq_len(k)),
             value = if (id %% 2 == 0) sample(1:4, k, TRUE) else sample(1:90, k))
}, 1:6, c(6, 6, 7, 7, 7, 8), c(FALSE, FALSE, FALSE, TRUE, TRUE, FALSE)))
write_oracle("gilbert_points.csv", gilbert_points)
gilbert <- do.call(rbind, lapply(split(gilbert_points, gilbert_points$series), function(d) {
  pairs <- combn(nrow(d), 2)
  dx <- drop(diff(matrix(d$year[pairs], 2)))
  dy <- drop(diff(matrix(d$value[pairs], 2)))
  orders <- permutations(seq_len(nrow(d)))
  s <- apply(orders, 1, function(o) sum(sign(dx) * sign(d$value[o][pairs[2, ]] - d$value[o][pairs[1, ]])))
  slopes <- sort((dy / dx)[dx != 0])
  half <- qnorm(0.9) * sqrt(mean(s^2))
  ranks <- c((length(slopes) - half) / 2, (length(slopes) + half) / 2 + 1)
  limits <- approx(seq_along(slopes), slopes, ranks)$y
  data.frame(series = d$series[1], slope = median(slopes), lo = limits[1], hi = limits[2])
}))
write_oracle("gilbert_answers.csv", gilbert)

# Shares: prop.trend.test(), and what it leaves of prop.test().
share_points <- do.call(rbind, Map(function(id, k) {
  n <- sample(c(8:60, 900), k, TRUE)
  data.frame(series = id, year = sort(sample(2010:2022, k)), x = pmin(n, rbinom(k, n, runif(1, 0.1, 0.9)) + (id == 3) * 900), n = n)
}, 1:8, c(2, 3, 4, 5, 5, 6, 8, 11)))
write_oracle("share_points.csv", share_points)
shares <- do.call(rbind, lapply(split(share_points, share_points$series), function(d) {
  if (sum(d$x) == sum(d$n)) return(NULL)
  trend <- suppressWarnings(prop.trend.test(d$x, d$n, d$year))
  all <- suppressWarnings(chisq.test(rbind(d$x, d$n - d$x), correct = FALSE))
  fit <- lm(d$x / d$n ~ d$year, weights = d$n)
  q <- all$statistic - trend$statistic
  k <- nrow(d)
  data.frame(series = d$series[1], slope = coef(fit)[[2]], chi2 = trend$statistic, p = trend$p.value,
             q = if (k > 2) q else 0, q_p = if (k > 2) pchisq(q, k - 2, lower.tail = FALSE) else 1)
}))
write_oracle("share_answers.csv", shares)
