#include "policy/population.h"

#include "base/test.h"

static void
read_who(struct arena *arena, const char *text, struct population *out)
{
	struct yaml *root;
	struct err err;

	CHECK_OK(yaml_read(&(struct yaml_source){.file = "who",
			       .text = str_from(text),
			       .mode = YAML_RULES},
		     arena, &root, &err),
	    &err);
	CHECK_OK(population_read(root, arena, out, &err), &err);
}

static const struct {
	const char *who, *says;
} populations[] = {
    {"team: [red]", "everybody who is in the team red"},
    {"role: [lead, admin, auditor]",
	"everybody who has the role lead, admin or auditor"},
    {"employment: [contractor]\naccess: [production, wiki]\n",
	"everybody who is employed as contractor and has access to production "
	"or wiki"},
    {"employment: [contractor]\nunit: [cards]\nstack: [java]\n",
	"everybody who is employed as contractor, is in the unit cards and "
	"works in java"},
    {"not: {team: [sales, hr]}",
	"everybody who is not in the team sales or hr"},
    {"not: {not: {duty: [night]}}", "everybody who has the duty night"},
    {"seniority: [privileged]", "everybody who is privileged"},
    {"seniority: [privileged, on-call, management]",
	"everybody who is privileged, is on call or is in management"},
    {"any:\n  - seniority: [reviewer]\n  - person: [a@b.example]\n",
	"everybody who is a reviewer or is a@b.example"},
    {"any:\n  - seniority: [privileged, on-call]\n  - duty: [backend]\n",
	"everybody who is privileged, is on call or has the duty backend"},
    {"access: [production]\nany:\n  - duty: [on-call]\n"
     "  - not: {team: [sales]}\n",
	"everybody who has access to production and who either has the duty "
	"on-call or is not in the team sales"},
    {"any:\n  - {team: [red], role: [lead]}\n  - {access: [production]}\n",
	"everybody who both is in the team red and has the role lead or who "
	"has access to production"},
    {"any:\n  - all: [{team: [red]}, {role: [lead]}, {duty: [ops]}]\n"
     "  - unit: [x]\n",
	"everybody who is in the team red, has the role lead and has the duty "
	"ops or who is in the unit x"},
    {"not:\n  any: [{team: [red]}, {duty: [ops]}]\n",
	"everybody who is not in the team red and does not have the duty "
	"ops"},
    {"role: [developer]\nnot: {team: [red], employment: [intern]}\n",
	"everybody who has the role developer and who either is not in the "
	"team red or is not employed as intern"},
    {"not: {seniority: [privileged, management]}",
	"everybody who is not privileged and is not in management"},
    {"access: [production]\nany:\n  - {team: [red], role: [lead]}\n"
     "  - {team: [blue]}\n",
	"everybody who has access to production and who either (both is in "
	"the team red and has the role lead) or is in the team blue"},
    {"all:\n  - {team: [red]}\n  - all: [{duty: [a]}, {duty: [b]}]\n",
	"everybody who is in the team red, has the duty a and has the duty b"},
};

static void
a_population_is_said_so_that_it_can_be_signed(void)
{
	struct arena arena;

	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < NELEM(populations); i++) {
		struct population p;
		struct buf out;

		buf_init(&out, 4096);
		read_who(&arena, populations[i].who, &p);
		population_write(&out, &p);
		CHECK_STR(buf_view(&out), str_from(populations[i].says));
		buf_release(&out);
	}
	arena_release(&arena);
}

static void
without_a_word_it_is_everybody(void)
{
	struct population p;
	struct arena arena;
	struct buf out;
	struct err err;

	arena_init(&arena, 1 << 16);
	buf_init(&out, 100);
	CHECK_OK(population_read(NULL, &arena, &p, &err), &err);
	population_write(&out, &p);
	CHECK_STR(buf_view(&out), STR("everybody"));
	buf_release(&out);
	arena_release(&arena);
}

TEST_MAIN(T(a_population_is_said_so_that_it_can_be_signed),
    T(without_a_word_it_is_everybody))
