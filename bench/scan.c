/*
 * Scanning beside tree-sitter's bare parse of the same bytes: the parse is
 * the limit of any scan that looks at everything.
 *
 *	bench_scan RULES PATH [THREADS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <tree_sitter/api.h>

#include "base/clock.h"
#include "base/file.h"
#include "scan/tree.h"

const TSLanguage *tree_sitter_python(void);
const TSLanguage *tree_sitter_javascript(void);

struct bench {
	struct arena arena;
	struct rules rules;
	struct scan_files files;
	size_t bytes, lines, read;
};

static void
die(const struct err *err)
{
	fprintf(stderr, "bench: %s\n", err->text);
	exit(3);
}

/* All files in memory, so that neither side waits for a disk. */
static void
load(struct bench *b, const char *path)
{
	struct tree_options options = {0};
	struct err err;

	if (tree_files(path, &options, &b->arena, &b->files, &err) != ERR_NONE)
		die(&err);
	for (size_t i = 0; i < b->files.n; i++) {
		struct scan_file *f = &b->files.v[i];

		if (file_read(f->open, scan_options_default.file_max, &b->arena,
			&f->text, &err) != ERR_NONE)
			continue;
		f->open = NULL;
		b->bytes += f->text.len;
		b->read++;
		for (size_t k = 0; k < f->text.len; k++)
			b->lines += f->text.ptr[k] == '\n';
	}
}

/* Wall and processor time; other programs disturb only the first. */
struct spent {
	double wall, cpu;
};

static double
cpu_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct spent
now(void)
{
	return (struct spent){(double)clock_monotonic() / 1e6, cpu_now()};
}

static struct spent
since(struct spent start)
{
	struct spent end = now();

	return (struct spent){end.wall - start.wall, end.cpu - start.cpu};
}

static struct spent
raw_parse(const struct bench *b)
{
	TSParser *parser = ts_parser_new();
	struct spent start = now();

	for (size_t i = 0; i < b->files.n; i++) {
		const struct scan_file *f = &b->files.v[i];
		TSTree *tree;

		if (f->open != NULL)
			continue;
		ts_parser_set_language(parser,
		    strcmp(f->language->name, "python") == 0
			? tree_sitter_python()
			: tree_sitter_javascript());
		tree = ts_parser_parse_string(
		    parser, NULL, f->text.ptr, (uint32_t)f->text.len);
		ts_tree_delete(tree);
	}
	ts_parser_delete(parser);
	return since(start);
}

static struct spent
scan(struct bench *b, unsigned jobs, bool everything, size_t *findings,
    size_t *parsed)
{
	struct scan_options options = scan_options_default;
	struct scan_file *files =
	    ARENA_ARRAY(&b->arena, b->files.n, struct scan_file);
	struct spent start;
	struct err err;

	*findings = *parsed = 0;
	options.rules = &b->rules;
	options.jobs = jobs;
	options.no_prefilter = everything;
	memcpy(files, b->files.v, b->files.n * sizeof(*files));
	start = now();
	if (scan_run(&options, files, b->files.n, &b->arena, &err) != ERR_NONE)
		die(&err);
	for (size_t i = 0; i < b->files.n; i++) {
		*findings += files[i].finding_count;
		*parsed += files[i].parsed ? files[i].bytes : 0;
	}
	return since(start);
}

static void
line(const struct bench *b, const char *what, struct spent t, struct spent raw)
{
	printf("%-32s %6.2f s (%5.2f s cpu) %7.1f MB/s %6.0f kLOC/s per cpu "
	       "second, %.2f x raw parse\n",
	    what, t.wall, t.cpu, (double)b->bytes / 1e6 / t.cpu,
	    (double)b->lines / 1e3 / t.cpu, t.cpu / raw.cpu);
}

int
main(int argc, char **argv)
{
	static struct bench b;
	unsigned threads = argc > 3 ? (unsigned)atoi(argv[3]) : 2;
	size_t findings, parsed, all;
	struct rusage usage;
	struct err err;
	struct spent raw, spent;

	if (argc < 3) {
		fprintf(stderr, "usage: bench_scan RULES PATH [THREADS]\n");
		return 2;
	}
	arena_init(&b.arena, (size_t)4 << 30);
	rules_init(&b.rules, &b.arena);
	if (rules_read(&b.rules, argv[1], &err) != ERR_NONE)
		die(&err);
	load(&b, argv[2]);
	printf("%zu files, %.1f MB, %zu lines; %zu rules\n", b.read,
	    (double)b.bytes / 1e6, b.lines, b.rules.n);
	raw = raw_parse(&b);
	line(&b, "raw parse, one thread (limit)", raw, raw);
	spent = scan(&b, 1, true, &all, &parsed);
	line(&b, "scan of everything, one thread", spent, raw);
	spent = scan(&b, 1, false, &findings, &parsed);
	line(&b, "scan, one thread", spent, raw);
	spent = scan(&b, threads, false, &findings, &parsed);
	line(&b, "scan, all threads", spent, raw);
	getrusage(RUSAGE_SELF, &usage);
	printf("%zu findings (%zu without prefilter), %.0f %% of bytes "
	       "parsed, peak %ld MB with all sources in memory\n",
	    findings, all, 100.0 * (double)parsed / (double)b.bytes,
	    usage.ru_maxrss / 1024);
	rules_release(&b.rules);
	arena_release(&b.arena);
	return findings == all ? 0 : 1;
}
