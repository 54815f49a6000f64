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
