#include "web/web.h"

#include <stdlib.h>

#include "policy/tally.h"
#include "web/enter.h"
#include "web/text.h"

#define WEB_MEMORY ((size_t)32 << 20)

static size_t
count_pages(void)
{
	size_t n = 0;

	while (pages[n].pattern)
		n++;
	return n;
}

/* Every page gets the same handler, so none can be entered by another way. */
static enum err_code
make_routes(struct web *web, struct err *err)
{
	bool waits = store_engine(web->config.store) == STORE_POSTGRES;
	size_t n = count_pages();
	struct http_route *routes;

	routes = ARENA_ARRAY(&web->arena, n + 2, struct http_route);
	if (routes == NULL)
		return arena_fail(&web->arena, err);
	for (size_t i = 0; i < n; i++) {
		struct web_door *door = ARENA_NEW(&web->arena, struct web_door);

		if (door == NULL)
			return arena_fail(&web->arena, err);
		*door = (struct web_door){web, &pages[i]};
		routes[i] = (struct http_route){
		    .method = pages[i].method,
		    .pattern = pages[i].pattern,
		    .handler = web_enter,
		    .where = waits ? HTTP_WORKER : pages[i].where,
		    .body_max = pages[i].body_max,
		    .rights = pages[i].who,
		    .app = door,
		};
	}
	web->routes = routes;
	routes[n] = (struct http_route){
	    .method = HTTP_GET,
	    .pattern = "/static/{path*}",
	    .handler = http_static_get,
	    .where = HTTP_INLINE,
	    .app = web->files,
	};
	return ERR_NONE;
}

static enum err_code
address(struct web *web, const char *name, const char *part, struct url *out,
    struct err *err)
{
	struct str at =
	    http_static_address(web->files, &web->arena, str_from(name));

	if (at.ptr == NULL)
		return err_set(err, ERR_NOT_FOUND, "'%s' has no file '%s'",
		    web->config.static_dir, name);
	at = arena_strf(
	    &web->arena, "%.*s%s%s", STR_FMT(at), part[0] ? "#" : "", part);
	if (at.ptr == NULL)
		return arena_fail(&web->arena, err);
	return url_read(at, out, err);
}

static enum err_code
load_files(struct web *web, struct err *err)
{
	enum err_code rc =
	    http_static_load(web->config.static_dir, &web->files, err);

	if (rc == ERR_NONE)
		rc = address(web, "assay.css", "", &web->css, err);
	if (rc == ERR_NONE)
		rc = address(web, "assay.js", "", &web->js, err);
	if (rc == ERR_NONE)
		rc = address(web, "made/editor.js", "", &web->editor, err);
	if (rc == ERR_NONE)
		rc = address(web, "icon.svg", "", &web->icon, err);
	if (rc == ERR_NONE)
		rc = address(web, "marks.svg", "office", &web->office, err);
	for (int i = 0; i < MARKS && rc == ERR_NONE; i++)
		rc = address(
		    web, "marks.svg", mark_names[i], &web->marks[i], err);
	return rc;
}

enum err_code
web_new(const struct web_config *config, struct web **out, struct err *err)
{
	struct web *web = calloc(1, sizeof(*web));
	enum err_code rc;

	if (web == NULL)
		return err_nomem(err);
	web->config = *config;
	web->learn =
	    (struct learn){config->store, config->catalog, config->rules};
	arena_init(&web->arena, WEB_MEMORY);
	rc = load_files(web, err);
	if (rc == ERR_NONE)
		rc = make_routes(web, err);
	if (rc == ERR_NONE)
		rc = web_texts_new(&web->texts, err);
	if (rc == ERR_NONE)
		rc = tallies_new(config->store, config->catalog, config->engine,
		    &web->tallies, err);
	if (rc != ERR_NONE) {
		web_free(web);
		return rc;
	}
	*out = web;
	return ERR_NONE;
}

void
web_free(struct web *web)
{
	if (web == NULL)
		return;
	tallies_free(web->tallies);
	web_texts_free(web->texts);
	http_static_free(web->files);
	arena_release(&web->arena);
	free(web);
}

const struct http_route *
web_routes(const struct web *web)
{
	return web->routes;
}
