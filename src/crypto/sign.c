#include "crypto/sign.h"

const char *
sign_purpose_name(enum sign_purpose purpose)
{
	static const char *const names[SIGN_PURPOSES] = {
	    [SIGN_LEDGER] = "ledger",
	    [SIGN_PACK] = "pack",
	    [SIGN_CREDENTIAL] = "credential",
	    [SIGN_GATE] = "gate",
	};

	return names[purpose];
}
