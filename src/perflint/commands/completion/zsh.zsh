#compdef perflint
# perflint: completion for zsh, written by `perflint completion zsh`.

@lists@

# The words of a list, with what they are for.
_perflint_words() {
    local -a list=("${(@P)1}")
    shift
    _describe -t words perflint list "$@"
}

# Several words of a list, parted by commas.
_perflint_several() {
    compset -P '*,'
    compset -S ',*'
    _perflint_words $1
}

# A word of a list or a file.
_perflint_word_or_file() {
    local found=1
    _perflint_words "$@" && found=0
    _files && found=0
    return found
}

# What is before "=" by its first words, what is behind by the others.
_perflint_pair() {
    if compset -P '*='; then
        shift
        "$@"
    else
        ${=1} -q -S =
    fi
}

# A first word is a command or what `check` takes.
_perflint_start() {
    local found=1
    if (( CURRENT == first )); then
        _perflint_words @start@ && found=0
    fi
    _files && found=0
    return found
}

_perflint() {
    local command=check
    integer first=2
    local -a names=(@commands@) version=()
    # The language may stand before the command.
    while (( first < CURRENT )) && [[ $words[first] == --lang(|=*) ]]; do
        [[ $words[first] == --lang ]] && (( first++ ))
        (( first++ ))
    done
    if (( first < CURRENT && ${names[(Ie)$words[first]]} )); then
        command=$words[first]
        words=($words[1] "${(@)words[first + 1,-1]}")
        (( CURRENT -= first - 1, first = 0 ))
    fi
    if (( CURRENT == first )); then
        version=(
            @version@
        )
    fi
    case $command in
        @specs@
    esac
}

# Read by `source`, it is made known; found in fpath, it is called.
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _perflint "$@"
else
    compdef _perflint perflint
fi
