#include "api/api.h"

#include "codec/json.h"

bool
api_path(struct str path)
{
	return str_starts(path, STR("/api/"));
}

/* What a caller may see: our own failures say no more than that. */
static const struct {
	unsigned from;
	bool text;
} said[] = {
    {500, false},
    {501, true},
    {502, false},
    {503, true},
    {504, false},
    {507, true},
};

static bool
may_say(unsigned status)
{
	bool text = true;

	for (size_t i = 0; i < NELEM(said); i++)
		if (status >= said[i].from)
			text = said[i].text;
	return text;
}

void
api_on_error(void *ctx, struct http_request *rq, const struct err *err,
    struct http_reply *re)
{
	struct str text = str_from(err->text);

	(void)ctx;
	if (!may_say(re->status))
		text = STR("this could not be done; the server's log says why");
	re->content_type = STR("application/json");
	json_open(re->body);
	json_str(re->body, "error", str_from(err_name(err->code)));
	json_str(re->body, "message", text);
	json_id(re->body, "request", rq->id);
	json_close(re->body);
	buf_add_char(re->body, '\n');
}
