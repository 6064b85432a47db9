# Completion of haproxyadmin for bash 4.4 and newer. haproxyadmin itself says what could come next.

_haproxyadmin() {
  local line=${COMP_LINE:0:COMP_POINT} candidate file words
  # Not COMP_WORDS: bash takes words apart at = and :, which are part of options and addresses.
  read -ra words <<<"$line"
  [[ $line != *[[:space:]] ]] || words+=("")
  local current=${words[-1]}
  local kept=${current%"${current##*[=:]}"}
  COMPREPLY=()
  while IFS=$'\t' read -r candidate _; do
    if [[ $candidate == :files ]]; then
      compopt -o filenames 2>/dev/null
      while read -r file; do
        COMPREPLY+=("$file")
      done < <(compgen -f -- "${current#"$kept"}")
    else
      COMPREPLY+=("${candidate#"$kept"}")
    fi
  done < <("${words[0]/#\~/$HOME}" complete "${words[@]:1}" 2>/dev/null </dev/null)
}

complete -F _haproxyadmin haproxyadmin
