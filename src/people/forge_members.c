#include "people/forge_members.h"

#include "codec/json_read.h"
#include "people/day.h"
#include "people/scope.h"
#include "people/words.h"

struct level {
	struct str forge, ours;
};

/* What a forge calls it, and we. */
static const struct level known[] = {
    {STR_INIT("none"), STR_INIT("")},
    {STR_INIT("read"), STR_INIT("read")},
    {STR_INIT("pull"), STR_INIT("read")},
    {STR_INIT("triage"), STR_INIT("read")},
    {STR_INIT("write"), STR_INIT("user")},
    {STR_INIT("push"), STR_INIT("user")},
    {STR_INIT("member"), STR_INIT("user")},
    {STR_INIT("maintain"), STR_INIT("privileged")},
    {STR_INIT("admin"), STR_INIT("admin")},
    {STR_INIT("owner"), STR_INIT("admin")},
    {STR_INIT("minimal"), STR_INIT("read")},
    {STR_INIT("guest"), STR_INIT("read")},
    {STR_INIT("planner"), STR_INIT("read")},
    {STR_INIT("reporter"), STR_INIT("read")},
    {STR_INIT("security-manager"), STR_INIT("read")},
    {STR_INIT("developer"), STR_INIT("user")},
    {STR_INIT("maintainer"), STR_INIT("privileged")},
};

/* GitLab's numbers. */
static const struct {
	int64_t number;
	const char *word;
} numbers[] = {
    {0, "none"},
    {5, "minimal"},
    {10, "guest"},
    {15, "planner"},
    {20, "reporter"},
    {25, "security-manager"},
    {30, "developer"},
    {40, "maintainer"},
    {50, "owner"},
    {60, "admin"},
};

#define MAP_MOST  32
#define DEEP_MOST 2 /* a list of pages, each a list */

struct reading {
	struct access_wishes *w;
	const struct forge_ask *ask;
	struct arena *arena;
	struct level map[MAP_MOST];
	size_t mapped;
	size_t no; /* of this member, from 1 */
};

#define WRONG(g, err, ...) \
	access_problem(    \
	    &(g)->w->problems, (g)->arena, (g)->no, (err), __VA_ARGS__)

bool
forge_kind_read(struct str word, enum forge_kind *out)
{
	static const struct {
		const char *word;
		enum forge_kind kind;
	} kinds[] = {
	    {"github", FORGE_GITHUB},
	    {"gitlab", FORGE_GITLAB},
	    {"gitea", FORGE_GITEA},
	    {"forgejo", FORGE_GITEA},
	};

	for (size_t i = 0; i < NELEM(kinds); i++)
		if (str_eq(word, str_from(kinds[i].word))) {
			*out = kinds[i].kind;
			return true;
		}
	return false;
}

/* "maintain=admin,*=user" */
static enum err_code
read_map(struct reading *g, struct err *err)
{
	struct str rest = g->ask->level_map, part, from;
	enum err_code rc = ERR_NONE;

	if (rest.len == 0)
		return ERR_NONE;
	while (rc == ERR_NONE && str_next(&rest, ',', &part)) {
		struct str to = str_trim(part);

		if (!str_cut(&to, '=', &from) || from.len == 0)
			return err_set(err, ERR_INVALID,
			    "the level map has '%.*s': write their=ours, as "
			    "maintain=admin,*=user",
			    STR_FMT(str_sub(part, 0, 80)));
		if (g->mapped == MAP_MOST)
			return err_set(err, ERR_LIMIT,
			    "the level map has more than %d levels", MAP_MOST);
		rc = word_check(to, "level", err);
		g->map[g->mapped++] = (struct level){from, to};
	}
	return rc;
}

/* Roles of one's own may be any text: a word of ours is made of it. */
static enum err_code
plain(struct reading *g, struct str word, struct str *out, struct err *err)
{
	struct err why;
	char *s = arena_cstr(g->arena, word);

	if (s == NULL)
		return arena_fail(g->arena, err);
	for (size_t i = 0; i < word.len; i++)
		s[i] = (char)(s[i] >= 'A' && s[i] <= 'Z' ? s[i] - 'A' + 'a'
			: s[i] == ' '                    ? '-'
							 : s[i]);
	*out = (struct str){s, word.len};
	return word_check(*out, "level", &why) == ERR_NONE
	    ? ERR_NONE
	    : WRONG(g, err, "%s: map it", why.text);
}

