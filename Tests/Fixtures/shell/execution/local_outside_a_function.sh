local x=1; echo no # stderr too
