#include "base/clock.h"
#include "codec/hex.h"
#include "ledger/view.h"

const struct json *
ledger_json(const struct ledger_entry *e, const char *name)
{
	return json_get(&e->values, name);
}

bool
ledger_has(const struct ledger_entry *e, const char *name)
{
	return ledger_json(e, name) != NULL;
}

struct str
ledger_text(const struct ledger_entry *e, const char *name)
{
	return json_opt_str(&e->values, name);
}

int64_t
ledger_int(const struct ledger_entry *e, const char *name, int64_t missing)
{
	return json_opt_int(&e->values, name, missing);
}

bool
ledger_flag(const struct ledger_entry *e, const char *name, bool missing)
{
	return json_opt_flag(&e->values, name, missing);
}

int64_t
ledger_time(const struct ledger_entry *e, const char *name)
{
	int64_t at;

	return clock_read(ledger_text(e, name), &at) ? at : 0;
}

struct id
ledger_id(const struct ledger_entry *e, const char *name)
{
	struct id id;

	return id_read(ledger_text(e, name), &id) ? id : (struct id){{0}};
}

bool
ledger_hash(const struct ledger_entry *e, const char *name, uint8_t out[32])
{
	return hex_decode(ledger_text(e, name), out, 32);
}