static enum err_code
level_of(struct reading *g, struct str word, struct str *out, struct err *err)
{
	size_t i;

	for (i = 0; i < g->mapped; i++)
		if (str_eq_case(g->map[i].forge, word)) {
			*out = g->map[i].ours;
			return ERR_NONE;
		}
	for (i = 0; i < NELEM(known); i++)
		if (str_eq_case(known[i].forge, word)) {
			*out = known[i].ours;
			return ERR_NONE;
		}
	for (i = 0; i < g->mapped; i++)
		if (str_eq(g->map[i].forge, STR("*"))) {
			*out = g->map[i].ours;
			return ERR_NONE;
		}
	*out = STR("user");
	return word.len == 0 ? ERR_NONE : plain(g, word, out, err);
}

/* The highest of {"admin":true,"push":true,"pull":true}. */
static struct str
highest(const struct json *permissions)
{
	static const char *const order[] = {
	    "admin", "owner", "maintain", "push", "triage", "pull"};

	for (size_t i = 0; i < NELEM(order); i++)
		if (json_opt_flag(permissions, order[i], false))
			return str_from(order[i]);
	return STR("");
}

static struct str
text_of(const struct json *v, const char *name)
{
	struct str text = json_opt_str(v, name);

	return text.ptr != NULL ? text : STR("");
}

static struct str
role_of(const struct json *item, const struct json *user)
{
	const struct json *permissions = json_get(item, "permissions");
	struct str word = text_of(item, "role_name");

	if (word.len == 0)
		word = text_of(item, "permission");
	if (word.len == 0 && permissions != NULL)
		word = highest(permissions);
	if (word.len == 0)
		word = text_of(item, "role"); /* of an organisation */
	if (word.len == 0 &&
	    (json_opt_flag(user, "is_admin", false) ||
		json_opt_flag(user, "site_admin", false)))
		word = STR("admin");
	return word;
}

/* project_12_bot, group_7_bot_0b91..: who GitLab makes for a token. */
static bool
is_token_bot(struct str name)
{
	struct str rest = name;
	size_t n = 0;

	if (str_starts(name, STR("project_")))
		rest = str_from_at(name, 8);
	else if (str_starts(name, STR("group_")))
		rest = str_from_at(name, 6);
	else
		return false;
	while (n < rest.len && rest.ptr[n] >= '0' && rest.ptr[n] <= '9')
		n++;
	return n > 0 && str_starts(str_from_at(rest, n), STR("_bot"));
}

static bool
is_machine(enum forge_kind kind, const struct json *user, struct str login)
{
	struct str type = text_of(user, "type");

	switch (kind) {
	case FORGE_GITHUB:
		return str_eq_case(type, STR("Bot")) ||
		    str_ends(login, STR("[bot]"));
	case FORGE_GITLAB:
		return json_opt_flag(user, "bot", false) ||
		    is_token_bot(login) ||
		    str_starts(login, STR("service_account_"));
	default:
		return str_eq_case(type, STR("Bot")) ||
		    json_opt_int(user, "type", 0) == 4;
	}
}

/* Blocked or not let in yet: nobody who can reach anything. */
static bool
is_blocked(const struct json *item, const struct json *user)
{
	static const char *const out[] = {"blocked", "banned", "deactivated",
	    "blocked_pending_approval", "ldap_blocked"};
	struct str state = text_of(user, "state");

	for (size_t i = 0; i < NELEM(out); i++)
		if (str_eq(state, str_from(out[i])))
			return true;
	return str_eq(text_of(item, "membership_state"), STR("awaiting")) ||
	    json_opt_flag(user, "prohibit_login", false) ||
	    !json_opt_flag(user, "active", true);
}

static enum err_code
read_level(struct reading *g, const struct json *item, const struct json *user,
    struct access_wish *wish, struct err *err)
{
	const struct json *number = json_get(item, "access_level");
	struct str word = role_of(item, user);

	if (number != NULL && number->kind == JSON_IS_INT) {
		size_t i = 0;

		while (i < NELEM(numbers) && numbers[i].number != number->num)
			i++;
		if (i == NELEM(numbers))
			return WRONG(g, err,
			    "access_level %lld is none that is known",
			    (long long)number->num);
		word = str_from(numbers[i].word);
	}
	return level_of(g, word, &wish->level, err);
}

/* "2026-12-31" of an end; "2026-03-01T12:00:00Z" of a beginning. */
static enum err_code
read_days(struct reading *g, const struct json *item, struct access_wish *wish,
    struct err *err)
{
	struct str until = text_of(item, "expires_at");
	struct str since = text_of(item, "created_at");
	struct err why;

