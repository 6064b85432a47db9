#compdef haproxyadmin
# Completion of haproxyadmin for zsh. haproxyadmin itself says what could come next.

_haproxyadmin() {
  local -a candidates
  local line
  for line in "${(@f)$(${~words[1]} complete "${(@)words[2,CURRENT]}" 2>/dev/null </dev/null)}"; do
    if [[ $line == :files ]]; then
      compset -P '*='
      _files
    elif [[ $line == *$'\t'* ]]; then
      candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    elif [[ -n $line ]]; then
      candidates+=("${line//:/\\:}")
    fi
  done
  (( ! $#candidates )) || _describe -V haproxyadmin candidates
}

if [[ ${funcstack[1]-} == _haproxyadmin ]]; then
  _haproxyadmin "$@"
else
  compdef _haproxyadmin haproxyadmin
fi
