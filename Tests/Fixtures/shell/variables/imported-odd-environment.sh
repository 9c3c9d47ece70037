env 'a.b=1' 'good=2' sh -c 'echo $good'; env -i PATH="$PATH" x=1 sh -c 'echo "$x ${HOME-nohome}"'