	if (g->ask->kind != FORGE_GITLAB)
		return ERR_NONE; /* there it is of the account */
	if (until.len > 0) {
		if (day_read_end(str_sub(until, 0, CLOCK_DATE_LEN),
			"expires_at", &wish->until, &why) != ERR_NONE)
			return WRONG(g, err, "%s", why.text);
		wish->until = scope_day_end(wish->until);
	}
	if (since.len > 0 &&
	    day_read(str_sub(since, 0, CLOCK_DATE_LEN), "created_at",
		&wish->since, &why) != ERR_NONE)
		return WRONG(g, err, "%s", why.text);
	if (wish->until != 0 && wish->since > wish->until)
		return WRONG(g, err, "created_at is after expires_at");
	return ERR_NONE;
}

/* An address nobody could have here is none. */
static enum err_code
read_email(struct reading *g, const struct json *user, struct access_wish *wish,
    struct err *err)
{
	struct str email = text_of(user, "email");
	struct err why;
	enum err_code rc;

	wish->email = STR("");
	if (email.len == 0)
		return ERR_NONE;
	rc = person_email_read(email, g->arena, &wish->email, &why);
	if (rc == ERR_INVALID) {
		wish->email = STR("");
		return ERR_NONE;
	}
	if (rc != ERR_NONE)
		*err = why;
	return rc;
}

static enum err_code
read_member(struct reading *g, const struct json *item, struct err *err)
{
	const struct json *inner = json_get(item, "user");
	const struct json *user =
	    inner != NULL && inner->kind == JSON_IS_OBJECT ? inner : item;
	struct access_wish wish = {.line = ++g->no, .system = g->ask->system};
	size_t before = g->w->problems.total;
	struct access_wish *kept;
	enum err_code rc;

	if (item->kind != JSON_IS_OBJECT)
		return WRONG(g, err, "%s where a member is expected",
		    json_kind_name(item->kind));
	wish.login =
	    text_of(user, g->ask->kind == FORGE_GITLAB ? "username" : "login");
	if (wish.login.len == 0 || wish.login.len > ACCESS_LOGIN_MAX)
		return WRONG(g, err, "the member has no %s",
		    g->ask->kind == FORGE_GITLAB ? "username" : "login");
	if (g->w->n == ACCESS_WISHES_MAX)
		return err_set(
		    err, ERR_LIMIT, "more than %d members", ACCESS_WISHES_MAX);
	rc = read_level(g, item, user, &wish, err);
	if (rc == ERR_NONE)
		rc = read_days(g, item, &wish, err);
	if (rc == ERR_NONE)
		rc = read_email(g, user, &wish, err);
	if (rc != ERR_NONE)
		return rc;
	wish.wrong = g->w->problems.total > before;
	wish.machine = is_machine(g->ask->kind, user, wish.login);
	wish.blocked = is_blocked(item, user) || wish.level.len == 0;
	kept = ARENA_PUSH(g->arena, g->w);
	if (kept == NULL)
		return arena_fail(g->arena, err);
	*kept = wish;
	return ERR_NONE;
}

static enum err_code
read_list(struct reading *g, const struct json *list, int deep, struct err *err)
{
	enum err_code rc = ERR_NONE;

	for (size_t i = 0; i < list->n && rc == ERR_NONE; i++) {
		const struct json *item = &list->items[i].value;

		rc = item->kind == JSON_IS_LIST && deep < DEEP_MOST
		    ? read_list(g, item, deep + 1, err)
		    : read_member(g, item, err);
	}
	return rc;
}

enum err_code
forge_members_read(struct str json, const struct forge_ask *ask,
    struct arena *arena, struct access_wishes *out, struct err *err)
{
	struct access_wishes w = {.source = ask->source,
	    .system = ask->system,
	    .strangers_pass = true};
	struct reading g = {.w = &w, .ask = ask, .arena = arena};
	struct json doc;
	enum err_code rc = word_check(ask->source, "source", err);

	if (rc == ERR_NONE)
		rc = word_check(ask->system, "system", err);
	if (rc == ERR_NONE)
		rc = read_map(&g, err);
	if (rc == ERR_NONE && json.len > ACCESS_FILE_MAX)
		rc = err_set(err, ERR_LIMIT,
		    "the list is longer than %zu bytes", ACCESS_FILE_MAX);
	if (rc == ERR_NONE)
		rc = json_read(json, arena, &doc, err);
	if (rc == ERR_NONE && doc.kind != JSON_IS_LIST)
		rc = err_set(err, ERR_INVALID,
		    "the forge's answer is %s, not a list of members",
		    json_kind_name(doc.kind));
	if (rc == ERR_NONE)
		rc = read_list(&g, &doc, 1, err);
	if (rc == ERR_NONE)
		*out = w;
	return rc;
}
