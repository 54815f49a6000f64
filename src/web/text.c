#include <pthread.h>
#include <stdlib.h>

#include "codec/markdown.h"
#include "web/page.h"
#include "web/text.h"

/*
 * Modules do not change while the program runs, so each is rendered once for
 * each stack that somebody asked for.
 */
#define TEXTS_MEMORY ((size_t)256 << 20)

struct text {
	const struct catalog_module *module;
	struct str stack;
	struct html html;
};

struct web_texts {
	pthread_mutex_t lock;
	struct arena arena;
	struct text *v;
	size_t n, cap;
};

enum err_code
web_texts_new(struct web_texts **out, struct err *err)
{
	struct web_texts *texts = calloc(1, sizeof(*texts));

	if (texts == NULL)
		return err_nomem(err);
	pthread_mutex_init(&texts->lock, NULL);
	arena_init(&texts->arena, TEXTS_MEMORY);
	*out = texts;
	return ERR_NONE;
}

void
web_texts_free(struct web_texts *texts)
{
	if (texts == NULL)
		return;
	pthread_mutex_destroy(&texts->lock);
	arena_release(&texts->arena);
	free(texts);
}

static enum err_code
render(struct web_texts *texts, const struct catalog_module *module,
    struct str stack, struct html *out, struct err *err)
{
	struct markdown_config config = {.own_stack = stack};
	struct html html;
	struct text *text;
	enum err_code rc =
	    show_markdown(&texts->arena, module->body, &config, &html, err);

	if (rc != ERR_NONE)
		return rc;
	text = ARENA_PUSH(&texts->arena, texts);
	if (text == NULL)
		return arena_fail(&texts->arena, err);
	*text = (struct text){module, stack, html};
	*out = html;
	return ERR_NONE;
}

enum err_code
show_module(struct web *web, const struct catalog_module *module,
    struct str stack, struct html *out, struct err *err)
{
	struct web_texts *texts = web->texts;
	enum err_code rc = ERR_NONE;
	struct str own = STR_NONE;
	size_t i;

	/* Only a stack the module knows, and in the module's own bytes. */
	for (i = 0; i < module->stacks.n; i++)
		if (str_eq(module->stacks.v[i], stack))
			own = module->stacks.v[i];
	pthread_mutex_lock(&texts->lock);
	for (i = 0; i < texts->n; i++)
		if (texts->v[i].module == module &&
		    str_eq(texts->v[i].stack, own))
			break;
	if (i < texts->n)
		*out = texts->v[i].html;
	else
		rc = render(texts, module, own, out, err);
	pthread_mutex_unlock(&texts->lock);
	return rc;
}
