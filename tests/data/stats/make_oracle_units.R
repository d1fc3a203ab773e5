# SPDX-License-Identifier: GPL-3.0-or-later
# Writes the answers of R for statistics about many units: families of tests, funnels, shrinkage,
# shares of variance, gradients, charts. Run in this folder:
#   Rscript make_oracle_units.R
# Needs the package metafor (Debian: r-cran-metafor). Deterministic: the same R writes the same bytes.

suppressPackageStartupMessages(library(metafor))
set.seed(20220818, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

write_oracle <- function(name, table) {
  text <- lapply(table, function(column) {
    if (is.numeric(column)) sprintf("%.17g", column) else as.character(column)
  })
  lines <- do.call(paste, c(text, sep = ","))
  made <- paste("#", R.version.string, "metafor", packageVersion("metafor"), "- made by make_oracle_units.R")
  writeLines(c(made, paste(names(table), collapse = ","), lines), name)
}

# Families of p values; -1 stands for a test that could not be made.
families <- list(
  0.03, c(0.01, 0.01, 0.01), c(0.04, NA, 0.001, 0.5, NA, 0.02), c(0, 1, 1, 0),
  round(runif(40), 2), c(runif(30)^3, NA, runif(20)), 10^-runif(25, 0, 15))
adjusted <- do.call(rbind, lapply(seq_along(families), function(i) {
  p <- families[[i]]
  out <- data.frame(family = i, p = p, bh = p.adjust(p, "BH"), by = p.adjust(p, "BY"), holm = p.adjust(p, "holm"))
  out[is.na(out)] <- -1
  out
}))
write_oracle("adjust.csv", adjusted)

# Exact binomial limits with interpolation, in counts over n; and the upper one by the mirror image.
interpolated <- function(p, n, target) {
  r <- qbinom(p, n, target)
  max(0, r - (pbinom(r, n, target) - p) / dbinom(r, n, target)) / n
}
interpolated_upper <- function(q, n, target) {
  r <- qbinom(q, n, target, lower.tail = FALSE)
  max(0, r - (q - pbinom(r, n, target, lower.tail = FALSE)) / dbinom(r, n, target)) / n
}
grid <- expand.grid(target = c(0.02, 0.17, 0.5, 0.613, 0.98), n = c(1, 2, 5, 9, 20, 31, 75, 400, 9000, 250000),
  level = c(0.8, 0.95, 0.998))
grid$lo <- mapply(interpolated, (1 - grid$level) / 2, grid$n, grid$target)
grid$hi <- mapply(interpolated_upper, (1 - grid$level) / 2, grid$n, grid$target)
grid$mirrored <- 1 - mapply(interpolated, (1 - grid$level) / 2, grid$n, 1 - grid$target)
write_oracle("funnel_binomial.csv", grid)

# Poisson limits: gamma quantiles at the expected count, and the touching count by search.
touch <- function(f) uniroot(f, c(1e-9, 1e6), tol = 1e-13, maxiter = 10000)$root
poisson <- expand.grid(expected = c(0.05, 0.7, 1, 3.2, 15, 20, 30, 111.5, 2400), level = c(0.9, 0.95, 0.998))
tail <- (1 - poisson$level) / 2
poisson$lo <- qgamma(tail, poisson$expected) / poisson$expected
poisson$hi <- qgamma(tail, poisson$expected + 1, lower.tail = FALSE) / poisson$expected
poisson$touch_lo <- mapply(function(e, a) {
  if (exp(-e) >= a) return(0)
  touch(function(o) pgamma(e, o + 1, lower.tail = FALSE) - a) / e
}, poisson$expected, tail)
poisson$touch_hi <- mapply(function(e, a) touch(function(o) pgamma(e, o) - a) / e, poisson$expected, tail)
write_oracle("funnel_poisson.csv", poisson)

# Units with known standard errors: what they have in common, and shrunken values.
answers <- NULL
points <- NULL
series <- function(k, tau, low, high) {
  se <- runif(k, low, high)
  data.frame(y = 50 + rnorm(k, 0, tau) + rnorm(k, 0, se), se = se)
}
made <- list(series(5, 2, 0.5, 3), series(12, 0, 1, 2), series(75, 1.5, 0.8, 4), series(60, 3, 0.1, 9),
  data.frame(y = c(1, 1, 1, 1, 1, 1), se = c(1, 2, 3, 1, 2, 3)))
for (i in seq_along(made)) {
  for (method in c("DL", "PM")) {
    s <- made[[i]]
    fit <- rma(s$y, sei = s$se, method = method, level = 95, control = list(tol = 1e-14, maxiter = 10000))
    b <- blup(fit)
    points <- rbind(points, data.frame(series = i, method = method, y = s$y, se = s$se, value = b$pred,
      value_se = b$se, lo = b$pi.lb, hi = b$pi.ub, reliability = fit$tau2 / (fit$tau2 + s$se^2)))
    answers <- rbind(answers, data.frame(series = i, method = method, mu = fit$b[1], mu_se = fit$se,
      tau2 = fit$tau2, q = fit$QE))
  }
}
write_oracle("shrink_units.csv", points)
write_oracle("shrink_answers.csv", answers)

# Overdispersion: pulled in to quantiles of type 7. `winsor` 0 with the units' own mean is the
# moment estimate of metafor.
pulled <- function(y, s, target, winsor) {
  z <- (y - target) / s
  w <- 1 / s^2
  limits <- quantile(z, c(winsor, 1 - winsor), type = 7)
  phi <- mean(pmin(pmax(z, limits[1]), limits[2])^2)
  tau2 <- if (phi <= 1) 0 else max(0, (length(y) * phi - (length(y) - 1)) / (sum(w) - sum(w^2) / sum(w)))
  c(phi, tau2, sum(z^2), pchisq(sum(z^2), length(y) - 1, lower.tail = FALSE))
}
over <- NULL
for (i in 1:4) for (winsor in c(0, 0.1, 0.2)) for (own in c(TRUE, FALSE)) {
  s <- made[[i]]
  target <- if (own) rma(s$y, sei = s$se, method = "FE")$b[1] else 50.5
  found <- pulled(s$y, s$se, target, winsor)
  over <- rbind(over, data.frame(series = i, winsor = winsor, own = own + 0, target = target, phi = found[1],
    tau2 = found[2], q = found[3], p = found[4]))
}
write_oracle("overdispersion.csv", over)

# Shares of n around the share of all, on the arcsine scale of Anscombe's counts.
n <- c(0, 3, 12, 25, 31, 60, 75, 18, 40, 22, 7, 55)
counts <- data.frame(set = 1, x = c(0, 0, 2, 5, 12, 3, 40, 0, 9, 22, 1, 20), n = n)
counts <- rbind(counts, data.frame(set = 2, x = rbinom(60, 20:79, 0.3), n = 20:79))
share_answers <- do.call(rbind, lapply(1:2, function(set) {
  s <- counts[counts$set == set & counts$n > 0, ]
  target <- sum(s$x) / sum(s$n)
  found <- pulled(asin(sqrt((s$x + 0.375) / (s$n + 0.75))), 1 / sqrt(4 * s$n + 2), asin(sqrt(target)), 0.1)
  data.frame(set = set, target = target, phi = found[1], tau2 = found[2], q = found[3], p = found[4])
}))
write_oracle("over_shares.csv", counts)
write_oracle("over_shares_answers.csv", share_answers)

# Shares of variance: the pupils themselves through aov(); their summaries go into the library.
summaries <- NULL
icc <- NULL
pupils_of <- function(sizes, between, binary) {
  school <- rep(seq_along(sizes), sizes)
  level <- rnorm(length(sizes), 0, between)[school]
  y <- if (binary) rbinom(length(school), 1, plogis(-0.8 + level)) else round(50 + level + rnorm(length(school), 0, 9), 1)
  data.frame(school = factor(school), y = y)
}
cases <- list(list(rep(20, 6), 4, FALSE), list(c(1, 5, 12, 40, 33, 2, 75), 3, FALSE), list(sample(10:90, 60, TRUE), 2, FALSE),
  list(rep(15, 8), 0, FALSE), list(sample(8:60, 70, TRUE), 0.5, TRUE), list(c(10, 12, 9), 1, TRUE))
for (i in seq_along(cases)) {
  p <- pupils_of(cases[[i]][[1]], cases[[i]][[2]], cases[[i]][[3]])
  table <- anova(aov(y ~ school, p))
  n <- as.numeric(table(p$school))
  msb <- table[1, "Mean Sq"]
  msw <- table[2, "Mean Sq"]
  n0 <- (sum(n) - sum(n^2) / sum(n)) / (length(n) - 1)
  f <- table[1, "F value"]
  limit <- function(q) min(1, max(0, (f / q - 1) / (f / q + n0 - 1)))
  sd <- tapply(p$y, p$school, sd)
  sd[is.na(sd)] <- 0
  summaries <- rbind(summaries, data.frame(case = i, binary = cases[[i]][[3]] + 0, n = n,
    mean = as.numeric(tapply(p$y, p$school, mean)), sd = as.numeric(sd), x = as.numeric(tapply(p$y, p$school, sum))))
  for (level in c(0.9, 0.95)) {
    df <- table[, "Df"]
    icc <- rbind(icc, data.frame(case = i, level = level, between = msb, within = msw, n0 = n0, f = f, p = table[1, "Pr(>F)"],
      value = max(0, (msb - msw) / (msb + (n0 - 1) * msw)), lo = limit(qf((1 + level) / 2, df[1], df[2])),
      hi = limit(qf((1 - level) / 2, df[1], df[2]))))
  }
}
write_oracle("icc_units.csv", summaries)
write_oracle("icc_answers.csv", icc)

# Gradients: weighted lines by lm(); variances by the hat matrix of the line.
groups <- NULL
gradients <- NULL
for (i in 1:6) {
  k <- c(2, 3, 4, 5, 5, 10)[i]
  g <- data.frame(set = i, population = round(runif(k, 20, 900)), y = sort(runif(k, 20, 60)), se = runif(k, 0.5, 3))
  if (i == 5) g$y <- g$y / 100
  if (i == 5) g$se <- g$se / 100
  a <- g$population / sum(g$population)
  x <- cumsum(a) - a / 2
  X <- cbind(1, x)
  H <- rbind(c(1, 0), c(1, 1)) %*% solve(t(X) %*% diag(a) %*% X) %*% t(X) %*% diag(a)
  fit <- lm(y ~ x, g, weights = population)
  V <- H %*% diag(g$se^2) %*% t(H)
  ends <- c(coef(fit)[1], sum(coef(fit)))
  z <- qnorm(0.975)
  sii_se <- sqrt(V[1, 1] + V[2, 2] - 2 * V[1, 2])
  r <- ends[2] / ends[1]
  delta <- z * sqrt((V[2, 2] + r^2 * V[1, 1] - 2 * r * V[1, 2]) / ends[1]^2)
  # Fieller: where the distance in standard errors is z.
  distance <- function(R) abs(ends[2] - R * ends[1]) / sqrt(V[2, 2] + R^2 * V[1, 1] - 2 * R * V[1, 2]) - z
  lo <- uniroot(distance, c(-5, r), tol = 1e-15)$root
  hi <- uniroot(distance, c(r, 200), tol = 1e-15)$root
  groups <- rbind(groups, g)
  gradients <- rbind(gradients, data.frame(set = i, start = ends[1], end = ends[2], sii = ends[2] - ends[1], se = sii_se,
    lo = ends[2] - ends[1] - z * sii_se, hi = ends[2] - ends[1] + z * sii_se, rii = r, delta_lo = r - delta,
    delta_hi = r + delta, fieller_lo = lo, fieller_hi = hi))
}
write_oracle("gradient_groups.csv", groups)
write_oracle("gradient_answers.csv", gradients)

# A p' chart: counts that vary more than binomial ones, two points excluded, limits from the first 16.
n <- sample(200:900, 24, TRUE)
x <- rbinom(24, n, plogis(-1 + rnorm(24, 0, 0.25)))
excluded <- as.numeric(seq_len(24) %in% c(4, 19))
used <- which(excluded == 0 & seq_len(24) <= 16)
centre <- sum(x[used]) / sum(n[used])
sigma <- sqrt(centre * (1 - centre) / n)
ranges <- abs(diff((x / n - centre)[used] / sigma[used]))
width <- function(r) mean(r) / 1.128
kept <- ranges[ranges < 3.267 * mean(ranges)]
write_oracle("p_prime.csv", data.frame(x = x, n = n, excluded = excluded, centre = centre,
  lo = pmax(0, centre - 3 * sigma * width(ranges)), hi = pmin(1, centre + 3 * sigma * width(ranges)),
  screened_lo = pmax(0, centre - 3 * sigma * width(kept)), screened_hi = pmin(1, centre + 3 * sigma * width(kept))))

# Runs: the rule's limits by number of useful points.
useful <- 10:120
write_oracle("runs.csv", data.frame(useful = useful, longest = round(log2(useful) + 3), crossings = qbinom(0.05, useful - 1, 0.5)))
