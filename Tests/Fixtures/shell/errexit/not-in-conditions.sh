set -e
if false; then :; fi; while false; do :; done; until true; do :; done; false || echo or; false && echo no; ! true; ! false; echo alive
