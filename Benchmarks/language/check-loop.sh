#!/usr/bin/env bash
# The machine's loop must contain no reference counting, no exclusivity check and no trap: looks at
# the disassembly of the release build given as the argument.
set -euo pipefail
symbol='$s10LayRuntime2VMC3runSbyF'
code=$(objdump -d --no-show-raw-insn "$1" | awk -v name="<$symbol>:" '$2 == name {on = 1} /^$/ {on = 0} on {print}')
[ "$(wc -l <<< "$code")" -gt 1000 ] || { echo "the loop was not found in $1"; exit 1; }
if grep -E 'swift_(retain|release|bridgeObject|beginAccess|unknownObject)|ud2' <<< "$code"; then
    echo "the loop retains, checks exclusivity or traps"
    exit 1
fi
echo "the loop: $(wc -l <<< "$code") instructions, $(grep -cE 'jmp +\*' <<< "$code") jump table, no retain, no check, no trap"
