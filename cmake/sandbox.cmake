# The program that runs first in a box is carried inside lib_sandbox: static,
# small, without the sanitizers of the rest.
add_executable(sandbox_init src/sandbox/init/init.c)
target_compile_options(sandbox_init PRIVATE
	-fno-sanitize=all -fno-stack-protector -U_FORTIFY_SOURCE)
target_link_options(sandbox_init PRIVATE -fno-sanitize=all -static -s)
set(SANDBOX_INIT ${CMAKE_BINARY_DIR}/sandbox_init)
set_source_files_properties(src/sandbox/carried.c PROPERTIES
	COMPILE_DEFINITIONS "SANDBOX_INIT=\"${SANDBOX_INIT}\""
	OBJECT_DEPENDS ${SANDBOX_INIT})

# What src/sandbox/battery_test.c lets loose in a box.
if(ASSAY_TESTS)
	file(GLOB ATTACKS CONFIGURE_DEPENDS tests/sandbox/*.c)
	add_executable(sandbox_attack ${ATTACKS})
	target_compile_options(sandbox_attack PRIVATE -fno-sanitize=all)
	target_link_options(sandbox_attack PRIVATE -fno-sanitize=all -static)
	set(SANDBOX_ATTACK ${CMAKE_BINARY_DIR}/sandbox_attack)
	set_source_files_properties(src/sandbox/battery_test.c PROPERTIES
		COMPILE_DEFINITIONS "SANDBOX_ATTACK=\"${SANDBOX_ATTACK}\""
		OBJECT_DEPENDS ${SANDBOX_ATTACK})
endif()
