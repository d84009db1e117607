# Sourced: wine with a Windows of its own in a folder, no display, no noise.

use_wine() { # FOLDER
  export WINEPREFIX=$1 WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' LC_ALL=C.UTF-8
  unset DISPLAY
  [ ! -e "$WINEPREFIX/ready" ] || return 0
  mkdir -p "$(dirname "$WINEPREFIX")"
  wineboot -i >/dev/null 2>&1 || return
  wine winecfg -v win10 >/dev/null 2>&1 || return
  wineserver -w
  touch "$WINEPREFIX/ready"
}
