/*
 * bench_rasch PEOPLE ITEMS ASKED [FILE]: seconds of a fit of simulated answers
 * (the same each time), reading them in included.  With FILE the answers are
 * written there first, a person a row, NA where not asked, for others to fit,
 * and our difficulties to FILE.fit.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "stats/simulated_test.h"

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
write_answers(const struct answers *a, FILE *file)
{
	char *row = malloc(a->n_items);

	if (row == NULL)
		exit(3);
	for (uint32_t p = 0; p < a->n_people; p++) {
		memset(row, 'x', a->n_items);
		for (size_t k = a->start[p]; k < a->start[p + 1]; k++)
			row[a->item[k]] = a->right[k] ? '1' : '0';
		for (uint32_t i = 0; i < a->n_items; i++) {
			if (i > 0)
				fputc(',', file);
			if (row[i] == 'x')
				fputs("NA", file);
			else
				fputc(row[i], file);
		}
		fputc('\n', file);
	}
	free(row);
}

static void
write_fit(const struct rasch *fit, uint32_t items, const char *path)
{
	char name[4096];
	FILE *file;

	snprintf(name, sizeof(name), "%s.fit", path);
	file = fopen(name, "w");
	if (file == NULL)
		exit(3);
	for (uint32_t i = 0; i < items; i++)
		fprintf(file, "%.9f,%.9f\n", fit->items[i].difficulty,
		    fit->items[i].error);
	fclose(file);
}

int
main(int argc, char **argv)
{
	struct arena arena;
	struct simulated s;
	struct rasch fit = {0};
	struct err err;
	double start;
	FILE *file;

	if (argc < 4)
		return 2;
	arena_init(&arena, (size_t)4 << 30);
	if (simulated_make(&arena, (uint32_t)atoi(argv[1]),
		(uint32_t)atoi(argv[2]), (uint32_t)atoi(argv[3]), 1, 20261126,
		&s, &err) != ERR_NONE) {
		fprintf(stderr, "%s\n", err.text);
		return 3;
	}
	if (argc > 4) {
		file = fopen(argv[4], "w");
		if (file == NULL)
			return 3;
		write_answers(&s.answers, file);
		fclose(file);
	}
	start = seconds();
	if (rasch_fit(&s.answers, RASCH_FREE, &arena, &fit, &err) != ERR_NONE) {
		fprintf(stderr, "%s\n", err.text);
		return 3;
	}
	printf("%.4f %u %u %.1f %s\n", seconds() - start, fit.rounds,
	    fit.points, (double)arena.used / 1e6,
	    fit.converged ? "converged" : "DID NOT CONVERGE");
	if (argc > 4)
		write_fit(&fit, s.answers.n_items, argv[4]);
	arena_release(&arena);
	return 0;
}
