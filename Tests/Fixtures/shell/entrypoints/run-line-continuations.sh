set -e; \
	echo one && \
	echo two \
	&& { echo three; \
	  echo four; } ; \
	# a comment line \
	echo five
