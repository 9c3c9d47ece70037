f() { local x=$(exit 3); echo $?; local y; y=$(exit 4); echo $?; }
f
