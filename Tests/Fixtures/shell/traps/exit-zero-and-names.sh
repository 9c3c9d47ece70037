trap 'echo zero' 0; trap - EXIT; echo a; trap 'echo again' EXIT; trap '' EXIT; trap 'echo last' 0
