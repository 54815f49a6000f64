#include "cli/learning.h"
#include "codec/json.h"
#include "learn/item_health.h"
#include "people/person.h"

static void
json_interval(struct buf *out, const char *name, bool known, double value,
    struct interval in)
{
	if (!known) {
		json_none(out, name);
		return;
	}
	json_open_in(out, name);
	json_real(out, "value", value);
	json_real(out, "low", in.low);
	json_real(out, "high", in.high);
	json_close(out);
}

static void
json_options(struct buf *out, const struct item_health *item)
{
	json_list(out, "options");
	for (unsigned k = 0; k < item->n_options; k++) {
		const struct item_health_option *o = &item->options[k];

		json_open(out);
		json_str(out, "label", o->label);
		json_flag(out, "right", o->right);
		json_u64(out, "n", o->n);
		json_interval(out, "share", item->n > 0,
		    item->n > 0 ? (double)o->n / (double)item->n : 0, o->share);
		json_close(out);
	}
	json_list_end(out);
}

static void
json_item(struct buf *out, const struct item_health *item)
{
	json_open(out);
	json_str(out, "id", item->id);
	json_str(out, "objective", item->objective);
	json_u64(out, "n", item->n);
	json_u64(out, "right", item->right);
	json_u64(out, "blank", item->blank);
	json_u64(out, "earlier_form", item->earlier);
	json_interval(out, "share", item->n > 0, item->share, item->share_in);
	json_interval(out, "discrimination", item->has_discrimination,
	    item->discrimination, item->discrimination_in);
	if (item->calibrated) {
		json_open_in(out, "difficulty");
		json_real(out, "value", item->difficulty);
		json_real(out, "error", item->error);
		json_close(out);
	} else {
		json_none(out, "difficulty");
	}
	json_str(out, "wanting", item->wanting);
	json_options(out, item);
	json_list(out, "flags");
	for (size_t i = 0; i < item->flags.n; i++) {
		json_open(out);
		json_str(out, "name", item->flags.v[i].name);
		json_str(out, "remedy", item->flags.v[i].remedy);
		json_close(out);
	}
	json_list_end(out);
	json_close(out);
}

static void
json_module(struct buf *out, const struct module_health *h, bool whole)
{
	json_open(out);
	json_str(out, "module", h->id);
	json_str(out, "version", h->version);
	json_u64(out, "people", h->people);
	json_u64(out, "answers", h->answers);
	json_u64(out, "questions", h->items.n);
	json_u64(out, "flagged", h->flagged);
	if (whole) {
		if (h->has_alpha)
			json_real(out, "alpha", h->alpha);
		else
			json_none(out, "alpha");
		if (h->fitted)
			json_real(out, "ability_sd", h->sd);
		else
			json_none(out, "ability_sd");
		json_list(out, "items");
		for (size_t i = 0; i < h->items.n; i++)
			json_item(out, &h->items.v[i]);
		json_list_end(out);
	}
	json_close(out);
}

static int
print_json(struct cli *cli, const struct item_healths *all,
    const struct module_health *one)
{
	struct buf out;
	struct err err;
	enum err_code rc;

	buf_init(&out, 64 << 20);
	if (one != NULL) {
		json_module(&out, one, true);
	} else {
		json_list(&out, NULL);
		for (size_t i = 0; i < all->n; i++)
			json_module(&out, &all->v[i], false);
		json_list_end(&out);
	}
	rc = buf_finish(&out, &err);
	if (rc == ERR_NONE) {
		fwrite(out.ptr, 1, out.len, cli->out);
		fputc('\n', cli->out);
	}
	buf_release(&out);
	return rc == ERR_NONE ? CLI_OK : cli_fail(cli, &err);
}

static void
print_item(struct cli *cli, const struct item_health *item)
{
	fprintf(cli->out, "%-28.*s %6llu", STR_FMT(item->id),
	    (unsigned long long)item->n);
	if (item->n > 0)
		fprintf(cli->out, "  %3.0f%% (%.0f to %.0f)", 100 * item->share,
		    100 * item->share_in.low, 100 * item->share_in.high);
	if (item->has_discrimination)
		fprintf(cli->out, "  discrimination %.2f (%.2f to %.2f)",
		    item->discrimination, item->discrimination_in.low,
		    item->discrimination_in.high);
	if (item->calibrated)
		fprintf(cli->out, "  difficulty %.2f +- %.2f", item->difficulty,
		    item->error);
	else
		fprintf(cli->out, "  %.*s", STR_FMT(item->wanting));
	fputc('\n', cli->out);
	for (size_t i = 0; i < item->flags.n; i++)
		fprintf(cli->out, "    %.*s: %.*s\n",
		    STR_FMT(item->flags.v[i].name),
		    STR_FMT(item->flags.v[i].remedy));
}

static void
print_module(struct cli *cli, const struct module_health *h)
{
	fprintf(cli->out,
	    "%-28.*s %6llu people, %llu first answers to %zu questions, %u "
	    "flagged\n",
	    STR_FMT(h->id), (unsigned long long)h->people,
	    (unsigned long long)h->answers, h->items.n, h->flagged);
}

static int
show_all(struct cli *cli, struct learning *l)
{
	struct item_healths all;
	struct err err;

	if (item_health_all(
		&l->learn, PERSON_PROGRAM, cli->arena, &all, &err) != ERR_NONE)
		return cli_fail(cli, &err);
	if (cli->json)
		return print_json(cli, &all, NULL);
	for (size_t i = 0; i < all.n; i++)
		print_module(cli, &all.v[i]);
	return CLI_OK;
}

static int
show_one(struct cli *cli, struct learning *l, const char *module)
{
	struct module_health h;
	struct err err;

	if (item_health(&l->learn, PERSON_PROGRAM, str_from(module), cli->arena,
		&h, &err) != ERR_NONE)
		return cli_fail(cli, &err);
	if (cli->json)
		return print_json(cli, NULL, &h);
	print_module(cli, &h);
	for (size_t i = 0; i < h.items.n; i++)
		print_item(cli, &h.items.v[i]);
	return CLI_OK;
}

static int
run(struct cli *cli, int argc, char **argv)
{
	struct learning l;
	struct err err;
	int status;

	if (learning_open_all(cli, &l, &err) != ERR_NONE)
		return cli_fail(cli, &err);
	status = argc == 0 ? show_all(cli, &l) : show_one(cli, &l, argv[0]);
	learning_close(&l);
	return status;
}

const struct command command_items = {
    .name = "items",
    .summary = "what questions are worth: how many are right, flags, remedies",
    .run = run,
    .usage = "[MODULE]",
    .operands_max = 1,
    .about = "All modules, or the questions of one.  Only the first time that "
	     "somebody meets a\nquestion counts.  Limits are those of 95 %; a "
	     "difficulty (Rasch, with its standard\nerror) takes 200 answers.",
    .examples = "assay items\nassay items a05-injection --json\n",
    .takes = CLI_TAKES_STATE | CLI_TAKES_DATA | CLI_TAKES_JSON,
};
