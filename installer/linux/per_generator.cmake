# Red Hat's Firefox looks below /usr/lib64, where Debian's packages have no business.
if(CPACK_GENERATOR STREQUAL RPM)
  list(APPEND CPACK_COMPONENTS_ALL redhat)
endif()
