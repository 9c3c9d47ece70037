printf 'Hello\nHELLO\nhelp\n' | sed 's/hello/bye/I'
