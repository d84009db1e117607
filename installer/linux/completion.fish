# Completion of patchbay-host in fish: the options are those that --help lists.
complete -c patchbay-host -f -a '(patchbay-host --help | string match -rg "^  (?:-[a-z],)?(--[a-z-]+)")'
complete -c patchbay-host -l log-level -x -a 'debug info warning error'
complete -c patchbay-host -l set-secret -x -a 'proxy (for one in /usr/lib/patchbay/adapters/*.so; basename $one .so; end)'
complete -c patchbay-host -l adapters -l data -x -a '(__fish_complete_directories)'
complete -c patchbay-host -l check-adapter -l config -l support-bundle -r -F
