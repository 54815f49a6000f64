#ifndef LEDGER_SIGNER_H
#define LEDGER_SIGNER_H

#include "crypto/sign.h"

/*
 * The signer within this process, over state/keys/:
 *
 *	ledger.key pack.key credential.key gate.key	a seed each, mode 0600
 *	ledger.head					the last head signed
 *
 * It signs a head only where a consistency proof shows that it extends the
 * last one it signed, whatever the database says: one that lost its end, or
 * was exchanged for another, is refused (ERR_CONFLICT).  Restoring an older
 * copy therefore means restoring ledger.head with it.
 */
struct signer;

/* origin names the log: the first line of every head, and the key's name.
   Makes keys that are not there yet. */
enum err_code signer_open(const char *keys_dir, struct str origin,
    struct signer **out, struct err *err) MUST_USE;
void signer_close(struct signer *signer); /* NULL is fine */

/* Borrowed; heads are signed from one thread at a time, all else from any. */
const struct sign_port *signer_port(const struct signer *signer);

#endif
