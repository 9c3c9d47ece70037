nosuchprogram # stderr too
