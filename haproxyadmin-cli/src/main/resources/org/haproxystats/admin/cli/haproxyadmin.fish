# Completion of haproxyadmin for fish. haproxyadmin itself says what could come next.

function __haproxyadmin_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for line in ($words[1] complete $words[2..-1] "$current" 2>/dev/null </dev/null)
        if test "$line" = :files
            set -l parts (string split -m 1 = -- "$current")
            if set -q parts[2]
                for file in (__fish_complete_path "$parts[2]")
                    echo "$parts[1]=$file"
                end
            else
                __fish_complete_path "$current"
            end
        else
            echo $line
        end
    end
end

complete -c haproxyadmin -f -a '(__haproxyadmin_complete)'
