# What the Linux packages hold for people: manual pages, completions, the guide, copyright and changelog.

function(patchbay_compress from to)
  execute_process(COMMAND gzip -9nc ${from} OUTPUT_FILE ${to} COMMAND_ERROR_IS_FATAL ANY)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${from})
endfunction()

# Their options are what the program itself says, so that no page can be behind.
foreach(component host sandbox)
  set(page ${out}/patchbay-${component}.1.gz)
  set(source ${CMAKE_CURRENT_LIST_DIR}/patchbay-${component}.1.in)
  add_custom_command(OUTPUT ${page} DEPENDS patchbay-${component} ${source} ${CMAKE_CURRENT_LIST_DIR}/man_page.sh
    COMMAND ${CMAKE_CURRENT_LIST_DIR}/man_page.sh $<TARGET_FILE:patchbay-${component}> ${source} ${PROJECT_VERSION} | gzip -9n > ${page}
    VERBATIM COMMENT "Writing patchbay-${component}.1")
  add_custom_target(patchbay_${component}_page ALL DEPENDS ${page})
  install(FILES ${page} DESTINATION share/man/man1 COMPONENT ${component})

  set(documents ${out}/doc/patchbay-${component})
  file(MAKE_DIRECTORY ${documents})
  set(PACKAGE patchbay-${component})
  configure_file(${CMAKE_CURRENT_LIST_DIR}/debian/changelog.in ${documents}/changelog @ONLY)
  patchbay_compress(${documents}/changelog ${documents}/changelog.gz)
  install(FILES ${documents}/changelog.gz DESTINATION share/doc/patchbay-${component} COMPONENT ${component})
  install(FILES ${CMAKE_CURRENT_LIST_DIR}/debian/copyright DESTINATION share/doc/patchbay-${component} COMPONENT ${component})
endforeach()

# `copyright` leads to the text of this license where Debian has it; other systems have it nowhere. What is under it, the time zones of
# numbers, is only in what was built on Debian.
install(FILES /usr/share/common-licenses/Apache-2.0 DESTINATION share/licenses/patchbay-host COMPONENT redhat OPTIONAL)

install(FILES ${CMAKE_CURRENT_LIST_DIR}/DEPLOY.md DESTINATION share/doc/patchbay-host COMPONENT host)
install(FILES ${PROJECT_SOURCE_DIR}/manifest/policy.schema.json DESTINATION share/patchbay COMPONENT host)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/policy.example.json DESTINATION share/doc/patchbay-host/examples RENAME policy.json
        COMPONENT host)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/completion.bash DESTINATION share/bash-completion/completions RENAME patchbay-host
        COMPONENT host)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/completion.zsh DESTINATION share/zsh/vendor-completions RENAME _patchbay-host
        COMPONENT host)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/completion.fish DESTINATION share/fish/vendor_completions.d RENAME patchbay-host.fish
        COMPONENT host)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/debian/patchbay-host.lintian-overrides DESTINATION share/lintian/overrides
        RENAME patchbay-host COMPONENT host)
