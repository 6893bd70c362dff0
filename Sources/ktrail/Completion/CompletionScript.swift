import ArgumentParser
import ChangeModel
import FoundationEssentials
import Text

/// The scripts by which shells ask ``Completer``; everything that is known of commands and clones is known there.
enum CompletionScript {
  /// - Parameter arguments: `--generate-completion-script`, and the shell; without one, that of the user.
  static func text(for arguments: [String]) throws -> String {
    let parts = DeclaredArguments.parts(of: arguments[0])
    guard parts.name == "--generate-completion-script" else {
      throw ValidationError("ktrail has no option \(parts.name.inert()).")
    }
    let environment = ProcessInfo.processInfo.environment
    let name =
      parts.value ?? arguments.dropFirst().first
      ?? environment["SHELL"]?.split(separator: "/").last.map(String.init) ?? ""
    switch CompletionShellName(rawValue: name) {
    case .bash: return bash
    case .zsh: return zsh
    case .fish: return fish
    case nil:
      throw ValidationError(
        "--generate-completion-script takes bash, zsh or fish, found \"\(name.inert())\".")
    }
  }

  private static let bash = #"""
    # Completion of ktrail for bash 4.4 and later.

    _ktrail() {
        local - program line kind endings kept ending IFS=$'\n'
        local -a files=()
        set -o noglob
        program=$(type -P -- "${1/#\~\//$HOME/}") || program=ktrail
        COMPREPLY=()
        {
            IFS='|' read -r kind endings kept
            while read -r line; do COMPREPLY+=("${line%%$'\t'*}"); done
        } < <("$program" ---complete bash "$2" "${COMP_LINE:0:COMP_POINT}" 2>/dev/null)

        # What goes on after a dot, a slash or a colon is not finished.
        local isOpen=1
        for line in "${COMPREPLY[@]}"; do [[ $line == *[./:-] ]] || isOpen=; done
        [[ ${#COMPREPLY[@]} -gt 0 && $isOpen ]] && compopt -o nospace
        compopt -o nosort 2>/dev/null

        case $kind in
        directories) compopt -o dirnames ;;
        files)
            IFS=' ' read -r -a endings <<<"$endings"
            for ending in "${endings[@]}"; do
                files+=($(compgen -f -X "!*.$ending" -- "$2"))
            done
            if [[ ${#files[@]} -gt 0 ]]; then
                files+=($(compgen -d -- "$2"))
            elif [[ ${#COMPREPLY[@]} -gt 0 ]]; then
                files=($(compgen -f -- "$2"))
            fi
            if [[ ${#files[@]} -gt 0 ]]; then
                compopt -o filenames +o nospace
                COMPREPLY+=("${files[@]}")
            elif [[ ${#COMPREPLY[@]} -eq 0 ]]; then
                # Readline finds and quotes them itself.
                compopt -o default
            fi
            ;;
        esac
    }

    complete -F _ktrail ktrail
    """#

  private static let zsh = #"""
    #compdef ktrail
    # Completion of ktrail for zsh 5.

    _ktrail() {
        local program=${(Q)words[1]} line kind endings kept word note ret=1
        local -a answer closed open globs
        program=${program/#\~\//$HOME/}
        answer=("${(@f)$("$program" ---complete zsh "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
        IFS='|' read -r kind endings kept <<<"$answer[1]"
        shift answer
        [[ -n $kept ]] && compset -P "${(b)kept}"

        # What goes on after a dot, a slash or a colon is not finished.
        for line in $answer; do
            word=${${line%%$'\t'*}//:/\\:} note=${line#*$'\t'}
            if [[ ${line%%$'\t'*} == *[./:-] ]]; then
                open+=("$word${note:+:$note}")
            else
                closed+=("$word${note:+:$note}")
            fi
        done
        [[ -n $open ]] && _describe -V -t values 'value' open -S '' && ret=0
        [[ -n $closed ]] && _describe -V -t values 'value' closed && ret=0
        case $kind in
        directories) _path_files -/ && ret=0 ;;
        files)
            if [[ -n $endings ]]; then
                _files -g "*.(${endings// /|})(-.)" && ret=0
            else
                _files && ret=0
            fi
            ;;
        esac
        return ret
    }

    if [[ $funcstack[1] == _ktrail ]]; then
        _ktrail "$@"
    else
        compdef _ktrail ktrail
    fi
    """#

  private static let fish = #"""
    # Completion of ktrail for fish 3.

    function __ktrail_complete
        set -l words (commandline -opc)
        set -l word (commandline -ct | string unescape)
        set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
        set -l answer ($program ---complete fish $words "$word" 2>/dev/null)
        set -l head (string split -m 2 '|' -- "$answer[1]")
        printf '%s\n' $answer[2..]
        set -l part (string sub -s (math 1 + (string length -- "$head[3]")) -- "$word")
        switch "$head[1]"
            case directories
                for name in (__fish_complete_directories "$part")
                    echo "$head[3]$name"
                end
            case files
                set -l found (__fish_complete_path "$part")
                set -l first
                for ending in (string split -n ' ' -- "$head[2]")
                    set -a first (string match -r "^[^\t]*\.$ending(?:\t.*)?\$" -- $found)
                end
                set -q first[1]; and set found $first (string match -r '^[^\t]*/(?:\t.*)?$' -- $found)
                for name in $found
                    echo "$head[3]$name"
                end
        end
    end

    complete -c ktrail -f -k -a '(__ktrail_complete)'
    """#
}
