# Completion of patchbay-host in bash: the options are those that --help lists.
_patchbay_host() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words
  case $before in
    --log-level) words='debug info warning error' ;;
    --set-secret) words="$(basename -s .so -a /usr/lib/patchbay/adapters/*.so) proxy" ;;
    --adapters | --data) mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    --check-adapter | --config | --support-bundle) mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    *) words=$("$1" --help | grep -oE '^  (-[a-z],)?--[a-z-]+' | grep -oE -- '--[a-z-]+') ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o filenames -F _patchbay_host patchbay-host
