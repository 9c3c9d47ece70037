echo 12345 > f; exec 3<f; exec 4<&3; IFS= read -r a <&3; read b <&4; echo "$a <$b> $?"; exec 3<&- 4<&-; exec 3>>f 4>&3; echo x >&4; echo y >&3; exec 3>&- 4>&-; cat f
