# cmake --install build --prefix /usr
include(GNUInstallDirs)
install(TARGETS assay RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
foreach(DIR content judge rules www/static)
	if(IS_DIRECTORY ${CMAKE_SOURCE_DIR}/${DIR})
		get_filename_component(PARENT ${DIR} DIRECTORY)
		install(DIRECTORY ${DIR} DESTINATION ${CMAKE_INSTALL_DATADIR}/assay/${PARENT})
	endif()
endforeach()
install(PROGRAMS packaging/gates/assay-pam packaging/gates/assay-authorized-keys
	packaging/gates/pre-receive DESTINATION lib/assay/gates)
install(FILES packaging/gates/gate.sh packaging/gates/gate.conf packaging/gates/opa/assay.rego
	DESTINATION lib/assay/gates)
file(GLOB MAN_PAGES CONFIGURE_DEPENDS docs/man/*.1)
install(FILES ${MAN_PAGES} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES packaging/assay.service packaging/assay-judge.service DESTINATION lib/systemd/system)
install(FILES packaging/assay.sysusers DESTINATION lib/sysusers.d RENAME assay.conf)
install(FILES packaging/haproxy.cfg packaging/README.md
	DESTINATION ${CMAKE_INSTALL_DOCDIR})
