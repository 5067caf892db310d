# perflint: completion for bash, written by `perflint completion bash`.
# shellcheck shell=bash disable=SC2034

@lists@

# The words of a list that begin like what is typed; behind each may follow a sign.
_perflint_words() {
    local word
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen -W "$1" -P "$before" -S "${2-}" -- "$typed")
    if [[ ${2-} ]]; then compopt -o nospace 2>/dev/null; fi
}

# Several words of a list, parted by commas.
_perflint_several() {
    if [[ $typed == *,* ]]; then
        before+=${typed%,*},
        typed=${typed##*,}
    fi
    _perflint_words "$1"
}

_perflint_files() {
    local path
    while IFS= read -r path; do
        COMPREPLY+=("$before$path")
    done < <(compgen -f -- "$typed")
    # Where nothing is found the word may hold quotation marks, of which bash itself takes care.
    compopt -o filenames -o default 2>/dev/null
}

# Whether what is typed goes on behind "=". Where bash parts words there, it wants no more than what follows.
_perflint_behind() {
    [[ $typed == *=* ]] || return
    [[ $COMP_WORDBREAKS == *=* ]] || before+=${typed%%=*}=
    typed=${typed#*=}
}

# Whether the option of the command is followed by a value.
_perflint_takes() {
    case "$command $1" in
        @takes@
        *) return 1 ;;
    esac
}

_perflint_value() {
    case "$command $option" in
        @values@
    esac
}

_perflint_option() {
    case $command in
        @options@
    esac
}

_perflint_place() {
    case "$command $place" in
        @places@
    esac
}

_perflint() {
    local -a words=()
    local index last word typed before='' command=check option='' place=0 begun='' free=''
    COMPREPLY=()
    # What bash has parted at "=" is one word.
    for ((index = 1; index <= COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        last=$((${#words[@]} - 1))
        if ((last >= 0)) && [[ $word == '=' || ${COMP_WORDS[index - 1]} == '=' ]]; then
            words[last]+=$word
        else
            words+=("$word")
        fi
    done
    last=$((${#words[@]} - 1))
    typed=${words[last]}
    for ((index = 0; index < last; index++)); do
        word=${words[index]}
        if [[ $option ]]; then
            option=''
        elif [[ $free ]]; then
            place=$((place + 1))
        elif [[ $word == -- ]]; then
            free=1 begun=1
        elif [[ $word == -* ]]; then
            if _perflint_takes "$word"; then option=$word; fi
            if [[ $word != --lang && $word != --lang=* ]]; then begun=1; fi
        elif [[ ! $begun && " $_perflint_commands " == *" $word "* ]]; then
            command=$word begun=1
        else
            place=$((place + 1)) begun=1
        fi
    done
    if [[ ! $option && ! $free && $typed == --*=* ]]; then
        option=${typed%%=*}
        _perflint_behind
    fi
    if [[ $option ]]; then
        _perflint_value
        return
    fi
    if [[ $typed == -* && ! $free ]]; then
        if [[ ! $begun ]]; then _perflint_words "$_perflint_version"; fi
        _perflint_option
    else
        if [[ ! $begun ]]; then _perflint_words "$_perflint_commands"; fi
        _perflint_place
    fi
}

complete -F _perflint perflint
