export x=out; f() { local x=in; sh -c 'echo $x'; }; f; sh -c 'echo $x'
