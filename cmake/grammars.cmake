# tree-sitter's core and grammars, from their npm packages, as C sources.
# Their code is not held to our warnings.
set(TS node_modules/tree-sitter/vendor/tree-sitter/lib)
set(GRAMMARS go hcl html java javascript json php/php python
	typescript/typescript typescript/tsx yaml) # package or package/folder
add_library(lib_grammars STATIC ${TS}/src/lib.c)
target_include_directories(lib_grammars SYSTEM PUBLIC ${TS}/include PRIVATE ${TS}/src)
target_compile_options(lib_grammars PRIVATE -w)
foreach(GRAMMAR IN LISTS GRAMMARS)
	set(DIR node_modules/tree-sitter-${GRAMMAR}/src)
	if(NOT EXISTS ${CMAKE_SOURCE_DIR}/${DIR})
		set(DIR node_modules/@tree-sitter-grammars/tree-sitter-${GRAMMAR}/src)
	endif()
	get_filename_component(NAME ${GRAMMAR} NAME)
	file(GLOB PARTS ${DIR}/parser.c ${DIR}/scanner.c)
	add_library(grammar_${NAME} OBJECT ${PARTS})
	target_include_directories(grammar_${NAME} PRIVATE ${DIR})
	target_compile_options(grammar_${NAME} PRIVATE -w)
	target_sources(lib_grammars PRIVATE $<TARGET_OBJECTS:grammar_${NAME}>)
endforeach()
