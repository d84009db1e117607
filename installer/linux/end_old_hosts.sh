# A browser keeps its host for as long as it runs, so that after the program was replaced or removed the old one is still there. It is
# asked to end, which loses nothing: what was acknowledged is on disk, and the browser starts the new one by itself. Only processes of
# this system (not of a container or of a root beside it) whose program is gone are meant.
end_old_hosts() {
  for link in /proc/[0-9]*/exe; do
    case "$(readlink "$link" 2>/dev/null)" in
      '/usr/bin/patchbay-host (deleted)' | '/usr/bin/patchbay-host.dpkg-tmp (deleted)' | '/usr/bin/patchbay-host;'*' (deleted)') ;;
      *) continue ;;
    esac
    process=${link%/exe}
    [ "$process/root" -ef / ] || continue
    kill -TERM "${process#/proc/}" 2>/dev/null || true
  done
}
