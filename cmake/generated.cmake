# C made at build time from the SQL blocks and the page templates.  Each
# generator writes one header and one source a file of input.
find_program(NODE NAMES node nodejs REQUIRED)

# lib_sql: sql/queries/<noun>.sql -> gen/sql/<noun>.h, typed functions over the
# store; folders above the store link it.
file(GLOB QUERIES CONFIGURE_DEPENDS sql/queries/*.sql)
file(GLOB MIGRATIONS CONFIGURE_DEPENDS sql/migrations/*.sql)
# lib_templates: www/templates/*.html -> gen/templates/<name>.h
file(GLOB TEMPLATES CONFIGURE_DEPENDS www/templates/*.html)

function(assay_generate LIB TOOL SUBDIR INPUTS)
	set(OUT "")
	foreach(INPUT IN LISTS INPUTS)
		get_filename_component(STEM ${INPUT} NAME_WE)
		list(APPEND OUT ${GEN}/${SUBDIR}/${STEM}.c ${GEN}/${SUBDIR}/${STEM}.h)
	endforeach()
	list(APPEND OUT ${ARGN})
	file(GLOB PARTS CONFIGURE_DEPENDS tools/${TOOL}*.mjs)
	add_custom_command(OUTPUT ${OUT}
		COMMAND ${NODE} ${CMAKE_SOURCE_DIR}/tools/${TOOL}.mjs ${GEN}/${SUBDIR}
		DEPENDS ${INPUTS} ${PARTS} ${MIGRATIONS}
		WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
		COMMENT "${TOOL}: ${SUBDIR}" VERBATIM)
	add_library(${LIB} STATIC ${OUT})
	add_dependencies(${LIB} ${LIB}_made)
	add_custom_target(${LIB}_made DEPENDS ${OUT})
endfunction()

if(QUERIES)
	assay_generate(lib_sql sqlgen sql "${QUERIES}"
		${GEN}/sql/blocks.c ${GEN}/sql/blocks.h ${GEN}/sql/migrations.c)
	target_link_libraries(lib_sql PUBLIC lib_store)
endif()
if(TEMPLATES)
	assay_generate(lib_templates tmplgen templates "${TEMPLATES}")
	target_link_libraries(lib_templates PUBLIC lib_tmpl)
endif()

# The SQL functions are the store's neighbours above it, the templates the
# faces'.
function(assay_link_generated LIB FOLDER)
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
