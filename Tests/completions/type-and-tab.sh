#!/bin/sh
# What a real shell shows once a line was typed and TAB was pressed.
#
#   type-and-tab.sh SHELL SCRIPT LINE
#
# SHELL is bash, zsh or fish; SCRIPT is what `ktrail --generate-completion-script SHELL` printed. The shell runs in a
# terminal of tmux, or of fish as `complete -C` asks it, with none of the user's settings. Needs ktrail in PATH.
set -eu
shell=$1 script=$2 line=$3

if [ "$shell" = fish ]; then
    exec fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$script" "$line"
fi

settings=$(mktemp -d)
socket=$settings/tmux
trap 'tmux -S "$socket" kill-server 2>/dev/null; rm -rf "$settings"' EXIT
case $shell in
bash)
    cat >"$settings/rc" <<END
PS1='ready> '
bind 'set bell-style none' 'set enable-bracketed-paste off' 2>/dev/null
bind 'set page-completions off'
bind 'set completion-query-items 0'
. '$script'
END
    set -- bash --noprofile --rcfile "$settings/rc" -i
    ;;
zsh)
    cat >"$settings/.zshrc" <<END
PS1='ready> '
LISTMAX=1000
autoload -U compinit
compinit -u -d '$settings/dump'
. '$script'
END
    set -- env ZDOTDIR="$settings" zsh -d -i
    ;;
esac

screen() { tmux -S "$socket" capture-pane -p -t it; }
# Until the screen shows something new, and then nothing more.
settle() {
    before=$1 last= count=0
    while [ "$count" -lt 100 ]; do
        sleep 0.1
        now=$(screen)
        [ "$now" != "$before" ] && [ "$now" = "$last" ] && break
        last=$now count=$((count + 1))
    done
}

tmux -S "$socket" -f /dev/null new-session -d -s it -x 150 -y 200 "$@"
settle ''
until screen | grep -q 'ready>'; do sleep 0.1; done
before=$(screen)
tmux -S "$socket" send-keys -t it -l -- "$line"
settle "$before"
tmux -S "$socket" send-keys -t it Tab
sleep 0.5
# Of bash the second one lists what there is, where the first found more than one; zsh lists at once.
[ "$shell" = zsh ] || tmux -S "$socket" send-keys -t it Tab
sleep 0.5
screen | sed '/^$/d'
