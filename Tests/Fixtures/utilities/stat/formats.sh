mkdir d; echo hello > f; ln -s f l; ln f hard; touch empty; mkfifo p; chmod 4711 f; touch -h -d '2001-02-03 04:05:06' f l d empty p
stat -c '%n %s %a %A %f %F' f l d empty p
stat -c '%b %B %o %h %u %g' f d l; stat -c '%X %Y' f; stat -c '%y' f; stat -c '%N' f l; stat -L -c '%F %s' l
stat -c '%10s|%-10s|%05s|%10n|%-6n|' f; stat -c '100%% %n' f; stat nox; echo $?; stat -c %n nox f; echo $?
stat -c '%t %T' /dev/null
