#include "people/role.h"

#include "base/err.h"

static const struct {
	const char *name, *title;
} roles[ROLE_COUNT] = {
    [ROLE_DEVELOPER] = {"developer", "Developer"},
    [ROLE_LEAD] = {"lead", "Team lead"},
    [ROLE_ADMIN] = {"admin", "Administrator"},
    [ROLE_SECURITY_LEAD] = {"security_lead", "Security lead"},
    [ROLE_AUDITOR] = {"auditor", "Auditor"},
};

const char *
role_name(enum person_role role)
{
	return roles[role].name;
}

const char *
role_title(enum person_role role)
{
	return roles[role].title;
}

bool
role_read(struct str name, enum person_role *out)
{
	for (size_t i = 0; i < NELEM(roles); i++)
		if (str_eq(name, str_from(roles[i].name))) {
			*out = (enum person_role)i;
			return true;
		}
	return false;
}
