mkdir bin; printf '#!/bin/sh\necho "tool $0"\n' > bin/t; chmod +x bin/t; bin/t; ./bin/t; bin/../bin/t
