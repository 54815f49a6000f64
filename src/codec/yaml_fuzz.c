#include "codec/yaml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static size_t
check(const struct yaml *node, unsigned depth, size_t lines)
{
	size_t nodes = 1, children = 0;

	if (depth > YAML_MAX_DEPTH || node->line < 1 || node->col < 1 ||
	    node->line > lines + 1)
		abort();
	if (node->kind == YAML_SCALAR &&
	    (node->text.ptr == NULL || node->first != NULL))
		abort();
	YAML_EACH(child, node)
	{
		if ((node->kind == YAML_MAP) != (child->key.ptr != NULL))
			abort();
		/* the first of that name is the only one */
		if (node->kind == YAML_MAP &&
		    yaml_get(node, child->key) != child)
			abort();
		nodes += check(child, depth + 1, lines);
		children++;
	}
	if (children != node->n)
		abort();
	return nodes;
}

/*
 * A tree keeps the ceilings, every node stands on a line of the text, keys are
 * unique; and what the strict mode reads, the other mode reads too.
 */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
	struct yaml_source source = {
	    .file = "f", .text = {(const char *)data, len}};
	struct yaml *tree = NULL;
	struct arena arena;
	struct err err;
	size_t lines = 1;
	bool strict;

	for (size_t i = 0; i < len; i++)
		if (data[i] == '\n' || data[i] == '\r' || data[i] >= 0x80)
			lines++; /* NEL, LS and PS break lines too */
	arena_init(&arena, (size_t)64 << 20);
	strict = yaml_read(&source, &arena, &tree, &err) == ERR_NONE;
	if (strict && check(tree, 0, lines) > YAML_MAX_NODES)
		abort();
	source.mode = YAML_RULES;
	if (yaml_read(&source, &arena, &tree, &err) == ERR_NONE)
		check(tree, 0, lines);
	else if (strict && err.code != ERR_LIMIT)
		abort();
	arena_release(&arena);
	return 0;
}
