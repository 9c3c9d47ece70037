set -o | grep -E '^(errexit|nounset|noglob|xtrace)'; set +o | grep -E 'errexit|nounset'; set -eu; set +o | grep -E 'errexit|nounset'
