# shells: bash
BASH_ARGV0=newname; echo $0; nosuchcmd; echo $BASH_COMMAND "$BASH_EXECUTION_STRING" | head -n 1 | cut -c 1-30
