# tools/<tool>_test.mjs: tests of the generators and checks, run by node.
file(GLOB NODE_TESTS CONFIGURE_DEPENDS tools/*_test.mjs)
foreach(TEST IN LISTS NODE_TESTS)
	get_filename_component(NAME ${TEST} NAME_WE)
	add_test(NAME tools/${NAME} COMMAND ${NODE} --test ${TEST}
		WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endforeach()

# tests/serve/*_test.mjs: the program as a whole, over its sockets.
file(GLOB SERVE_TESTS CONFIGURE_DEPENDS tests/serve/*_test.mjs)
foreach(TEST IN LISTS SERVE_TESTS)
	get_filename_component(NAME ${TEST} NAME_WE)
	add_test(NAME serve/${NAME} COMMAND ${NODE} --test ${TEST}
		WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
	set_tests_properties(serve/${NAME} PROPERTIES
		ENVIRONMENT "ASSAY=$<TARGET_FILE:assay>")
endforeach()
if(TEST serve/kill_test)
	set_tests_properties(serve/kill_test PROPERTIES LABELS slow TIMEOUT 300)
endif()
