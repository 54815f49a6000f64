#include "policy/reminding_part.h"

#include "ledger/ledger.h"
#include "policy/message.h"

enum err_code
reminding_send_in(
    struct db *db, struct reminding_message *message, struct err *err)
{
	uint64_t claimed = 0;
	enum err_code rc = sql_reminder_claim(db,
	    &(struct sql_reminder_claim_in){.recipient = message->recipient,
		.rung = str_from(message->rung),
		.day = message->day,
		.at = message->now},
	    &claimed, err);

	message->sent = false;
	if (rc != ERR_NONE || claimed == 0)
		return rc;
	rc = message->mail.recipient.ptr != NULL
	    ? outbox_add(db, &message->mail, err)
	    : message_chat(db, message->channel, 0, err);
	for (size_t i = 0; i < message->n_facts && rc == ERR_NONE; i++)
		rc = ledger_append(db, message->arena, &message->facts[i], err);
	message->sent = rc == ERR_NONE;
	return rc;
}

static enum err_code
send_tx(struct db *db, void *ctx, struct err *err)
{
	return reminding_send_in(db, ctx, err);
}

enum err_code
reminding_send(
    struct store *store, struct reminding_message *message, struct err *err)
{
	enum err_code rc = store_write(store, send_tx, message, err);

	if (rc == ERR_NONE && message->sent)
		ledger_wake();
	return rc;
}
