# www/islands/<name>.ts -> www/static/made/<name>.js, one file for the browser
# with all it takes from npm.  It lies with the other static files, since they
# are served from the source tree as they are once installed.
file(GLOB ISLANDS CONFIGURE_DEPENDS www/islands/*.ts)
set(MADE "")
foreach(ISLAND IN LISTS ISLANDS)
	get_filename_component(NAME ${ISLAND} NAME_WE)
	set(OUT ${CMAKE_SOURCE_DIR}/www/static/made/${NAME}.js)
	add_custom_command(OUTPUT ${OUT}
		COMMAND ${NODE} node_modules/esbuild/bin/esbuild ${ISLAND} --bundle
			--minify --format=iife --target=es2020 --legal-comments=none
			--log-level=warning --outfile=${OUT}
		DEPENDS ${ISLAND} package-lock.json
		WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
		COMMENT "esbuild: ${NAME}.js" VERBATIM)
	list(APPEND MADE ${OUT})
endforeach()
add_custom_target(islands ALL DEPENDS ${MADE})
