#ifndef CATALOG_READ_H
#define CATALOG_READ_H

#include "base/file.h"
#include "catalog/problem.h"
#include "catalog/quiz.h"
#include "codec/yaml.h"

/*
 * From files to structures, within the folder.  What a file has wrong goes to
 * problems, and reading goes on with the next one, so that the linter can
 * tell all of it; the loader takes the first as its error.
 */
#define READ_FILE_MAX ((size_t)2 << 20)

void read_modules(struct catalog *catalog, const char *dir, const char *overlay,
    struct problems *problems);
void read_courses(
    struct catalog *catalog, const char *dir, struct problems *problems);
void read_frameworks(
    struct catalog *catalog, const char *dir, struct problems *problems);
void read_triggers(
    struct catalog *catalog, const char *dir, struct problems *problems);
void read_paths(
    struct catalog *catalog, const char *dir, struct problems *problems);
void read_lab_names(
    struct catalog *catalog, const char *dir, struct problems *problems);

/* Pieces they share. */

/* The names of a folder's YAML files, without their ending; a folder that is
   not there is empty. */
void read_folder(struct catalog *catalog, const char *dir,
    struct file_names *out, struct problems *problems);

/* Every YAML file of dir/folder. */
typedef enum err_code read_one(struct catalog *catalog, const struct yaml *root,
    struct str name, struct err *err);
void read_each(struct catalog *catalog, const char *dir, const char *folder,
    read_one *one, struct problems *problems);
struct yaml *read_yaml(struct catalog *catalog, const char *path,
    struct problems *problems); /* NULL when it could not be read */
enum err_code read_text(const struct yaml *map, struct str key, struct str *out,
    struct err *err) MUST_USE;
enum err_code read_strs(const struct yaml *map, struct str key,
    struct arena *arena, struct catalog_strs *out, struct err *err) MUST_USE;
enum err_code read_number(const struct yaml *map, struct str key, int64_t min,
    int64_t max, unsigned *out, struct err *err) MUST_USE;
/* As read_number, and as it was where the key is not there. */
enum err_code read_number_may(const struct yaml *map, struct str key,
    int64_t min, int64_t max, unsigned *out, struct err *err) MUST_USE;
enum err_code read_cwes(const struct yaml *map, struct arena *arena,
    struct catalog_cwes *out, struct err *err) MUST_USE;

/* Is it a name such as "a05-injection"? */
bool read_is_id(struct str s);

/* Everything that can be found without asking anything outside dir.  *out is
   set even where problems were found. */
enum err_code read_catalog(const char *dir, const char *overlay,
    struct catalog **out, struct problems *problems, struct err *err) MUST_USE;

#endif
