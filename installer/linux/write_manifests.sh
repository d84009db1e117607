# The manifests for all users, with the extensions that the policy allows. A policy that is mistaken keeps no package from being installed:
# what is wrong with it is said here, by the host to everybody, and by the doctor.
write_manifests() {
  said=$(patchbay-host --write-manifests) || echo "patchbay-host: $said" >&2
}
