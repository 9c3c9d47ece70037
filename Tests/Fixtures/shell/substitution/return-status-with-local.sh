f() { local x=$(false); echo $?; local y; y=$(false); echo $?; }; f
