printf 'a\n\nb\n' > f
nl f; nl -ba f; nl -bn f; nl -w 3 f; nl -s: f; nl -v 5 -i 2 f; nl -ba -w2 -s '. ' f f; nl < f; nl nofile; echo $?
