# shells: bash
trap 'echo err $?' ERR
f() { return 3; }; f; f || echo or; f && echo no; echo end
