# shells: bash
shopt | grep -v -e login -e compat
