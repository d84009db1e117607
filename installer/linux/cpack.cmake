# How CPack makes the deb and the rpm: names, what they depend on, what runs when they come and go.

set(CPACK_PACKAGE_NAME patchbay)
set(CPACK_PACKAGE_VENDOR "The Patchbay authors")
set(CPACK_PACKAGE_CONTACT "The Patchbay authors <packages@patchbay.io>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_OUTPUT_FILE_PREFIX ${PROJECT_SOURCE_DIR}/build/packages)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/per_generator.cmake)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(host_summary "find callers in the CRM, log calls")
set(host_text "Patchbay's browser extension talks to this program, which every browser
of the machine finds through its native-messaging manifest. It finds callers
in Pipedrive, Clio, HubSpot, Salesforce and Zoho, and logs calls and messages
there. The tokens of the CRM stay on the machine.")
set(sandbox_summary "small CRM to try Patchbay with")
set(sandbox_text "A practice CRM with made-up people that runs on this machine only, and the
adapter with which patchbay-host speaks to it. For trials and trainings; no
agent's machine needs it.")

# What the scripts for both systems have in common.
file(READ ${CMAKE_CURRENT_LIST_DIR}/end_old_hosts.sh END_OLD_HOSTS)
file(READ ${CMAKE_CURRENT_LIST_DIR}/write_manifests.sh WRITE_MANIFESTS)
foreach(script debian/postinst debian/postrm rpm/post rpm/postun)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/end_old_hosts.sh
               ${CMAKE_CURRENT_LIST_DIR}/write_manifests.sh)
  configure_file(${CMAKE_CURRENT_LIST_DIR}/${script}.in ${out}/${script} @ONLY
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
endforeach()

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION comm)
set(CPACK_DEBIAN_PACKAGE_HOMEPAGE "https://patchbay.io")
set(CPACK_DEBIAN_HOST_DESCRIPTION "${host_summary}\n${host_text}")
set(CPACK_DEBIAN_HOST_PACKAGE_DEPENDS "ca-certificates, tzdata")
set(CPACK_DEBIAN_HOST_PACKAGE_RECOMMENDS "gnome-keyring | plasma-workspace | keepassxc, xdg-utils, glib-networking")
set(CPACK_DEBIAN_HOST_PACKAGE_CONTROL_EXTRA "${out}/debian/postinst;${out}/debian/postrm;${CMAKE_CURRENT_LIST_DIR}/debian/triggers")
set(CPACK_DEBIAN_SANDBOX_DESCRIPTION "${sandbox_summary}\n${sandbox_text}")
set(CPACK_DEBIAN_SANDBOX_PACKAGE_DEPENDS "patchbay-host (= ${PROJECT_VERSION})")

set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE "MIT AND Apache-2.0 AND BSD-3-Clause AND BSL-1.0")  # debian/copyright says what of
set(CPACK_RPM_PACKAGE_URL "https://patchbay.io")
set(CPACK_RPM_HOST_PACKAGE_SUMMARY "${host_summary}")
set(CPACK_RPM_HOST_PACKAGE_DESCRIPTION "${host_text}")
set(CPACK_RPM_HOST_PACKAGE_REQUIRES "ca-certificates, (tzdata or timezone)")  # the latter is SUSE's name of it
set(CPACK_RPM_HOST_POST_INSTALL_SCRIPT_FILE ${out}/rpm/post)
set(CPACK_RPM_HOST_POST_UNINSTALL_SCRIPT_FILE ${out}/rpm/postun)
set(CPACK_RPM_SANDBOX_PACKAGE_SUMMARY "${sandbox_summary}")
set(CPACK_RPM_SANDBOX_PACKAGE_DESCRIPTION "${sandbox_text}")
# Adapters and the host's own parts are nobody else's libraries. Links by build id are for packages of debug symbols, of which there are none.
set(CPACK_RPM_SPEC_MORE_DEFINE "%global __provides_exclude_from ^/usr/lib/patchbay/\n%define _build_id_links none")
set(CPACK_RPM_SANDBOX_PACKAGE_REQUIRES "patchbay-host = ${PROJECT_VERSION}")
# Folders that belong to the system or to browsers, and that this package therefore does not own.
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION /etc/chromium /etc/chromium/native-messaging-hosts /etc/opt /etc/opt/chrome
    /etc/opt/chrome/native-messaging-hosts /etc/opt/edge /etc/opt/edge/native-messaging-hosts /usr/lib/mozilla
    /usr/lib/mozilla/native-messaging-hosts /usr/lib64/mozilla /usr/lib64/mozilla/native-messaging-hosts /usr/share/man
    /usr/share/man/man1 /usr/share/bash-completion /usr/share/bash-completion/completions /usr/share/zsh
    /usr/share/zsh/vendor-completions /usr/share/fish /usr/share/fish/vendor_completions.d /usr/share/licenses /usr/share/lintian /usr/share/lintian/overrides)
include(CPack)
