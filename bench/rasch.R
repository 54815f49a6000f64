# rasch.R FILE WHAT: fits the answers in FILE by WHAT, and prints the seconds
# and how far the difficulties are from ours in FILE.fit, at most, both centred.
args <- commandArgs(trailingOnly = TRUE)
x <- as.matrix(read.csv(args[1], header = FALSE))
ours <- read.csv(paste0(args[1], ".fit"), header = FALSE)[[1]]
if (args[2] == "eRm") {
	suppressMessages(library(eRm))
	seconds <- system.time(fit <- RM(x))[["elapsed"]]
	theirs <- -fit$betapar
} else {
	suppressMessages(library(lme4))
	long <- data.frame(person = factor(rep(seq_len(nrow(x)), ncol(x))),
		item = factor(rep(seq_len(ncol(x)), each = nrow(x))), right = as.vector(x))
	seconds <- system.time(fit <- glmer(right ~ 0 + item + (1 | person), long,
		family = binomial, nAGQ = as.integer(args[3])))[["elapsed"]]
	theirs <- -fixef(fit)
}
cat(sprintf("%.2f %.5f\n", seconds, max(abs((theirs - mean(theirs)) - (ours - mean(ours))))))
