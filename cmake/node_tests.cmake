# tools/<tool>_test.mjs: tests of the generators and checks, run by node.
file(GLOB NODE_TESTS CONFIGURE_DEPENDS tools/*_test.mjs)
foreach(TEST IN LISTS NODE_TESTS)
	get_filename_component(NAME ${TEST} NAME_WE)
	add_test(NAME tools/${NAME} COMMAND ${NODE} --test ${TEST}
		WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endforeach()
