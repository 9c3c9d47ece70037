# shells: bash
echo $SHLVL; bash -c 'echo $SHLVL'; echo a b c; echo $_; true; echo "$_"; x=1; echo "[$_]"
