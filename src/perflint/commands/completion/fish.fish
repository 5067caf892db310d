# perflint: completion for fish, written by `perflint completion fish`.

@lists@

# Which command, how many words stand behind it, and whether anything stands before what is typed.
function __perflint_state
    set -l command check
    set -l place 0
    set -l begun ''
    set -l option ''
    set -l free ''
    for word in (commandline -opc)[2..-1]
        if test -n "$option"
            set option ''
        else if test -n "$free"
            set place (math $place + 1)
        else if test "$word" = --
            set free 1
            set begun 1
        else if string match -q -- '-*' "$word"
            contains -- "$command $word" $__perflint_takes
            and set option $word
            string match -qr -- '^--lang(=|$)' "$word"
            or set begun 1
        else if test -z "$begun"; and contains -- "$word" $__perflint_commands
            set command $word
            set begun 1
        else
            set place (math $place + 1)
            set begun 1
        end
    end
    echo $command
    echo $place
    echo $begun
end

function __perflint_starting
    test -z (__perflint_state)[3]
end

# Whether the command is this one, and the place, if one is given, that one.
function __perflint_in
    set -l state (__perflint_state)
    test $state[1] = $argv[1]
    and test (count $argv) = 1 -o $state[2] = "$argv[2]"
end

# As `__perflint_in`, at any place behind the given one.
function __perflint_behind
    set -l state (__perflint_state)
    test $state[1] = $argv[1]
    and test $state[2] -gt $argv[2]
end

# What is typed of a word or of an option's value.
function __perflint_typed
    commandline -ct | string replace -r -- '^--[a-z-]+=' ''
end

# Several words of a list, parted by commas.
function __perflint_several
    set -l before (__perflint_typed | string match -r -- '^.*,')
    $argv | while read -l line
        echo "$before$line"
    end
end

# The words of a list with "=", and behind it what else is given: a list, or files.
function __perflint_pair
    set -l typed (__perflint_typed)
    if not string match -q -- '*=*' "$typed"
        $argv[1] | string replace -r -- '^([^\t]+)' '$1='
    else if set -q argv[2]
        set -l left (string replace -r -- '=.*' '=' "$typed")
        for line in ($argv[2] (string replace -r -- '^[^=]*=' '' "$typed"))
            echo "$left$line"
        end
    end
end

complete -c perflint -e
complete -c perflint -f
@completions@
