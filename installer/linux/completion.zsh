#compdef patchbay-host
# Completion of patchbay-host in zsh: the options are those that --help lists.
_gnu_generic
