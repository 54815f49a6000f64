# C made at build time from the SQL blocks and the page templates.  Each
# generator writes one header and one source a file of input.
find_program(NODE NAMES node nodejs REQUIRED)

# lib_sql: sql/queries/<noun>.sql -> gen/sql/<noun>.h, typed functions over the
# store; folders above the store link it.
file(GLOB QUERIES CONFIGURE_DEPENDS sql/queries/*.sql)
file(GLOB MIGRATIONS CONFIGURE_DEPENDS sql/migrations/*.sql)
# lib_templates: www/templates/*.html -> gen/templates/<name>.h
file(GLOB TEMPLATES CONFIGURE_DEPENDS www/templates/*.html)

# Files of one generator, made together; OUT is their list in the caller.
function(assay_generate OUT TOOL SUBDIR INPUTS)
	set(FILES "")
	foreach(INPUT IN LISTS INPUTS)
		get_filename_component(STEM ${INPUT} NAME_WE)
		list(APPEND FILES ${GEN}/${SUBDIR}/${STEM}.c ${GEN}/${SUBDIR}/${STEM}.h)
	endforeach()
	list(APPEND FILES ${ARGN})
	file(GLOB PARTS CONFIGURE_DEPENDS tools/${TOOL}*.mjs)
	add_custom_command(OUTPUT ${FILES}
		COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/tools/${TOOL}.mjs ${GEN}/${SUBDIR}
		DEPENDS ${INPUTS} ${PARTS} ${MIGRATIONS}
		WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
		COMMENT "${TOOL}: ${SUBDIR}" VERBATIM)
	add_custom_target(${SUBDIR}_made DEPENDS ${FILES})
	set(${OUT} ${FILES} PARENT_SCOPE)
endfunction()

assay_generate(SQL_FILES sqlgen sql "${QUERIES}"
	${GEN}/sql/blocks.c ${GEN}/sql/blocks.h ${GEN}/sql/migrations.c)
# the schema belongs to the store itself, the blocks to whoever stands above
set(SCHEMA ${GEN}/sql/migrations.c)
list(REMOVE_ITEM SQL_FILES ${SCHEMA})
add_library(lib_sql STATIC ${SQL_FILES})
add_dependencies(lib_sql sql_made)
target_link_libraries(lib_sql PUBLIC lib_store)
if(TEMPLATES)
	assay_generate(TEMPLATE_FILES tmplgen templates "${TEMPLATES}")
	add_library(lib_templates STATIC ${TEMPLATE_FILES})
	add_dependencies(lib_templates templates_made)
	target_link_libraries(lib_templates PUBLIC lib_tmpl)
endif()

# The SQL functions are the store's neighbours above it, the templates the
# faces'.
function(assay_link_generated LIB FOLDER)
	if(FOLDER STREQUAL "store")
		target_sources(${LIB} PRIVATE ${SCHEMA})
		add_dependencies(${LIB} sql_made)
	endif()
	if(TARGET lib_sql AND FOLDER MATCHES "^(ledger|people|catalog|learn|policy|outcomes|evidence|web|api|lsp|cli)$")
		target_link_libraries(${LIB} PUBLIC lib_sql)
	endif()
	if(TARGET lib_templates AND FOLDER MATCHES "^(web|cli)$")
		target_link_libraries(${LIB} PUBLIC lib_templates)
	endif()
	if(TARGET lib_grammars AND FOLDER STREQUAL "syntax")
		target_link_libraries(${LIB} PUBLIC lib_grammars)
	endif()
endfunction()
